// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/source_removal.h"

#include "core/privacy/byte_search.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/legal_hold.h"
#include "core/privacy/source_traces.h"
#include "core/privacy/transformation_work.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace eventscope {

namespace {

using Evidence = TransformationEvidence;

/// The end of a source, from where the evidence says it stands.
class Removing final : TransformationWork {
  public:
    using TransformationWork::TransformationWork;

    Result<TransformationResult> run(StreamRemoval &removal, const SearchedFiles &files) {
        m_result.target = m_task.target;
        ES_TRY(m_evidence.read());
        if (!m_evidence.has(Evidence::kCompleted)) {
            return fail(ErrorKind::Refused, "The copy " + m_task.target.value + " is not finished",
                        "Its source is removed only once the copy is verified: apply the rules first");
        }
        if (m_why.reason.empty())
            return fail(ErrorKind::Invalid, "Removing a stream needs its legal ground", "Such as Art17-1a");
        m_result.isAnonymous = m_evidence.text(Evidence::kCompleted, "copyIs") == Evidence::kAnonymous;
        if (m_evidence.has(Evidence::kSourceRemoved)) return verifyAgain(files);
        ES_ASSIGN(present, lastVersionOf(m_sources.store, m_task.source, m_job));
        if (present) {
            ES_TRY(checkBeforeRemoval());
            ES_TRY(tombstone());
        } else if (!m_evidence.has(Evidence::kSourceTombstoned)) {
            return fail(ErrorKind::NotFound, "There is no stream " + m_task.source.value);
        }
        ES_ASSIGN(last, lastOfSource());
        ES_ASSIGN(removed, removal.remove({m_task.source, last, m_task.id}, m_job));
        if (!removed.isClean) m_held = removed.remaining;
        m_result.removed = std::move(removed);
        ES_TRY(lookForTraces(files));
        ES_TRY(noteRemoved());
        return std::move(m_result);
    }

  private:
    /// Nothing is removed twice: a stream of that name may have begun anew.
    Result<TransformationResult> verifyAgain(const SearchedFiles &files) {
        m_result.events = countIn(*m_evidence.find(Evidence::kSourceRemoved), "events");
        ES_TRY(lookForTraces(files));
        if (m_literals.empty() && wereTextsLookedFor())
            m_result.open.emplace_back("Texts were looked for when the source was removed, and not this time: repeat "
                                       "this with them");
        ES_TRY(noteVerified());
        return std::move(m_result);
    }

    [[nodiscard]] bool wereTextsLookedFor() const {
        const Json &told = *m_evidence.find(Evidence::kSourceRemoved);
        return countIn(told, "literals") > 0 || countIn(told, "filesWithTexts") > 0;
    }

    Result<void> checkBeforeRemoval() {
        ES_ASSIGN(verdict, checkCopy(m_sources, m_task, m_literals, m_job));
        m_result.events = verdict.copyEvents;
        m_result.verdict = std::move(verdict);
        if (!m_result.verdict.isSound()) {
            return fail(ErrorKind::Refused, "The copy is not sound: " + sentencesOf(m_result.verdict).front(),
                        "Nothing was removed");
        }
        const std::string last = std::to_string(m_result.verdict.last.value);
        if (m_evidence.text(Evidence::kCompleted, "lastVersion") != last) {
            return fail(ErrorKind::Refused, "The source has grown since its copy was finished",
                        "Apply the rules again first; nothing was removed");
        }
        return m_world.ledger ? checkHolds() : Result<void>();
    }

