// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/read_model_store.h"

#include <map>
#include <memory>
#include <set>
#include <shared_mutex>
#include <string>
#include <utility>

namespace eventscope {

/// Read models that die with the object: for tests, for making one aside, for stepping through one.
/// Locks exclude each other within the object, and may outlive it.
class MemoryReadModelStore final : public ReadModelStore {
  public:
    MemoryReadModelStore();
    ~MemoryReadModelStore() override;

    [[nodiscard]] const std::string &place() const override { return m_place; }
    [[nodiscard]] Result<std::vector<ModelInfo>> list(const JobControl &job) override;
    [[nodiscard]] Result<std::optional<ModelInfo>> find(std::string_view name, ModelRole role,
                                                        const JobControl &job) override;
    [[nodiscard]] Result<ModelInfo> create(const ModelSchema &schema, ModelRole role, const Fingerprint &fingerprint,
                                           const JobControl &job) override;
    [[nodiscard]] Result<void> drop(std::string_view name, ModelRole role, const JobControl &job) override;
    [[nodiscard]] Result<std::unique_ptr<ModelLock>> lock(std::string_view name, ModelRole role,
                                                          const JobControl &job) override;
    [[nodiscard]] Result<bool> isLocked(std::string_view name, ModelRole role, const JobControl &job) override;
    [[nodiscard]] Result<std::vector<std::optional<ModelRow>>>
    rows(const ModelInfo &model, std::span<const std::string> keys, const JobControl &job) override;
    [[nodiscard]] Result<std::vector<ModelRow>> page(const ModelInfo &model, std::string_view after,
                                                     std::size_t rowsMax, const JobControl &job) override;
    [[nodiscard]] Result<std::uint64_t> count(const ModelInfo &model, const JobControl &job) override;
    [[nodiscard]] Result<void> commit(const ModelInfo &model, const ModelCommit &commit,
                                      const JobControl &job) override;
    [[nodiscard]] Result<void> mend(const ModelInfo &model, Position at, std::span<const RowChange> changes,
                                    std::span<const EventId> settled, const JobControl &job) override;
    [[nodiscard]] Result<void> swap(std::string_view name, bool keepOld, const JobControl &job) override;
    [[nodiscard]] Result<void> setPaused(std::string_view name, bool paused, const JobControl &job) override;
    [[nodiscard]] Result<std::vector<DeadLetter>> letters(const ModelInfo &model, Position after,
                                                          std::size_t lettersMax, const JobControl &job) override;
    [[nodiscard]] Result<void> skip(const ModelInfo &model, const EventId &event, const std::string &reason, Time now,
                                    const JobControl &job) override;

  private:
    struct Table;
    class Locks;
    class HeldLock;
    using Place = std::pair<std::string, ModelRole>;
    using Skipped = std::map<EventId, std::string>;

    [[nodiscard]] Table *tableAt(std::string_view name, ModelRole role);
    /// The very table that `model` means. Errors: NotFound.
    [[nodiscard]] Result<Table *> tableOf(const ModelInfo &model);
    [[nodiscard]] ModelInfo infoOf(const Table &table) const;
    /// Why the event was skipped, or null.
    [[nodiscard]] const std::string *skipReason(const std::string &name, const EventId &event) const;

    const std::string m_place = "memory";
    const std::shared_ptr<Locks> m_locks;
    std::shared_mutex m_mutex; // of what follows
    std::map<Place, Table> m_tables;
    std::map<std::string, Skipped> m_skipped; // by name
    std::uint64_t m_generations = 0;
};

} // namespace eventscope
