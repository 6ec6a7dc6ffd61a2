// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/derived_data.h"

#include "core/privacy/backup_register.h"
#include "core/privacy/closed_streams.h"
#include "core/privacy/export_register.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/subject_finder.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace eventscope {

namespace {

/// What there is of a person, counted: it stays in the ledger.
struct Traces {
    std::uint64_t snapshotValues = 0, rowValues = 0, identifiers = 0, fields = 0, events = 0;
    std::map<std::string, std::uint64_t> rows;            ///< sealed values by read model
    std::map<std::string, std::uint64_t> purposes, types; ///< sealed values in events by purpose; these events
    std::set<StreamId> streams;
    std::optional<Time> first, last;

    /// `purpose` may be null: not known.
    void takeSealedInEvent(const SubjectHit &hit, const std::string *purpose) {
        ++fields;
        if (purpose) ++purposes[*purpose];
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

/// One look at all that is about a person.
class Looking {
  public:
    Looking(const ErasureWorld &world, const ErasureRequest &request, const SubjectBinding &subject,
            const JobControl &job)
        : m_world(world),
          m_request(request),
          m_subject(subject),
          m_job(job),
          m_traced(world.ledger.find(request.erasure, acts::kDerived)
                       ? std::optional(world.ledger.find(request.erasure, acts::kDestroyed)->at)
                       : std::nullopt) {}

    Result<DerivedData> run(const std::vector<std::string> &literals) {
        ES_TRY(readKeys());
        const SubjectSources sources{m_world.store.reader(), m_world.protection, m_world.models};
        SubjectWanted wanted;
        wanted.subject = m_request.subject;
        wanted.literals = literals;
        const auto take = [this](const SubjectHit &hit) -> Result<void> { return takeHit(hit), Result<void>(); };
        ES_TRY(findSubject(sources, wanted, take, m_job));
        ES_ASSIGN(removed, removeDerived(m_world, m_request.erasure, m_subject, m_traced, m_job));
        m_found.removed = std::move(removed);
        countWhatStays();
        ES_ASSIGN(exports, lookAfterExports());
        ES_ASSIGN(backups, lookAtBackups());
        m_found.details = details(exports, backups);
        return std::move(m_found);
    }

  private:
    Result<void> readKeys() {
        ES_ASSIGN(keys, m_world.vault.keysOf(m_subject));
        const Time requestedAt = m_world.ledger.find(m_request.erasure, acts::kRequested)->at;
        for (const KeyRow &row : keys) {
            m_purposeOf[row.key] = row.purpose;
            if (!isMeant(row, m_request, requestedAt)) m_kept.insert(row.key);
        }
        return {};
    }

    void takeHit(const SubjectHit &hit) {
        const bool isSnapshot = hit.place == SubjectHit::Place::Snapshot;
        const bool isRow = hit.place == SubjectHit::Place::ModelRow;
        if (hit.reason == SubjectHit::Reason::Policy || hit.reason == SubjectHit::Reason::Literal)
            ++(DerivedTraces::goes(hit) ? m_going[hit.model] : m_found.inClear[placeOf(hit)]);
        m_found.isTextLeft |= hit.reason == SubjectHit::Reason::Literal && !DerivedTraces::goes(hit);
        if (m_request.purposes.empty() && tombstoneFor(m_world.protection.policy, hit, m_request.subject))
            m_found.toClose.insert(hit.stream);
        m_traces.identifiers += hit.reason == SubjectHit::Reason::Identifier ? 1 : 0;
        if (hit.reason != SubjectHit::Reason::Envelope) return m_traced.take(hit);
        m_traces.snapshotValues += isSnapshot ? 1 : 0;
        m_traces.rowValues += isRow ? 1 : 0;
        if (m_kept.contains(hit.sealedBy)) return;
        m_traced.take(hit);
        if (isRow) ++m_traces.rows[hit.model];
        const auto purpose = m_purposeOf.find(hit.sealedBy);
        if (!isRow && !isSnapshot)
            m_traces.takeSealedInEvent(hit, purpose == m_purposeOf.end() ? nullptr : &purpose->second);
        if (purpose != m_purposeOf.end()) m_touched.insert(purpose->second);
        ++m_found.values;
        m_found.notShredded += hit.state == FieldState::Shredded ? 0 : 1;
        m_found.unsupported += hit.state == FieldState::Unsupported ? 1 : 0;
    }

    /// What was in clear where it could be taken away, and was not.
    void countWhatStays() {
        for (const auto &[model, values] : m_going) {
            const bool isThere =
                model.empty() ? m_found.removed.snapshotsLeft > 0 : m_found.removed.lettersLeft.contains(model);
            if (isThere) m_found.inClear[model.empty() ? "snapshots" : "dead letters of " + model] += values;
        }
    }

    /// Of what is in clear.
    static std::string placeOf(const SubjectHit &hit) {
        switch (hit.place) {
        case SubjectHit::Place::ModelRow:
            return "rows of " + hit.model;
        case SubjectHit::Place::DeadLetter:
            return "dead letters of " + hit.model;
        default:
            return "events";
        }
    }

    [[nodiscard]] Json details(const Json &exports, const Json &backups) const {
        std::vector<Json::Member> members{{"snapshotValues", countJson(m_traces.snapshotValues)},
                                          {"rowValues", countJson(m_traces.rowValues)},
                                          {"unsupported", countJson(m_found.unsupported)},
                                          {"inClear", countsJson(m_found.inClear)},
                                          {"streams", countJson(m_traces.streams.size())},
                                          {"events", countJson(m_traces.events)},
                                          {"fields", countJson(m_traces.fields)},
                                          {"purposes", countsJson(m_traces.purposes)},
                                          {"types", countsJson(m_traces.types)},
                                          {"rows", countsJson(m_traces.rows)},
                                          {"identifiers", countJson(m_traces.identifiers)},
                                          {"exports", exports},
                                          {"backups", backups},
                                          {"recipients", recipients()}};
        const DerivedRemoved &removed = m_found.removed;
        if (removed.snapshotsLeft > 0)
            members.push_back({removed.areSnapshotsForeign ? "snapshotsElsewhere" : "snapshotsLeft",
                               countJson(removed.snapshotsLeft)});
        if (!removed.lettersLeft.empty()) members.push_back({"lettersLeft", countsJson(removed.lettersLeft)});
        if (m_traces.first) members.push_back({"first", Json::string(toIso(*m_traces.first))});
        if (m_traces.last) members.push_back({"last", Json::string(toIso(*m_traces.last))});
        return Json::object(std::move(members));
    }

    /// Who gets what was kept for these purposes, as the policy says (Article 19).
    [[nodiscard]] Json recipients() const {
        const std::set<std::string> all = recipientsOf(m_world.protection.policy, m_touched);
        return textsJson(std::vector<std::string>(all.begin(), all.end()));
    }

    /// Copies that were made of it: without their paths, which may name somebody.
    Result<Json> lookAfterExports() {
        ES_ASSIGN(exports, exportsOf(m_world.ledger, m_world.vault, m_subject));
        std::vector<Json> all;
        for (const RegisteredExport &made : exports) {
            ES_ASSIGN(state, m_world.store.writer()
                                 ? deleteExport(m_world.ledger, m_world.clock.now(), m_request.erasure, made, m_job)
                                 : stateOf(m_world.ledger, made, m_job));
            m_found.openExports += isOpen(state) ? 1 : 0;
            all.push_back(Json::object({{"export", countJson(made.number)},
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
        const std::uint64_t destroyed = m_world.ledger.find(m_request.erasure, acts::kDestroyed)->number;
        ES_ASSIGN(backups, backupsOf(m_world.ledger, m_world.vault));
        std::vector<Json> all;
        for (const RegisteredBackup &backup : backups) {
            if (backup.number > destroyed) break;
            if (backup.isDestroyed) continue;
            ES_ASSIGN(state, stateOf(m_world.ledger, backup, m_job));
            std::vector<Json::Member> members{{"backup", countJson(backup.number)},
                                              {"at", Json::string(toIso(backup.at))},
                                              {"epoch", countJson(backup.epoch)},
                                              {"hash", Json::string(toHex(backup.hash.bytes))},
                                              {"found", Json::string(name(state))}};
            if (backup.expiresAt) members.push_back({"expires", Json::string(toIso(*backup.expiresAt))});
            if (backup.escrow) members.push_back({"escrow", Json::string(toHex(*backup.escrow))});
            all.push_back(Json::object(std::move(members)));
        }
        return Json::array(std::move(all));
    }

    const ErasureWorld &m_world;
    const ErasureRequest &m_request;
    const SubjectBinding &m_subject;
    const JobControl &m_job;
    std::map<KeyId, std::string> m_purposeOf;
    std::set<KeyId> m_kept;          ///< that were not asked for
    std::set<std::string> m_touched; ///< purposes of what was sealed, wherever it is
    DerivedTraces m_traced;
    std::map<std::string, std::uint64_t>
        m_going; ///< values in clear in what is taken away, by read model; "": snapshots
    DerivedData m_found;
    Traces m_traces;
};

} // namespace

Result<DerivedData> lookAfterDerived(const ErasureWorld &world, const ErasureRequest &request,
                                     const SubjectBinding &subject, const std::vector<std::string> &literals,
                                     const JobControl &job) {
    return Looking(world, request, subject, job).run(literals);
}

} // namespace eventscope
