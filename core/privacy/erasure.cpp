// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure.h"

#include "core/privacy/backup_register.h"
#include "core/store/content_hash.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <map>
#include <set>

namespace eventscope {

using namespace acts;

namespace {

constexpr std::size_t kIdBytesMax = 64;

Json number(std::uint64_t value) { return Json::number(static_cast<std::int64_t>(value)); }

Json texts(const std::vector<std::string> &all) {
    std::vector<Json> list;
    std::ranges::transform(all, std::back_inserter(list), [](const std::string &text) { return Json::string(text); });
    return Json::array(std::move(list));
}

Json keysText(const std::vector<KeyId> &keys) {
    std::vector<std::string> all;
    std::ranges::transform(keys, std::back_inserter(all), [](const KeyId &key) { return toHex(key); });
    return texts(all);
}

Json mapped(const std::map<std::string, std::string> &all) {
    std::vector<Json::Member> members;
    for (const auto &[name, text] : all)
        members.push_back({name, Json::string(text)});
    return Json::object(std::move(members));
}

Json counted(const std::map<std::string, std::uint64_t> &all) {
    std::vector<Json::Member> members;
    for (const auto &[name, count] : all)
        members.push_back({name, number(count)});
    return Json::object(std::move(members));
}

Result<void> check(const ErasureRequest &request) {
    const auto isPlain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
    if (request.erasure.empty() || request.erasure.size() > kIdBytesMax ||
        !std::ranges::all_of(request.erasure, isPlain)) {
        return fail(ErrorKind::Invalid, "An erasure's id has letters, digits, \"-\" and \"_\", 64 at most",
                    "Such as E-2026-17");
    }
    if (request.reason.empty())
        return fail(ErrorKind::Invalid, "An erasure needs its legal ground", "Such as Art17-1a");
    return {};
}

/// Empty where it was not said.
std::string textIn(const Json &details, std::string_view member) {
    const Json value = details.member(member);
    return value.isString() ? std::string(value.token()) : std::string();
}

/// The same letters, whatever their case and the spaces around them.
bool isSamePerson(std::string_view a, std::string_view b) {
    const auto bare = [](std::string_view text) {
        const auto isSpace = [](unsigned char c) { return std::isspace(c) != 0; };
        while (!text.empty() && isSpace(text.front()))
            text.remove_prefix(1);
        while (!text.empty() && isSpace(text.back()))
            text.remove_suffix(1);
        return text;
    };
    return std::ranges::equal(bare(a), bare(b),
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

EvidenceWorld evidenceWorld(const ErasureWorld &world) { return {world.store, world.vault, world.ledger, world.clock}; }

/// What the events of the store say after an erasure.
struct Evidence {
    std::uint64_t values = 0, notShredded = 0, events = 0, broken = 0;
};

/// What there is of a person, counted: it stays in the ledger.
struct Traces {
    std::uint64_t snapshotValues = 0, rowValues = 0, identifiers = 0, fields = 0, events = 0;
    std::map<std::string, std::uint64_t> rows, purposes, types; ///< sealed values by read model and purpose; events
    std::set<StreamId> streams;
    std::optional<Time> first, last;

    void takeSealedInEvent(const SubjectHit &hit) {
        ++fields;
        streams.insert(hit.stream);
        if (hit.event == m_event) return;
        m_event = hit.event;
        ++events;
        ++types[hit.type];
        first = first ? std::min(*first, hit.recordedAt) : hit.recordedAt;
        last = last ? std::max(*last, hit.recordedAt) : hit.recordedAt;
    }

  private:
    EventId m_event;
};

/// One erasure, from where its ledger says it stands.
class Erasure {
  public:
    Erasure(const ErasureWorld &world, ErasureRequest request, const SubjectBinding &subject,
            const std::vector<std::string> &literals, const JobControl &job)
        : m_world(world), m_request(std::move(request)), m_subject(subject), m_literals(literals), m_job(job) {}

    Result<ErasureResult> run() {
        ES_TRY(begin());
        ES_TRY(fence());
        ES_TRY(destroy());
        return finish();
    }

    /// From when the keys are destroyed.
    Result<ErasureResult> finish() {
        ES_TRY(rotate());
        ES_TRY(lookAfterDerived());
        ES_TRY(leaveEvidence());
        settle();
        ES_TRY(verify());
        return close();
    }

  private:
    [[nodiscard]] bool isDone(const char *act) const { return m_world.ledger.find(m_request.erasure, act) != nullptr; }
    Result<void> note(const char *act, const Json &details) {
        ES_TRY(m_world.ledger.add(m_world.clock.now(), act, m_request.erasure, m_subject, details));
        if (m_world.onAct) m_world.onAct(act);
        return {};
    }

    Result<void> begin() {
        if (!isDone(kRequested)) {
            ES_TRY(checkFree());
            ES_TRY(checkDecision(m_request.by, m_request.second));
            ES_TRY(note(kRequested, requestDetails()));
        }
        const LedgerEntry &requested = *m_world.ledger.find(m_request.erasure, kRequested);
        if (requested.subject != m_subject) {
            return fail(ErrorKind::Refused, "The erasure " + m_request.erasure + " is of somebody else",
                        "Choose another id");
        }
        if (m_request.purposes != requested.texts("purposes")) {
            return fail(ErrorKind::Refused, "The erasure " + m_request.erasure + " was asked for with other purposes",
                        "Ask for the same, or choose another id");
        }
        return leaveRequestEvidence(evidenceWorld(m_world), m_request.erasure, m_job);
    }

    /// Whether as many decided as the policy wants.
    Result<void> checkDecision(std::string_view by, std::string_view second) const {
        if (!m_world.protection.policy.needsSecondPerson()) return {};
        if (by.empty() || second.empty()) {
            return fail(ErrorKind::Refused, "The privacy policy wants two people to decide on an erasure",
                        "Name both, by role or number (--by and --second)");
        }
        if (!isSamePerson(by, second)) return {};
        return fail(ErrorKind::Refused, "The privacy policy wants two people to decide on an erasure, not one twice",
                    "The second one is another person");
    }

    [[nodiscard]] Json requestDetails() const {
        std::vector<Json::Member> members{{"reason", Json::string(m_request.reason)},
                                          {"by", Json::string(m_request.by)},
                                          {"second", Json::string(m_request.second)},
                                          {"case", Json::string(m_request.caseNumber)},
                                          {"purposes", texts(m_request.purposes)},
                                          {"literals", number(m_literals.size())},
                                          {"store", Json::string(m_world.protection.store)},
                                          {"vault", Json::string(toHex(m_world.vault.id()))},
                                          {"versions", mapped(m_world.versions)}};
        if (m_request.receivedAt) members.push_back({"received", Json::string(toIso(*m_request.receivedAt))});
        if (m_request.receivedAt || m_request.dueAt) {
            const Time due = m_request.dueAt ? *m_request.dueAt : dueAfter(*m_request.receivedAt);
            members.push_back({"due", Json::string(toIso(due))});
        }
        return Json::object(std::move(members));
    }

    /// Nothing forbids it, and nobody else does it.
    Result<void> checkFree() const {
        const auto holds = holdsOn(m_world.ledger, m_subject, m_world.clock.now());
        if (!holds.empty()) {
            return fail(ErrorKind::Refused,
                        "A legal hold forbids it: " + std::string(holds.front().details.member("reason").token()),
                        "Release the hold first (number " + std::to_string(holds.front().number) + ")");
        }
        if (const auto other = erasureUnderWay(m_world.ledger, m_subject, m_request.erasure)) {
            return fail(ErrorKind::Refused, "The erasure " + *other + " of the same person is not over",
                        "Go on with that one");
        }
        return {};
    }

    Result<void> fence() {
        if (isDone(kFenced)) return eraseRestored();
        ES_ASSIGN(isBegun, isFenceBegun());
        if (!isBegun) {
            if (m_job.stopRequested()) return cancelled();
            // The policy may have come to want it since the request.
            const Json &asked = m_world.ledger.find(m_request.erasure, kRequested)->details;
            ES_TRY(checkDecision(textIn(asked, "by"), textIn(asked, "second")));
            ES_TRY(checkFree());
        }
        ES_ASSIGN(keys, m_world.vault.fence(m_subject, m_request.purposes, m_request.erasure));
        return note(kFenced, Json::object({{"keys", keysText(keys)}}));
    }

    /// A crash came between the fence and its line in the ledger: there is no way back any more.
    Result<bool> isFenceBegun() const {
        ES_ASSIGN(rows, m_world.vault.keysOf(m_subject));
        return std::ranges::any_of(rows, [&](const KeyRow &row) { return row.erasure == m_request.erasure; });
    }

    /// The vault had lost keys when it was fenced, and has been restored: they are of before the request.
    Result<void> eraseRestored() {
        ES_ASSIGN(rows, m_world.vault.keysOf(m_subject));
        std::vector<KeyId> keys;
        for (const KeyRow &row : rows)
            if (row.state == KeyState::Active && isMeant(row)) keys.push_back(row.key);
        if (keys.empty()) return {};
        ES_TRY(note(kFenced, Json::object({{"keys", keysText(keys)}})));
        ES_TRY(m_world.vault.destroyAgain(keys, m_subject, m_request.purposes, m_request.erasure));
        return m_world.vault.rotate();
    }

    /// Of a purpose that was asked for, and no key that was allowed since.
    [[nodiscard]] bool isMeant(const KeyRow &row) const {
        const auto &purposes = m_request.purposes;
        const bool isWanted = purposes.empty() || std::ranges::find(purposes, row.purpose) != purposes.end();
        return isWanted && row.createdAt <= m_world.ledger.find(m_request.erasure, kRequested)->at;
    }

    Result<void> destroy() {
        if (isDone(kDestroyed)) return {};
        ES_ASSIGN(destroyed, m_world.vault.destroy(m_request.erasure));
        return note(kDestroyed, Json::object({{"count", number(destroyed)},
                                              {"algorithm", Json::string("XChaCha20-Poly1305")},
                                              {"keyBits", number(kKeyBytes * 8)}}));
    }

    Result<void> rotate() {
        if (isDone(kRotated)) return {};
        ES_TRY(m_world.vault.rotate());
        return note(kRotated, Json::object({{"epoch", number(m_world.vault.epoch())}}));
    }

    /// Looks at everything once. What was sealed for them must answer shredded, and one whose key this vault never had
    /// is none that was erased; snapshots and rows carry envelopes, which died with their keys; what is in clear did
    /// not.
    Result<void> lookAfterDerived() {
        ES_ASSIGN(keys, m_world.vault.keysOf(m_subject));
        std::map<KeyId, std::string> purposeOf;
        std::set<KeyId> kept;
        for (const KeyRow &row : keys) {
            purposeOf[row.key] = row.purpose;
            if (!isMeant(row)) kept.insert(row.key);
        }
        m_inClear.clear();
        m_evidence = {};
        Traces traces;
        const auto take = [&](const SubjectHit &hit) -> Result<void> {
            const bool isSnapshot = hit.place == SubjectHit::Place::Snapshot;
            const bool isRow = hit.place == SubjectHit::Place::ModelRow;
            if (hit.reason == SubjectHit::Reason::Policy || hit.reason == SubjectHit::Reason::Literal)
                ++m_inClear[isSnapshot ? "snapshots" : isRow ? "rows of " + hit.model : "events"];
            traces.identifiers += hit.reason == SubjectHit::Reason::Identifier ? 1 : 0;
            if (hit.reason != SubjectHit::Reason::Envelope) return {};
            traces.snapshotValues += isSnapshot ? 1 : 0;
            traces.rowValues += isRow ? 1 : 0;
            if (kept.contains(hit.sealedBy)) return {};
            if (isRow) ++traces.rows[hit.model];
            if (!isRow && !isSnapshot) traces.takeSealedInEvent(hit);
            if (const auto purpose = purposeOf.find(hit.sealedBy); purpose != purposeOf.end())
                ++traces.purposes[purpose->second];
            ++m_evidence.values;
            m_evidence.notShredded += hit.state == FieldState::Shredded ? 0 : 1;
            return {};
        };
        const SubjectSources sources{m_world.store.reader(), m_world.protection, m_world.models};
        SubjectWanted wanted;
        wanted.subject = m_request.subject;
        wanted.literals = m_literals;
        ES_TRY(findSubject(sources, wanted, take, m_job));
        ES_ASSIGN(exports, lookAfterExports());
        ES_ASSIGN(backups, lookAtBackups());
        return note(kDerived, derivedDetails(traces, exports, backups));
    }

    [[nodiscard]] Json derivedDetails(const Traces &traces, const Json &exports, const Json &backups) const {
        std::vector<Json::Member> members{{"snapshotValues", number(traces.snapshotValues)},
                                          {"rowValues", number(traces.rowValues)},
                                          {"inClear", counted(m_inClear)},
                                          {"streams", number(traces.streams.size())},
                                          {"events", number(traces.events)},
                                          {"fields", number(traces.fields)},
                                          {"purposes", counted(traces.purposes)},
                                          {"types", counted(traces.types)},
                                          {"rows", counted(traces.rows)},
                                          {"identifiers", number(traces.identifiers)},
                                          {"exports", exports},
                                          {"backups", backups},
                                          {"recipients", recipients(traces)}};
        if (traces.first) members.push_back({"first", Json::string(toIso(*traces.first))});
        if (traces.last) members.push_back({"last", Json::string(toIso(*traces.last))});
        return Json::object(std::move(members));
    }

    /// Who gets what was kept for these purposes, as the policy says (Article 19).
    [[nodiscard]] Json recipients(const Traces &traces) const {
        std::set<std::string> all;
        for (const auto &[name, purpose] : m_world.protection.policy.purposes())
            if (traces.purposes.contains(name)) all.insert(purpose.recipients.begin(), purpose.recipients.end());
        return texts({all.begin(), all.end()});
    }

    /// Copies that were made of it: without their paths, which may name somebody.
    Result<Json> lookAfterExports() {
        m_openExports = 0;
        ES_ASSIGN(exports, exportsOf(m_world.ledger, m_world.vault, m_subject));
        std::vector<Json> all;
        for (const RegisteredExport &made : exports) {
            ES_ASSIGN(state, deleteExport(m_world.ledger, m_world.clock.now(), m_request.erasure, made, m_job));
            m_openExports += isOpen(state) ? 1 : 0;
            all.push_back(Json::object({{"export", number(made.number)},
                                        {"kind", Json::string(made.kind)},
                                        {"at", Json::string(toIso(made.at))},
                                        {"for", Json::string(made.receiver)},
                                        {"hash", Json::string(toHex(made.hash.bytes))},
                                        {"result", Json::string(name(state))}}));
        }
        return Json::array(std::move(all));
    }

    /// Those from before the keys were destroyed, which hold them as far as the person had any then. They are needed
    /// for everybody else: until when, is told.
    Result<Json> lookAtBackups() {
        const std::uint64_t destroyed = m_world.ledger.find(m_request.erasure, kDestroyed)->number;
        ES_ASSIGN(backups, backupsOf(m_world.ledger, m_world.vault));
        std::vector<Json> all;
        for (const RegisteredBackup &backup : backups) {
            if (backup.number > destroyed) break;
            ES_ASSIGN(state, stateOf(m_world.ledger, backup, m_job));
            std::vector<Json::Member> members{{"backup", number(backup.number)},
                                              {"at", Json::string(toIso(backup.at))},
                                              {"epoch", number(backup.epoch)},
                                              {"hash", Json::string(toHex(backup.hash.bytes))},
                                              {"found", Json::string(name(state))}};
            if (backup.expiresAt) members.push_back({"expires", Json::string(toIso(*backup.expiresAt))});
            all.push_back(Json::object(std::move(members)));
        }
        return Json::array(std::move(all));
    }

    Result<void> leaveEvidence() {
        ES_TRY(leaveErasedEvidence(evidenceWorld(m_world), m_request.erasure, m_job));
        return isDone(kTombstoned) ? Result<void>() : note(kTombstoned, Json::object({}));
    }

    /// Last of what writes to the store. What fails here is left to be done, and takes nothing back.
    void settle() {
        m_held.clear();
        if (!m_world.settle) return;
        auto held = m_world.settle(m_job);
        if (held)
            m_held = *std::move(held);
        else
            m_held = {"remnants are possible beside the store's file, which cannot be emptied: " +
                      held.error().message};
    }

    Result<void> verify() {
        const bool hasHashes = m_world.store.reader().info().has(Capability::ContentHash);
        if (hasHashes) ES_TRY(checkHashes());
        std::vector<std::string> needles;
        for (const std::string &literal : m_literals)
            std::ranges::move(writingsOf(literal), std::back_inserter(needles));
        std::vector<Json::Member> members{{"hashes", Json::string(hasHashes ? "performed" : "not performed")},
                                          {"events", number(m_evidence.events)},
                                          {"brokenHashes", number(m_evidence.broken)},
                                          {"values", number(m_evidence.values)},
                                          {"notShredded", number(m_evidence.notShredded)},
                                          {"settled", Json::string(m_world.settle ? "performed" : "not performed")},
                                          {"held", number(m_held.size())}};
        if (needles.empty()) {
            members.push_back({"byteSearch", Json::string("not performed")});
        } else {
            ES_ASSIGN(found, searchBytes(m_world.files, needles, m_job));
            m_remnants = found.hits.size();
            members.push_back({"byteSearch", Json::string("performed")});
            members.push_back({"writings", number(needles.size())});
            members.push_back({"files", number(found.files)});
            members.push_back({"bytes", number(found.bytes)});
            members.push_back({"hits", number(found.hits.size())});
            std::map<std::string, std::uint64_t> scope;
            for (const auto &[file, bytes] : found.bytesByName) {
                const auto role = m_world.roles.find(file);
                scope[role == m_world.roles.end() ? "other files" : role->second] += bytes;
            }
            members.push_back({"scope", counted(scope)});
        }
        members.push_back({"versions", mapped(m_world.versions)});
        return note(kVerified, Json::object(std::move(members)));
    }

    /// Every event is what was written.
    Result<void> checkHashes() {
        Query query;
        query.fields = Fields::All;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                const EventView event = (*batch)[row];
                const EventContent content{event.type(), event.schemaVersion(), event.data(), event.metadata(),
                                           event.validAt()};
                ++m_evidence.events;
                m_evidence.broken += contentHash(content) == batch->hashes()[row] ? 0 : 1;
            }
            return Flow::More;
        });
        ES_TRY(m_world.store.reader().scan(query, sink, m_job));
        return {};
    }

