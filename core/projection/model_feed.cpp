// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/model_feed.h"

#include "core/projection/committed_rows.h"
#include "core/store/events_at.h"

#include <algorithm>
#include <utility>

namespace eventscope {

namespace {

/// Of the time, one part in so many goes into commits at most, unless they would be further apart than so many
/// intervals.
constexpr int kPartsOfTime = 20, kIntervalsMost = 10;

/// The first readable event after `position`.
std::size_t firstAfter(const ReadableBatch &events, Position position) {
    std::size_t low = 0, high = events.rows();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (events[middle].stored().position() <= position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<Time> timeOfLastKnown(const ReadableBatch &events, std::size_t first, const ProjectionInfo &info) {
    for (std::size_t row = events.rows(); row > first; --row)
        if (info.knows(events[row - 1].type())) return events[row - 1].stored().recordedAt();
    return std::nullopt;
}

} // namespace

/// Writes down the events of a batch that fail, but for their ids: scans do without them.
class ModelFeed::Letters final : public ProjectionSink {
  public:
    Letters(const ReadableBatch &events, Time now, std::vector<DeadLetter> &letters)
        : m_events(events), m_now(now), m_letters(letters) {}

    [[nodiscard]] Result<void> failed(std::size_t row, std::string_view key, const std::string &reason) override {
        const ReadableEvent event = m_events[row];
        const EventView stored = event.stored();
        // Of what an upcaster made of one event the first failure tells enough.
        if (!m_letters.empty() && m_letters.back().position == stored.position()) return {};
        if (m_letters.size() >= kLettersMax) {
            return fail(ErrorKind::Refused,
                        std::to_string(kLettersMax) + " events in a row of commits failed: " + reason,
                        "Mend the projection; what it made before stays");
        }
        m_letters.push_back({{},
                             stored.position(),
                             stored.streamId(),
                             stored.version(),
                             std::string(event.type()),
                             std::string(key),
                             reason,
                             m_now,
                             std::nullopt});
        return {};
    }

  private:
    const ReadableBatch &m_events;
    const Time m_now;
    std::vector<DeadLetter> &m_letters;
};

ModelFeed::ModelFeed(const ProjectionContext &context, ProjectionPtr projection, ModelInfo model, CommitPace pace)
    : m_context(context),
      m_projection(std::move(projection)),
      m_pace(pace),
      m_model(std::move(model)),
      m_run(m_projection->start(nullptr, m_model.checkpoint == ModelCheckpoint{})),
      m_reached(m_model.checkpoint.position),
      m_next(m_model.checkpoint),
      m_committed(std::chrono::steady_clock::now()) {}

Result<void> ModelFeed::take(const ReadableBatch &events, const JobControl &job) {
    const std::size_t first = firstAfter(events, m_reached);
    if (first == events.rows()) return {};
    CommittedRows rows(m_context.models, m_model, job);
    Letters letters(events, m_context.clock.now(), m_letters);
    ES_ASSIGN(taken, m_run->apply(events, {first, events.rows()}, rows, &letters, job));
    m_next.events += taken;
    if (const auto time = timeOfLastKnown(events, first, m_projection->info())) m_next.lastEventTime = time;
    m_reached = events[events.rows() - 1].stored().position();
    const bool isFull = m_run->bytes() > m_pace.rowBytesMax;
    if (!isFull && !isCommitDue()) return {};
    ES_TRY(commit(job));
    if (isFull) m_run->forget();
    return {};
}

bool ModelFeed::isCommitDue() const {
    const auto pause = std::chrono::steady_clock::now() - m_committed;
    return pause >= m_pace.interval &&
           pause >= std::min<std::chrono::steady_clock::duration>(m_commitTook * (kPartsOfTime - 1),
                                                                  m_pace.interval * kIntervalsMost);
}

Result<void> ModelFeed::settle(Position position, const JobControl &job) {
    m_reached = std::max(m_reached, position);
    if (m_reached == m_model.checkpoint.position && m_model.checkpoint.committedAt) return {};
    return commit(job);
}

Result<void> ModelFeed::addEventIds(const JobControl &job) {
    if (m_letters.empty()) return {};
    std::vector<Position> positions;
    std::ranges::transform(m_letters, std::back_inserter(positions), &DeadLetter::position);
    auto letter = m_letters.begin();
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            letter = std::find_if(letter, m_letters.end(),
                                  [&](const DeadLetter &each) { return each.position == (*batch)[row].position(); });
            if (letter == m_letters.end()) break;
            letter->event = (*batch)[row].id();
        }
        return Flow::More;
    });
    ES_TRY(m_context.store.scan(eventsAt(positions, Fields::Id), sink, job));
    return {};
}

Result<void> ModelFeed::commit(const JobControl &job) {
    const auto begun = std::chrono::steady_clock::now();
    ES_TRY(addEventIds(job));
    ES_ASSIGN(changes, m_run->takeChanges());
    m_next.position = m_reached;
    m_next.committedAt = m_context.clock.now();
    const ModelCommit commit{m_model.checkpoint.position, m_next, std::move(changes), std::exchange(m_letters, {})};
    ES_TRY(m_context.models.commit(m_model, commit, job));
    m_model.checkpoint = m_next;
    m_model.openLetters += commit.letters.size();
    m_committed = std::chrono::steady_clock::now();
    m_commitTook = m_committed - begun;
    return {};
}

} // namespace eventscope
