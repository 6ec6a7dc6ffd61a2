// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection_context.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace eventscope {

/// When a feed commits what it made.
struct CommitPace {
    /// From one commit to the next, at least; where a commit takes long, up to ten times as much, so that a twentieth
    /// of the time at most goes into commits.
    std::chrono::milliseconds interval{1000};
    std::size_t rowBytesMax = 256u << 20; ///< rows kept in memory; beyond it rows that rest are let go
};

/// So many events may fail until the first commit that follows: a projection that fails on all is stopped instead.
inline constexpr std::size_t kLettersMax = 100'000;

/// Carries one read model on: hands events to a run of its projection and commits what they made of its rows, together
/// with the place in the log. One thread at a time; the model's lock is the caller's.
class ModelFeed {
  public:
    /// `model` is as it stands in the store. All that is referenced must outlive it.
    ModelFeed(const ProjectionContext &context, ProjectionPtr projection, ModelInfo model, CommitPace pace);

    /// The model as it was committed last.
    [[nodiscard]] const ModelInfo &model() const { return m_model; }
    /// Up to where it has taken the log.
    [[nodiscard]] Position reached() const { return m_reached; }

    /// Takes the events after reached(), others are passed over, and commits when it is time. Batches must follow each
    /// other in the order of the log. Errors: those of the run and of ReadModelStore::commit; the feed is over then,
    /// and the store has what was committed. Refused also when more than kLettersMax events fail.
    [[nodiscard]] Result<void> take(const ReadableBatch &events, const JobControl &job);
    /// Every event of the log at or below `position` has been handed over, or is not for this projection: commits all.
    [[nodiscard]] Result<void> settle(Position position, const JobControl &job);

  private:
    class Letters;
    [[nodiscard]] Result<void> commit(const JobControl &job);
    [[nodiscard]] bool isCommitDue() const;
    [[nodiscard]] Result<void> addEventIds(const JobControl &job);

    const ProjectionContext m_context;
    const ProjectionPtr m_projection;
    const CommitPace m_pace;
    ModelInfo m_model;
    std::unique_ptr<ProjectionRun> m_run;
    Position m_reached;
    ModelCheckpoint m_next; ///< what is to be committed; the position stands in m_reached
    std::vector<DeadLetter> m_letters;
    std::chrono::steady_clock::time_point m_committed;
    std::chrono::steady_clock::duration m_commitTook{};
};

} // namespace eventscope
