// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/transformation.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

/// What the store says of a transformation, in its stream "transformation-<id>": each thing that was done, and in the
/// ledger a line for it. One thread.
class TransformationEvidence {
  public:
    static constexpr const char *kBegun = "TransformationBegun", *kCompleted = "TransformationCompleted",
                                *kSourceTombstoned = "SourceTombstoned", *kSourceRemoved = "SourceRemoved",
                                *kRemovalVerified = "SourceRemovalVerified"; ///< once more, with another outcome
    static constexpr std::string_view kAnonymous = "anonymous", kPseudonymised = "pseudonymised";

    /// All must outlive it.
    TransformationEvidence(const TransformationWorld &world, const TransformationTask &task, const JobControl &job)
        : m_world(world), m_task(task), m_job(job) {}

    /// Before anything else. Errors: Refused (the id is another stream's, or was begun with other rules), those of the
    /// store.
    [[nodiscard]] Result<void> read();
    /// The data of the latest event of this type; null: there is none. Dies with the next leave().
    [[nodiscard]] const Json *find(std::string_view type) const;
    [[nodiscard]] bool has(std::string_view type) const { return find(type) != nullptr; }
    /// So many events of this type.
    [[nodiscard]] std::size_t count(std::string_view type) const;
    /// The member of find(), as it is written; empty where there is no such event.
    [[nodiscard]] std::string text(std::string_view type, std::string_view member) const;

    [[nodiscard]] Result<void> leaveBegun(const TransformationPreview &preview, const TransformationReason &why);
    /// An event and a line of the ledger, the line first. `name` tells this event from others of its type. Errors:
    /// those of the store and the ledger.
    [[nodiscard]] Result<void> leave(const char *act, const char *type, const std::string &name,
                                     std::vector<Json::Member> more);

  private:
    [[nodiscard]] Result<void> check() const;
    [[nodiscard]] Result<void> note(const char *act, const Json &details);
    [[nodiscard]] std::string_view unreadableWord() const {
        return m_task.unreadable == Unreadable::Null ? "null" : "refuse";
    }

    const TransformationWorld &m_world;
    const TransformationTask &m_task;
    const JobControl &m_job;
    std::vector<std::pair<std::string, Json>> m_events; ///< type and data, the oldest first
};

/// That of the last event of a stream; nothing: there is no such stream.
[[nodiscard]] Result<std::optional<Version>> lastVersionOf(const EventStore &store, const StreamId &stream,
                                                           const JobControl &job);

/// "3 files still hold"
[[nodiscard]] std::string countText(std::uint64_t count, const std::string &one, const std::string &many);

} // namespace eventscope
