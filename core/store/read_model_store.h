// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/store/read_model.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The right to change one table, ended by its destructor or with the process, however that ends.
class ModelLock {
  public:
    virtual ~ModelLock() = default;
};

/// Rows, dead letters and the checkpoint that belongs to them: committed together or not at all.
struct ModelCommit {
    Position from; ///< the checkpoint's position before, as the caller knows it
    ModelCheckpoint to;
    std::vector<RowChange> changes; ///< each key once
    std::vector<DeadLetter> letters;
};

/// The read models of one event store: real tables that other programs can query, never in the event file.
///
/// A model's table bears the name of its projection and has the columns "key" (text, the primary key, ordered by
/// bytes), those of its schema, "_rest" (the members of the row without a column, and those that do not fit their
/// column, as a JSON object; NULL when there are none), "_position" (text) and "_events". Shadow and old ones have
/// names of their own. Beside the tables lie the registry of models, their dead letters, and what was skipped.
///
/// Threads: any; calls may wait for each other and for other programs, never call from a thread that must stay
/// responsive. Errors of all calls: Unavailable, Corrupt, Cancelled, and NotFound where the model (by name and role,
/// or its generation) is not there, or no longer.
class ReadModelStore {
  public:
    virtual ~ReadModelStore() = default;

    /// A path or an address without any secret, for people. Never blocks.
    [[nodiscard]] virtual const std::string &place() const = 0;

    /// All models, by name, then role.
    [[nodiscard]] virtual Result<std::vector<ModelInfo>> list(const JobControl &job) = 0;
    /// Nothing when there is none.
    [[nodiscard]] virtual Result<std::optional<ModelInfo>> find(std::string_view name, ModelRole role,
                                                                const JobControl &job) = 0;

    /// Makes an empty table, in place of one that may be there in this role; a live one is not paused. Errors: those of
    /// checkSchema().
    [[nodiscard]] virtual Result<ModelInfo> create(const ModelSchema &schema, ModelRole role,
                                                   const Fingerprint &fingerprint, const JobControl &job) = 0;
    /// Removes the table with its letters. Nothing happens when it is not there.
    [[nodiscard]] virtual Result<void> drop(std::string_view name, ModelRole role, const JobControl &job) = 0;

    /// Whoever changes a table holds its lock: readers do without. It is kept by role, also while no table is there.
    /// Errors: Refused (held by another; the message says by whom, as far as can be told), Invalid (no name).
    [[nodiscard]] virtual Result<std::unique_ptr<ModelLock>> lock(std::string_view name, ModelRole role,
                                                                  const JobControl &job) = 0;

    /// Whether somebody holds lock() at this moment; keeps nobody from taking it.
    [[nodiscard]] virtual Result<bool> isLocked(std::string_view name, ModelRole role, const JobControl &job) = 0;

    /// The rows of `keys`, in their order, nothing for those that are not there. Cost: one look-up each, one round trip
    /// for up to some thousands.
    [[nodiscard]] virtual Result<std::vector<std::optional<ModelRow>>>
    rows(const ModelInfo &model, std::span<const std::string> keys, const JobControl &job) = 0;
    /// The first `rowsMax` rows whose keys come after `after` by their bytes; all of them come after "".
    [[nodiscard]] virtual Result<std::vector<ModelRow>> page(const ModelInfo &model, std::string_view after,
                                                             std::size_t rowsMax, const JobControl &job) = 0;
    /// Cost: may be a walk over the whole key index.
    [[nodiscard]] virtual Result<std::uint64_t> count(const ModelInfo &model, const JobControl &job) = 0;

    /// Commits all of it in one transaction. A letter of an event that has one already takes its place; what was
    /// skipped under the model's name stays so, in every role, whatever a letter says. Errors: Invalid (a key that
    /// cannot be one, a row that is no object), Refused (the checkpoint is not at `from`:
    /// another program has been here), NotFound (another table has taken this one's place); nothing has changed then.
    [[nodiscard]] virtual Result<void> commit(const ModelInfo &model, const ModelCommit &commit,
                                              const JobControl &job) = 0;

    /// Writes single rows without moving the checkpoint, and takes away the letters of `settled`: after one key was
    /// made again alone. Errors: as commit().
    [[nodiscard]] virtual Result<void> mend(const ModelInfo &model, Position at, std::span<const RowChange> changes,
                                            std::span<const EventId> settled, const JobControl &job) = 0;

    /// The shadow becomes the live table in one transaction, so that others see the one or the other, and never a
    /// mixture; the live one becomes the old one or, without `keepOld`, is removed. A pause stays. Errors: Refused (the
    /// shadow is behind the live one), NotFound (no shadow).
    [[nodiscard]] virtual Result<void> swap(std::string_view name, bool keepOld, const JobControl &job) = 0;

    [[nodiscard]] virtual Result<void> setPaused(std::string_view name, bool paused, const JobControl &job) = 0;

    /// Dead letters by position, skipped ones among them; the first `lettersMax` after `after`.
    [[nodiscard]] virtual Result<std::vector<DeadLetter>> letters(const ModelInfo &model, Position after,
                                                                  std::size_t lettersMax, const JobControl &job) = 0;
    /// Remembers under the model's name, hence also for tables made later, that nobody needs this event. Errors:
    /// NotFound (no letter of it), Invalid (no reason).
    [[nodiscard]] virtual Result<void> skip(const ModelInfo &model, const EventId &event, const std::string &reason,
                                            Time now, const JobControl &job) = 0;
};

} // namespace eventscope
