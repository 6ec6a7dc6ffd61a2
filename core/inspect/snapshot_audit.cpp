// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inspect/snapshot_audit.h"

namespace eventscope {

namespace {

/// Keeps the last history, as snapshots of one stream come one after the other.
class Replays {
  public:
    Replays(const std::shared_ptr<const EventStore> &store, const LensPtr &lens) : m_store(store), m_lens(lens) {}

    Result<HistoryPtr> of(const StreamId &stream, const FoldPtr &fold, const JobControl &job) {
        if (m_history && m_history->stream() == stream && m_fold == fold) return m_history;
        ES_ASSIGN(history, buildHistory(m_store, m_lens, fold, stream, {}, {}, job));
        m_history = history;
        m_fold = fold;
        return history;
    }

  private:
    const std::shared_ptr<const EventStore> &m_store;
    const LensPtr &m_lens;
    HistoryPtr m_history;
    FoldPtr m_fold;
};

Result<void> compare(SnapshotFinding &finding, const History &history, const JobControl &job) {
    const Snapshot &snapshot = finding.snapshot;
    const auto step = history.stepAtVersion(snapshot.version);
    if (!step || history.steps()[*step].version != snapshot.version) {
        finding.problem = "the stream has no version " + std::to_string(snapshot.version.value);
        return {};
    }
    const auto stored = Json::parse(snapshot.state);
    if (!stored) {
        finding.problem = "the stored state is no JSON";
        return {};
    }
    ES_ASSIGN(replayed, history.at(*step, job));
    const auto changes = diff(replayed.state, *stored);
    finding.matches = changes.empty();
    if (!changes.empty()) finding.firstDifference = changes.front();
    return {};
}

} // namespace

Result<void> auditSnapshots(const std::shared_ptr<const EventStore> &store, const LensPtr &lens,
                            const FoldRegistry &folds, const StreamId &stream,
                            const std::function<Result<Flow>(const SnapshotFinding &)> &onFinding,
                            const JobControl &job) {
    ES_ASSIGN(snapshots, store->snapshots(stream, job));
    Replays replays(store, lens);
    std::uint64_t done = 0;
    for (Snapshot &snapshot : snapshots) {
        SnapshotFinding finding;
        finding.snapshot = std::move(snapshot);
        if (const FoldPtr fold = folds.byName(finding.snapshot.fold)) {
            ES_ASSIGN(history, replays.of(finding.snapshot.stream, fold, job));
            ES_TRY(compare(finding, *history, job));
        } else {
            finding.problem = "there is no fold named " + finding.snapshot.fold;
        }
        ES_ASSIGN(flow, onFinding(finding));
        if (flow == Flow::Enough) return {};
        job.report(++done, snapshots.size());
    }
    return {};
}

} // namespace eventscope
