// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/replay.h"

#include "core/projection/projection_context.h"

#include <algorithm>

namespace eventscope {

namespace {

/// Says of which event the run speaks.
class WithEvents final : public ProjectionSink {
  public:
    WithEvents(const ReadableBatch &events, ReplayListener &listener) : m_events(events), m_listener(listener) {}
    [[nodiscard]] bool wantsEdits() const override { return m_listener.wantsEdits(); }
    [[nodiscard]] Result<void> failed(std::size_t row, std::string_view key, const std::string &reason) override {
        m_listener.failed(m_events[row], key, reason);
        return {};
    }
    [[nodiscard]] Result<void> edited(std::size_t row, std::span<const RowEdit> edits) override {
        m_listener.edited(m_events[row], edits);
        return {};
    }

  private:
    const ReadableBatch &m_events;
    ReplayListener &m_listener;
};

class Replaying final : public BatchSink {
  public:
    Replaying(const Lens &lens, ProjectionRun &run, ReplayListener *listener, const JobControl &job)
        : m_lens(lens), m_run(run), m_listener(listener), m_job(job) {}

    [[nodiscard]] Result<Flow> take(BatchPtr stored) override {
        ES_ASSIGN(events, m_lens.open(std::move(stored)));
        std::optional<WithEvents> sink;
        if (m_listener) sink.emplace(events, *m_listener);
        NoRows rows;
        ES_ASSIGN(taken, m_run.apply(events, {0, events.rows()}, rows, sink ? &*sink : nullptr, m_job));
        m_taken += taken;
        return m_listener ? m_listener->batchDone(m_taken) : Flow::More;
    }

  private:
    const Lens &m_lens;
    ProjectionRun &m_run;
    ReplayListener *const m_listener;
    const JobControl &m_job;
    std::uint64_t m_taken = 0;
};

} // namespace

Result<std::vector<ModelRow>> replay(const EventStore &store, const Lens &lens, const Projection &projection,
                                     const KeyChoice &only, Position until, ReplayListener *listener,
                                     const JobControl &job) {
    const auto run = projection.start(only, true);
    Replaying sink(lens, *run, listener, job);
    ES_TRY(store.scan(queryFor(projection, lens, kBeforeAll, until), sink, job));
    ES_ASSIGN(changes, run->takeChanges());
    std::vector<ModelRow> rows;
    for (RowChange &change : changes) {
        if (!change.row) continue;
        Json row = normalRow(projection.info().schema, *change.row);
        rows.push_back({std::move(change.key), std::move(row), change.position, change.events});
    }
    std::ranges::sort(rows, {}, &ModelRow::key);
    return rows;
}

} // namespace eventscope
