// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/stream_run.h"

#include <algorithm>

namespace eventscope {

/// Keeps what a run says about each readable row of one batch.
///
/// A run over a draft shares nodes by itself. A run with a state of its own in another form publishes it anew each
/// time: it is linked to the one before at once, or a batch would hold a whole document for every row.
class StreamRun::RowRecorder final : public StepSink {
  public:
    RowRecorder(std::size_t rows, bool isDraft, Json before, bool &wrote)
        : m_rows(rows), m_isDraft(isDraft), m_last(std::move(before)), m_wrote(wrote) {}
    [[nodiscard]] Result<Flow> step(std::size_t row, const Json *state, const StepOutcome &outcome) override {
        m_rows[row].outcome = outcome;
        m_rows[row].wrote = m_wrote && outcome.kind == StepOutcome::Kind::Applied;
        if (state) m_rows[row].state = m_last = m_isDraft ? *state : state->rebased(m_last);
        m_wrote = false;
        return Flow::More;
    }
    struct Row {
        StepOutcome outcome;
        Json state;
        bool wrote = false;
    };
    [[nodiscard]] Row &operator[](std::size_t row) { return m_rows[row]; }

  private:
    std::vector<Row> m_rows;
    bool m_isDraft;
    Json m_last;
    bool &m_wrote;
};

namespace {

/// A step failed when one of its events did, and was ignored when all of them were.
void join(StepOutcome &step, StepOutcome &row) {
    using Kind = StepOutcome::Kind;
    if (step.kind == Kind::Failed || row.kind == Kind::Ignored) return;
    step = std::move(row);
}

bool isAtOrAbove(const Pointer &place, const Pointer &watched) {
    const auto &above = place.tokens(), &below = watched.tokens();
    return above.size() <= below.size() && std::equal(above.begin(), above.end(), below.begin());
}

} // namespace

StreamRun::StreamRun(const StreamSource &source)
    : m_source(source), m_run(source.fold.start()), m_wrote(std::make_shared<bool>(false)) {
    if (!source.watched) return;
    m_run->tellWrites([wrote = m_wrote, watched = *source.watched](const Pointer &place) {
        if (isAtOrAbove(place, watched)) *wrote = true;
    });
}

Query StreamSource::query(Version after, std::size_t rowsMax) const {
    Query query;
    query.from = Selector::stream(stream);
    query.until = until;
    query.afterVersion = after;
    query.rowsMax = rowsMax;
    query.fields = fold.info().fields | more | Fields::Id | Fields::ValidAt;
    // An upcaster may look at everything; a lens that changes nothing looks at nothing.
    if (!lens.changedTypes().empty()) query.fields = query.fields | Fields::Data | Fields::Metadata;
    return query;
}

std::string_view FoldedStep::type() const { return rows == 1 ? events[firstRow].type() : stored().type(); }
int FoldedStep::schemaVersion() const {
    return rows == 1 ? events[firstRow].schemaVersion() : stored().schemaVersion();
}

Result<void> StreamRun::restore(std::string_view saved, Version version) {
    ES_TRY(m_run->restore(saved));
    m_last = version;
    m_state.reset();
    return {};
}

Result<std::size_t> StreamRun::advance(std::size_t rowsMax, Emit emit, const StepVisitor &visit,
                                       const JobControl &job) {
    if (job.stopRequested()) return cancelled();
    ES_ASSIGN(batch, m_source.store.page(m_source.query(m_last, rowsMax), job));
    const std::size_t rows = batch->rows();
    if (rows > 0) ES_TRY(feed(std::move(batch), emit, visit, job));
    return rows;
}

Result<void> StreamRun::finish(const StepVisitor &visit, const JobControl &job) {
    SinkOf sink([&](BatchPtr batch) { return feed(std::move(batch), Emit::last(), visit, job); });
    ES_TRY(m_source.store.scan(m_source.query(m_last, kNoLimit), sink, job));
    return {};
}

Result<Flow> StreamRun::feed(BatchPtr stored, Emit emit, const StepVisitor &visit, const JobControl &job) {
    const std::size_t storedRows = stored->rows();
    if (storedRows == 0) return Flow::More;
    ES_ASSIGN(events, m_source.lens.open(std::move(stored)));
    const bool publishes = emit.kind == Emit::Kind::Each;
    if (publishes && !m_state) {
        ES_ASSIGN(state, m_run->state());
        m_state = std::move(state);
    }
    Json state = m_state.value_or(Json());
    m_state.reset();
    const bool isDraft = m_source.fold.info().kind != ProvenanceKind::DomainFold;
    RowRecorder rows(events.rows(), isDraft, state, *m_wrote);
    ES_TRY(m_run->apply(events, emit, &rows, job));
    std::size_t row = 0;
    for (std::size_t storedRow = 0; storedRow < storedRows; ++storedRow) {
        FoldedStep step{events, storedRow, row};
        step.outcome.kind = StepOutcome::Kind::Ignored;
        for (; row < events.rows() && events.storedRow(row) == storedRow; ++row, ++step.rows) {
            if (rows[row].outcome.kind == StepOutcome::Kind::Ignored) step.ignored.emplace_back(events[row].type());
            step.setsWatched = step.setsWatched || rows[row].wrote;
            join(step.outcome, rows[row].outcome);
            state = std::move(rows[row].state);
        }
        if (publishes) step.state = state;
        m_last = step.stored().version();
        ES_ASSIGN(flow, visit(step));
        if (flow == Flow::Enough) return flow;
    }
    if (publishes) m_state = std::move(state);
    return Flow::More;
}

} // namespace eventscope