    /// They are not kept: whoever goes on without them has not looked for them.
    [[nodiscard]] std::uint64_t textsNotSearched() const {
        const auto &asked = m_world.ledger.find(m_request.erasure, kRequested)->details.member("literals");
        const auto count = asked.isNumber() ? std::stoull(std::string(asked.token())) : 0;
        return m_literals.empty() ? count : 0;
    }

    Result<ErasureResult> close() {
        ErasureResult result;
        result.erasure = m_request.erasure;
        const auto open = [&](auto count, const std::string &what) {
            if (count > 0) result.open.push_back(std::to_string(count) + " " + what);
        };
        for (const auto &[where, values] : m_inClear)
            open(values, "values are in clear in " + where + ": destroying keys does not erase them");
        open(m_evidence.notShredded, "values that were sealed do not answer as shredded");
        open(m_evidence.broken, "events are not what was written");
        open(m_remnants, "files still hold a text that was looked for");
        open(textsNotSearched(), "texts were asked for and not searched: repeat it with them (privacy verify)");
        open(std::ranges::count_if(m_literals, [](const std::string &text) { return writingsOf(text).empty(); }),
             "texts are too short to be searched for in files");
        open(m_openExports, "copies that were made lie where they were made and could not be deleted: look at them "
                            "(privacy plan says where) and delete them");
        result.open.insert(result.open.end(), m_held.begin(), m_held.end());
        result.isComplete = result.open.empty();
        ES_TRY(note(result.isComplete ? kComplete : kIncomplete, Json::object({{"open", texts(result.open)}})));
        return result;
    }