    /// On everybody, and on those whom the stream is about.
    Result<void> checkHolds() {
        EventTransformer transformer(m_task, m_world.protection, m_world.vault);
        Query query;
        query.from = Selector::stream(m_task.source);
        query.fields = Fields::All;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            std::optional<KeyVault::Lease> keys;
            if (m_world.vault) keys.emplace(*m_world.vault);
            for (std::size_t row = 0; row < batch->rows(); ++row)
                ES_TRY(transformer.transform((*batch)[row], keys ? &*keys : nullptr));
            return Flow::More;
        });
        ES_TRY(m_sources.store.scan(query, sink, m_job));
        std::set<SubjectBinding> people = transformer.people();
        people.insert(SubjectBinding());
        for (const SubjectBinding &person : people) {
            const auto holds = holdsOn(*m_world.ledger, person, {}, m_world.clock.now());
            if (!holds.empty()) return heldError(holds);
        }
        return {};
    }

    Result<void> tombstone() {
        const std::string last = std::to_string(m_result.verdict.last.value);
        if (m_evidence.text(Evidence::kSourceTombstoned, "lastVersion") == last) return {};
        return m_evidence.leave(acts::kSourceTombstoned, Evidence::kSourceTombstoned, last,
                                {{"events", countJson(m_result.verdict.sourceEvents)},
                                 {"lastVersion", Json::number(m_result.verdict.last.value)},
                                 {"by", Json::string(m_why.by)},
                                 {"reason", Json::string(m_why.reason)}});
    }

    /// As it was when it was verified.
    Result<Version> lastOfSource() const {
        const std::string text = m_evidence.text(Evidence::kSourceTombstoned, "lastVersion");
        const auto isDigit = [](unsigned char c) { return c >= '0' && c <= '9'; };
        if (text.empty() || text.size() > 18 || !std::ranges::all_of(text, isDigit))
            return fail(ErrorKind::Corrupt, "The evidence of " + m_task.id + " does not say how long the source was");
        return Version{std::stoll(text)};
    }

    Result<void> lookForTraces(const SearchedFiles &files) {
        ES_ASSIGN(left, leftInModels(m_sources.store, m_world.models, m_task.source, m_job));
        for (const LeftInModel &each : left)
            m_result.open.push_back(sentenceOf(each));
        ES_TRY(searchFiles(files));
        m_result.removed.remaining.emplace_back(
            "Exports, backups and copies of the store made before may hold what was removed, and so may rows that were "
            "made of values in clear: find the former, rebuild the latter");
        return {};
    }

    Result<void> searchFiles(const SearchedFiles &files) {
        std::vector<std::string> needles;
        for (const std::string &literal : m_literals)
            std::ranges::move(writingsOf(literal), std::back_inserter(needles));
        if (needles.empty() || files.files.empty()) {
            m_result.removed.remaining.emplace_back(
                needles.empty()
                    ? "No texts were given to look for, so that nothing was looked for in the bytes of files"
                    : "Nothing was looked for in the bytes of files: they are the server's");
            return {};
        }
        ES_ASSIGN(found, searchBytes(files.files, needles, m_job));
        for (const ByteSearch::Hit &hit : found.hits)
            m_result.remnants.push_back(hit.file);
        if (!found.hits.empty())
            m_result.open.push_back(countText(found.hits.size(), "file still holds", "files still hold") +
                                    " a text that was looked for (" + rolesOf(files.roles, found.hits) +
                                    "): it may stand in other streams, too. Delete what holds it or make it anew, then "
                                    "repeat this");
        return {};
    }

    /// What the ledger and the store are told of the outcome, as it was told to who asked; no path, which may name
    /// somebody.
    [[nodiscard]] std::vector<Json::Member> outcome() const {
        return {{"filesWithTexts", countJson(m_result.remnants.size())},
                {"literals", countJson(m_literals.size())},
                {"open", textsJson(m_result.open)},
                {"remaining", textsJson(m_result.removed.remaining)},
                {"by", Json::string(m_why.by)}};
    }

    Result<void> noteRemoved() {
        if (!m_result.removed.isClean) {
            m_result.open.insert(m_result.open.end(), m_held.begin(), m_held.end());
            return {}; // not said to be done; the same call cleans again
        }
        // What this call has removed may be nothing, after a crash.
        std::vector<Json::Member> members{{"events", m_evidence.find(Evidence::kSourceTombstoned)->member("events")},
                                          {"snapshots", countJson(m_result.removed.snapshots)}};
        std::ranges::move(outcome(), std::back_inserter(members));
        return m_evidence.leave(acts::kSourceRemoved, Evidence::kSourceRemoved, {}, std::move(members));
    }

    /// Only what differs from what was told last.
    Result<void> noteVerified() {
        const std::size_t earlier = m_evidence.count(Evidence::kRemovalVerified);
        const Json &last = *m_evidence.find(earlier > 0 ? Evidence::kRemovalVerified : Evidence::kSourceRemoved);
        if (last.member("open") == textsJson(m_result.open)) return {};
        std::vector<Json::Member> members{{"verification", countJson(earlier + 1)}};
        std::ranges::move(outcome(), std::back_inserter(members));
        return m_evidence.leave(acts::kRemovalVerified, Evidence::kRemovalVerified, std::to_string(earlier + 1),
                                std::move(members));
    }

    std::vector<std::string> m_held; ///< what the removal could not clean, and what to do
};

} // namespace

Result<TransformationResult> removeSource(const TransformationWorld &world, const TransformationTask &task,
                                          const TransformationReason &why, StreamRemoval &removal,
                                          const std::vector<std::string> &literals, const SearchedFiles &files,
                                          const JobControl &job) {
    ES_TRY(checkTask(task));
    return Removing(world, task, why, literals, job).run(removal, files);
}

Result<bool> isSourceGone(const TransformationWorld &world, const TransformationTask &task, const JobControl &job) {
    ES_TRY(checkTask(task));
    TransformationEvidence evidence(world, task, job);
    ES_TRY(evidence.read());
    if (evidence.has(TransformationEvidence::kSourceRemoved)) return true;
    if (!evidence.has(TransformationEvidence::kSourceTombstoned)) return false;
    ES_ASSIGN(last, lastVersionOf(world.store.reader(), task.source, job));
    return !last;
}

std::vector<std::string> removalInstructions(const StoreInfo &store, const StreamId &stream, Version last) {
    return {
        "Nothing was removed: the store is another program's (" + store.layout + ", " + store.identity.address +
            "), and only its own means keep what belongs together in step",
        "Stop whoever writes to the stream " + stream.value + ", and see that its last version is still " +
            std::to_string(last.value),
        "Switch all readers (projections, subscriptions, reports) to the copy, and let them be rebuilt",
        "Delete or tombstone the stream " + stream.value +
            " by that program's own command (a hard delete, not one that only marks it), with its snapshots and what "
            "it keeps of it in archives, outboxes and dead-letter tables",
        std::string(
            "Have the space freed so that the bytes are gone: VACUUM FULL of the table in PostgreSQL, VACUUM ") +
            "and a truncating checkpoint in SQLite, a scavenge in KurrentDB",
        "Write-ahead logs and their archives, replicas and base backups hold it until they expire: note when that is",
        "Look for the texts that must be gone: privacy find"};
}

} // namespace eventscope
