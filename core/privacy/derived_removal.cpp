// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/derived_removal.h"

#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace eventscope {

using namespace acts;

namespace {

constexpr const char *kSnapshotsStay = "snapshots of streams that hold something of theirs are still there";
constexpr const char *kLettersStay = "dead letters that may tell of them are still there";
constexpr const char *kLater = ": mend that, then verify again (privacy verify --write)";

std::string kindOf(const Error &error) { return " (" + std::string(name(error.kind)) + ")"; }

std::map<std::string, std::uint64_t> countsOf(const DerivedTraces::Letters &letters) {
    std::map<std::string, std::uint64_t> counts;
    for (const auto &[model, those] : letters)
        counts[model] = those.size();
    return counts;
}

class Removing {
  public:
    Removing(const ErasureWorld &world, const std::string &erasure, const SubjectBinding &subject,
             const DerivedTraces &traces, const JobControl &job)
        : m_world(world), m_erasure(erasure), m_subject(subject), m_traces(traces), m_job(job) {}

    Result<DerivedRemoved> run() {
        ES_TRY(removeSnapshots());
        ES_TRY(redact());
        return std::move(m_done);
    }

  private:
    [[nodiscard]] bool mayWrite() const { return m_world.store.writer() != nullptr; }

    Result<void> note(const char *act, const Json &details) {
        return m_world.note(act, m_erasure, m_subject, details, m_world.clock.now());
    }

    /// What was to be done by a run that was cut off before it said `done`; nothing: none was.
    [[nodiscard]] std::optional<Json> unfinished(std::string_view begun, std::string_view done) const {
        std::optional<Json> details;
        for (const LedgerEntry &entry : m_world.ledger.entriesOf(m_erasure)) {
            if (entry.act == begun) details = entry.details;
            if (entry.act == done) details.reset();
        }
        return details;
    }

    /// `failure` is a sentence. Errors: Cancelled.
    Result<void> leave(const Error &error, const std::string &failure) {
        if (error.kind == ErrorKind::Cancelled) return fail(error);
        m_done.problems.push_back(failure + kindOf(error) + kLater);
        return {};
    }

    Result<void> removeSnapshots() {
        ES_ASSIGN(due, m_traces.snapshots(m_world.store.reader(), m_job));
        m_done.snapshotsLeft = due.size();
        m_done.areSnapshotsForeign = !m_world.openRemoval && !due.empty();
        if (!m_world.openRemoval) return {};
        if (!mayWrite()) {
            tellSnapshots();
            return {};
        }
        auto begun = unfinished(kDeletingSnapshots, kSnapshotsDeleted);
        if (due.empty() && !begun) return {};
        if (!begun) {
            begun = Json::object({{"count", countJson(due.size())}});
            ES_TRY(note(kDeletingSnapshots, *begun));
        }
        const auto removed = takeOut(due);
        if (!removed) return leave(removed.error(), kSnapshotsStay);
        ES_ASSIGN(left, m_traces.snapshots(m_world.store.reader(), m_job));
        m_done.snapshotsLeft = left.size();
        if (!removed->isClean) {
            m_done.problems.push_back("what deleted snapshots said may still be in the files of the store, which a "
                                      "reader or a missing right keeps from being written anew" +
                                      std::string(kLater));
            return {};
        }
        if (m_done.snapshotsLeft > 0) { // others put them there meanwhile
            tellSnapshots();
            return {};
        }
        std::vector<Json::Member> details{
            {"count", countJson(std::max<std::uint64_t>(countIn(*begun, "count"), removed->snapshots))}};
        if (!removed->elsewhere.empty()) details.push_back({"elsewhere", Json::string(removed->elsewhere)});
        return note(kSnapshotsDeleted, Json::object(std::move(details)));
    }

    void tellSnapshots() {
        if (m_done.snapshotsLeft > 0)
            m_done.problems.push_back(std::to_string(m_done.snapshotsLeft) + " " + kSnapshotsStay +
                                      " (privacy verify --write deletes them)");
    }

    Result<RemovedSnapshots> takeOut(const SnapshotList &due) {
        ES_ASSIGN(removal, m_world.openRemoval(m_job));
        return removal->removeSnapshots(due, m_job);
    }

    Result<void> redact() {
        ES_ASSIGN(due, m_traces.letters(m_world.models, m_job));
        m_done.lettersLeft = countsOf(due);
        auto begun = unfinished(kRedactingLetters, kLettersRedacted);
        if (!mayWrite()) {
            tellLetters();
            return {};
        }
        if (due.empty() && !begun) return {};
        if (!begun) {
            begun = Json::object({{"models", countsJson(m_done.lettersLeft)}});
            ES_TRY(note(kRedactingLetters, *begun));
        }
        ES_ASSIGN(models, m_world.models.list(m_job));
        const std::size_t problems = m_done.problems.size();
        for (const auto &[title, letters] : due) {
            const ListedModel *model = findModel(models, title);
            if (!model) continue; // it went, and its letters with it
            const auto redacted = redactLetters(*model, letters, m_world.clock.now(), m_job);
            if (!redacted) ES_TRY(leave(redacted.error(), "dead letters of " + title + " could not be redacted"));
        }
        ES_ASSIGN(left, m_traces.letters(m_world.models, m_job));
        m_done.lettersLeft = countsOf(left);
        if (m_done.problems.size() == problems) tellLetters(); // others put them there meanwhile
        ES_ASSIGN(isSettled, settleModels());
        return left.empty() && isSettled ? note(kLettersRedacted, *begun) : Result<void>();
    }

    void tellLetters() {
        if (!m_done.lettersLeft.empty())
            m_done.problems.push_back(std::string(kLettersStay) + " (privacy verify --write redacts them)");
    }

    /// What was redacted lies in a log beside its file until that is emptied.
    Result<bool> settleModels() {
        if (!m_world.settleModels) return true;
        const auto held = m_world.settleModels(m_job);
        if (!held) {
            ES_TRY(leave(held.error(), "the files of read models may still hold what was redacted"));
            return false;
        }
        m_done.problems.insert(m_done.problems.end(), held->begin(), held->end());
        return held->empty();
    }

    const ErasureWorld &m_world;
    const std::string &m_erasure;
    const SubjectBinding &m_subject;
    const DerivedTraces &m_traces;
    const JobControl &m_job;
    DerivedRemoved m_done;
};

} // namespace

Result<DerivedRemoved> removeDerived(const ErasureWorld &world, const std::string &erasure,
                                     const SubjectBinding &subject, const DerivedTraces &traces,
                                     const JobControl &job) {
    return Removing(world, erasure, subject, traces, job).run();
}

} // namespace eventscope
