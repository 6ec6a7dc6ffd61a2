// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/history.h"
#include "core/history/stream_run.h"

#include <algorithm>
#include <set>

namespace eventscope {
namespace {

/// The event of a snapshot, when it stands in the stream where the snapshot says and lies within the question.
Result<std::optional<Time>> recordedAtOf(const StreamSource &source, const Snapshot &snapshot, const JobControl &job) {
    Query query = source.query({snapshot.version.value - 1}, 1);
    query.fields = Fields::Header;
    ES_ASSIGN(batch, source.store.page(query, job));
    if (batch->rows() == 0) return std::optional<Time>();
    const EventView event = (*batch)[0];
    if (event.version() != snapshot.version || event.position() != snapshot.position) return std::optional<Time>();
    return std::optional(event.recordedAt());
}

/// A run that goes on from the newest snapshot that can be used, which `folded` then says, or from the start.
Result<StreamRun> startRun(const StreamSource &source, TrustSnapshots trust, FoldedState &folded,
                           const JobControl &job) {
    if (trust == TrustSnapshots::No) return StreamRun(source);
    ES_ASSIGN(snapshots, source.store.snapshots(source.stream, job));
    for (auto snapshot = snapshots.rbegin(); snapshot != snapshots.rend(); ++snapshot) {
        const FoldInfo &info = source.fold.info();
        if (snapshot->fold != info.name || snapshot->foldVersion != info.version) continue;
        if (snapshot->position > source.until) continue;
        ES_ASSIGN(recordedAt, recordedAtOf(source, *snapshot, job));
        StreamRun run(source);
        if (!recordedAt || !run.restore(snapshot->state, snapshot->version)) continue;
        folded.version = folded.fromSnapshot = snapshot->version;
        folded.position = snapshot->position;
        folded.recordedAt = recordedAt;
        return run;
    }
    return StreamRun(source);
}

} // namespace

Result<FoldedState> foldStream(const EventStore &store, const Lens &lens, const Fold &fold, const StreamId &stream,
                               Position until, TrustSnapshots trust, const JobControl &job) {
    const StreamSource source{store, lens, fold, stream, until};
    FoldedState folded;
    ES_ASSIGN(run, startRun(source, trust, folded, job));
    std::set<std::string> ignored;
    const StepVisitor visit = [&](FoldedStep &step) -> Result<Flow> {
        const EventView event = step.stored();
        folded.version = event.version();
        folded.position = event.position();
        folded.recordedAt = event.recordedAt();
        if (step.outcome.kind == StepOutcome::Kind::Failed) folded.failed.push_back(event.version());
        ignored.insert(step.ignored.begin(), step.ignored.end());
        return Flow::More;
    };
    ES_TRY(run.finish(visit, job));
    ES_ASSIGN(state, run.fold().state());
    folded.state = std::move(state);
    folded.provenance = {fold.info().kind, fold.info().title(), {ignored.begin(), ignored.end()}};
    return folded;
}

} // namespace eventscope
