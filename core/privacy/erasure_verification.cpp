// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_verification.h"

#include "core/privacy/byte_search.h"
#include "core/privacy/file_roles.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/log_digest.h"
#include "core/privacy/text_marks.h"
#include "core/store/content_hash.h"
#include "core/vault/hex.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace eventscope {

namespace {

constexpr std::string_view kPlacePurpose = "place of a key 1";

Json performed(bool isPerformed) { return Json::string(isPerformed ? "performed" : "not performed"); }

/// The checks, one after the other, and what the ledger is told of each.
class Verifying {
  public:
    Verifying(const ErasureWorld &world, const VerificationTask &task, const JobControl &job)
        : m_world(world), m_task(task), m_job(job) {}

    Result<ErasureVerification> run() {
        ES_TRY(checkHashes());
        ES_TRY(checkLog());
        add("values", countJson(m_task.derived.values));
        add("notShredded", countJson(m_task.derived.notShredded));
        addRemoved();
        add("settled", performed(static_cast<bool>(m_world.settle)));
        if (!m_world.settle) add("settledWhy", Json::string(whyNotSettled()));
        add("held", countJson(m_task.held.size()));
        ES_TRY(searchTexts());
        ES_TRY(m_task.keys ? searchKeys(*m_task.keys) : lookForEarlierKeys());
        ES_TRY(readAnew());
        add("versions", textsJson(m_world.versions));
        m_found.details = Json::object(std::move(m_members));
        return std::move(m_found);
    }

  private:
    void add(const char *member, const Json &value) { m_members.push_back({member, value}); }

    [[nodiscard]] const char *whyNotSettled() const {
        return m_world.store.writer()
                   ? "the store is no file: its server keeps a log of its own, which is not looked at"
                   : "the store was only looked at";
    }

    /// Looked for anew after they were taken away; nothing where there was nothing to take away.
    void addRemoved() {
        std::uint64_t left = 0;
        for (const auto &[model, letters] : m_task.derived.removed.lettersLeft)
            left += letters;
        const auto addOf = [&](const char *act, const char *member, std::uint64_t count) {
            if (count > 0 || m_world.ledger.find(m_task.erasure, act)) add(member, countJson(count));
        };
        const bool isForeign = m_task.derived.removed.areSnapshotsForeign;
        addOf(acts::kDeletingSnapshots, "snapshotsLeft", isForeign ? 0 : m_task.derived.removed.snapshotsLeft);
        addOf(acts::kRedactingLetters, "lettersLeft", left);
    }

    /// Every event is what was written.
    Result<void> checkHashes() {
        const bool hasHashes = m_world.store.reader().info().has(Capability::ContentHash);
        std::uint64_t events = 0;
        if (hasHashes) ES_TRY(compareHashes(events));
        add("hashes", performed(hasHashes));
        add("events", countJson(events));
        add("brokenHashes", countJson(m_found.broken));
        return {};
    }