    const ErasureWorld &m_world;
    ErasureRequest m_request;
    const SubjectBinding m_subject;
    const std::vector<std::string> &m_literals;
    const JobControl &m_job;
    std::map<std::string, std::uint64_t> m_inClear; ///< values, by where they are
    Evidence m_evidence;
    std::uint64_t m_remnants = 0, m_openExports = 0;
    std::vector<std::string> m_held; ///< what keeps the store's side files from being emptied
};

} // namespace

Time dueAfter(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    auto date = std::chrono::year_month_day(day) + std::chrono::months(1);
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return std::chrono::sys_days(date) + (time - day);
}

Result<ErasureResult> erase(const ErasureWorld &world, const ErasureRequest &request,
                            const std::vector<std::string> &literals, const JobControl &job) {
    ES_TRY(check(request));
    ES_ASSIGN(subject, world.vault.bindingOf(request.subject));
    ES_TRY(reapplyEvidence(evidenceWorld(world), job));
    return Erasure(world, request, subject, literals, job).run();
}

Result<ErasureResult> verifyErasure(const ErasureWorld &world, const std::string &erasure, const SubjectId &subject,
                                    const std::vector<std::string> &literals, const JobControl &job) {
    const LedgerEntry *requested = world.ledger.find(erasure, kRequested);
    if (!requested || !world.ledger.find(erasure, kDestroyed))
        return fail(ErrorKind::NotFound, "No erasure " + erasure + " has destroyed anything", "See: privacy ledger");
    ES_ASSIGN(binding, world.vault.bindingOf(subject));
    if (requested->subject != binding)
        return fail(ErrorKind::Refused, "The erasure " + erasure + " is of somebody else", "Name the one it is of");
    ErasureRequest request;
    request.erasure = erasure;
    request.subject = subject;
    request.purposes = requested->texts("purposes");
    ES_TRY(reapplyEvidence(evidenceWorld(world), job));
    return Erasure(world, std::move(request), binding, literals, job).finish();
}

} // namespace eventscope
