// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/model_stores.h"
#include "core/privacy/subject_finder.h"
#include "core/store/event_store.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace eventscope {

/// What stands in a dead letter in place of what an erasure took out of it.
inline constexpr std::string_view kWithheldReason =
    "withheld: an erasure took out what was said here, which may have told of a person";

/// Which snapshots and dead letters an erasure takes away: those of every stream and event that holds something of the
/// person. What they say in clear cannot be told without knowing it, a part of a name or a figure that was made of
/// several; and all of it is made again from events that were erased, at no loss.
class DerivedTraces {
  public:
    /// `until`: when the keys were destroyed, of an erasure that has looked after derived data before: what was made
    /// since can hold nothing of theirs but what is found in it. Nothing: all of it goes.
    explicit DerivedTraces(std::optional<Time> until = {}) : m_until(until) {}

    /// One that the erasure reaches: in clear, their id, or sealed with a key that it destroys.
    void take(const SubjectHit &hit);

    /// Errors: those of the store. Cost: reads all snapshots.
    [[nodiscard]] Result<SnapshotList> snapshots(const EventStore &store, const JobControl &job) const;

    using Letters = std::map<std::string, std::vector<DeadLetter>>; ///< by the title of their read model
    /// As they shall be: with position, event, stream and type, and with their key unless it says a text that was
    /// looked for. Those that are so already are left out. Errors: those of the stores. Cost: reads all dead letters.
    [[nodiscard]] Result<Letters> letters(const ModelStores &models, const JobControl &job) const;

    /// Whether a hit goes with what is taken away.
    [[nodiscard]] static bool goes(const SubjectHit &hit);

  private:
    [[nodiscard]] bool isOld(Time time) const { return !m_until || time <= *m_until; }
    [[nodiscard]] bool isTold(const std::string &model, const DeadLetter &letter) const;

    using LetterPlace = std::pair<std::string, EventId>; ///< of a read model and an event

    const std::optional<Time> m_until;
    std::set<StreamId> m_streams;
    std::set<EventId> m_events;
    std::set<std::tuple<StreamId, Version, std::string>> m_snapshots; ///< that say something of theirs in clear
    std::set<LetterPlace> m_letters, m_saying, m_keys; ///< that name them; of these, in their reasons; by their keys
};

/// Puts redacted letters in place of those that are there. Nothing else of the read model changes; who carries it on
/// meanwhile is not disturbed. Errors: Refused (somebody commits to it all the time), those of the store.
[[nodiscard]] Result<void> redactLetters(const ListedModel &model, const std::vector<DeadLetter> &letters, Time now,
                                         const JobControl &job);

} // namespace eventscope