    Result<void> compareHashes(std::uint64_t &events) {
        Query query;
        query.fields = Fields::All;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                const EventView event = (*batch)[row];
                const EventContent content{event.type(), event.schemaVersion(), event.data(), event.metadata(),
                                           event.validAt()};
                ++events;
                m_found.broken += contentHash(content) == batch->hashes()[row] ? 0 : 1;
            }
            return Flow::More;
        });
        ES_TRY(m_world.store.reader().scan(query, sink, m_job));
        return {};
    }

    /// Number, ids, versions and order of events are what they were when the erasure was asked for.
    Result<void> checkLog() {
        const LedgerEntry &requested = *m_world.ledger.find(m_task.erasure, acts::kRequested);
        const auto before = logDigestIn(requested.details.member("log"));
        const std::string why = before ? whyOther(requested.number) : "no account of the log from before is there";
        add("log", performed(why.empty()));
        if (!why.empty()) {
            add("logWhy", Json::string(why));
            return {};
        }
        ES_ASSIGN(now, digestOfLog(m_world.store.reader(), before->until, m_job));
        m_found.isLogOther = now != *before;
        add("logEvents", countJson(before->events));
        add("logEventsNow", countJson(now.events));
        add("logOther", countJson(m_found.isLogOther ? 1 : 0));
        return {};
    }

    /// What may have changed the log since line `number` of the ledger, as the ledger knows; empty: nothing.
    [[nodiscard]] std::string whyOther(std::uint64_t number) const {
        for (const LedgerEntry &entry : m_world.ledger.entries()) {
            if (entry.number <= number) continue;
            if (entry.act == acts::kSourceTombstoned) return "a stream was removed since, by a transformation";
            if (entry.act == acts::kReapplied) return "the store is a copy from before: evidence was put back since";
        }
        return {};
    }

    Result<void> searchTexts() {
        std::vector<std::string> needles;
        for (const std::string &literal : m_task.literals)
            std::ranges::move(writingsOf(literal), std::back_inserter(needles));
        add("byteSearch", performed(!needles.empty()));
        if (needles.empty()) return addTexts();
        ES_ASSIGN(found, searchBytes(m_world.files, needles, m_job));
        m_found.remnants = found.hits.size();
        m_found.remnantKinds = rolesOf(m_world.roles, found.hits);
        add("writings", countJson(needles.size()));
        add("files", countJson(found.files));
        add("bytes", countJson(found.bytes));
        add("hits", countJson(found.hits.size()));
        add("scope", scopeOf(found));
        return addTexts();
    }

    /// What was found, and what was not looked for, is to be looked for until it is gone.
    Result<void> addTexts() {
        ES_ASSIGN(given, textMarks(m_world.vault, m_task.erasure, m_task.literals));
        std::set<std::string> left = wantedTexts(m_world.ledger, m_task.erasure);
        for (const std::string &mark : given)
            left.erase(mark);
        m_found.textsMissing = left.size();
        const LedgerEntry &requested = *m_world.ledger.find(m_task.erasure, acts::kRequested);
        const bool hasMarks = requested.details.find("texts") != Json::npos; // else it is from before there were any
        if (!hasMarks && given.empty()) m_found.textsMissing += countIn(requested.details, "literals");
        if (m_found.remnants > 0 || m_task.derived.isTextLeft) left.merge(given);
        if (!left.empty()) add("texts", textsJson(std::vector<std::string>(left.begin(), left.end())));
        return {};
    }

    Result<void> searchKeys(const KeyNeedles &keys) {
        const KeyNeedles::Reading needles(keys);
        ES_ASSIGN(found, searchBytes(m_world.files, needles.texts(), m_job));
        std::vector<std::string> places;
        for (const ByteSearch::Hit &hit : found.hits)
            places.push_back(hit.file);
        add("keySearch", performed(true));
        add("keys", countJson(keys.keys()));
        add("keyFiles", countJson(found.files));
        add("keyBytes", countJson(found.bytes));
        add("keyScope", scopeOf(found));
        return addKeyPlaces(places);
    }

    /// What is searched for is gone with the run that destroyed it. Where that one found something, the file must go.
    Result<void> lookForEarlierKeys() {
        add("keySearch", performed(false));
        add("keySearchWhy", Json::string("the keys were destroyed before this run, and nothing of them is kept"));
        std::vector<std::string> places;
        for (const LedgerEntry &entry : m_world.ledger.entriesOf(m_task.erasure)) {
            if (entry.act == acts::kVerified) places = entry.texts("keyPlaces");
        }
        std::vector<std::string> left;
        for (const std::string &sealed : places) {
            ES_ASSIGN(path, m_world.vault.openText(kPlacePurpose, sealed));
            std::error_code problem;
            const auto bytes = std::filesystem::file_size(path, problem);
            if (problem != std::errc::no_such_file_or_directory && (problem || bytes > 0)) left.push_back(path);
        }
        return addKeyPlaces(left);
    }

    /// Sealed: a path may name somebody.
    Result<void> addKeyPlaces(const std::vector<std::string> &places) {
        m_found.keyRemnants = places.size();
        add("keyHits", countJson(places.size()));
        std::vector<std::string> sealed;
        for (const std::string &place : places) {
            ES_ASSIGN(text, m_world.vault.sealText(kPlacePurpose, place));
            sealed.push_back(std::move(text));
        }
        if (!sealed.empty()) add("keyPlaces", textsJson(sealed));
        return {};
    }

    /// By somebody who knows nothing of what this process has in its memory.
    Result<void> readAnew() {
        const auto found = m_world.readAnew ? m_world.readAnew(keysOfErasure(), m_job)
                                            : Result<FreshReading>(fail(ErrorKind::Unsupported, "nobody was asked to"));
        if (!found && found.error().kind == ErrorKind::Cancelled) return fail(found.error());
        add("freshProcess", performed(found.has_value()));
        if (!found) {
            add("freshProcessWhy", Json::string(found.error().message));
            return {};
        }
        m_found.notShreddedAnew = found->notShredded;
        add("freshValues", countJson(found->values));
        add("freshNotShredded", countJson(found->notShredded));
        return {};
    }

    /// All that it has fenced, hence destroyed.
    [[nodiscard]] std::vector<KeyId> keysOfErasure() const {
        std::set<KeyId> keys;
        for (const LedgerEntry &entry : m_world.ledger.entriesOf(m_task.erasure)) {
            KeyId key;
            if (entry.act != acts::kFenced) continue;
            for (const std::string &text : entry.texts("keys"))
                if (takeHex(text, key)) keys.insert(key);
        }
        return {keys.begin(), keys.end()};
    }

    /// Bytes by what their files are.
    [[nodiscard]] Json scopeOf(const ByteSearch &found) const {
        std::map<std::string, std::uint64_t> scope;
        for (const auto &[file, bytes] : found.bytesByName)
            scope[roleOf(m_world.roles, file)] += bytes;
        return countsJson(scope);
    }

    const ErasureWorld &m_world;
    const VerificationTask &m_task;
    const JobControl &m_job;
    ErasureVerification m_found;
    std::vector<Json::Member> m_members;
};

} // namespace

Result<ErasureVerification> verifyErased(const ErasureWorld &world, const VerificationTask &task,
                                         const JobControl &job) {
    return Verifying(world, task, job).run();
}

} // namespace eventscope
