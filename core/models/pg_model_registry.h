// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_connection.h"
#include "core/models/pg_model_table.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// What stands beside the tables in PostgreSQL: which there are, and their letters.

/// What was restored from a dump has other tables than it says, and is not there.
[[nodiscard]] Result<std::vector<ModelInfo>> listModels(const PgAsk &ask, const PgModelNames &names);
[[nodiscard]] Result<std::optional<ModelInfo>> findModel(const PgAsk &ask, const PgModelNames &names,
                                                         std::string_view name, ModelRole role);
[[nodiscard]] Result<std::vector<DeadLetter>> lettersAfter(const PgAsk &ask, const PgModelNames &names,
                                                           const ModelInfo &model, Position after,
                                                           std::size_t lettersMax);

/// Changes what stands there, each call within a transaction of the caller's. One thread.
class PgModelRegistry {
  public:
    /// All must outlive it.
    PgModelRegistry(PgConnection &connection, const PgModelNames &names, const JobControl &job)
        : m_connection(connection), m_names(names), m_job(job) {}

    /// Where the very table stands that `model` means, which nobody else changes until the transaction ends. Errors:
    /// NotFound (another one, or none, is in its place).
    [[nodiscard]] Result<Position> hold(const ModelInfo &model);
    /// Draws the generation and writes it into `model`. REQUIRES: its table is there.
    [[nodiscard]] Result<void> add(ModelInfo &model);
    /// With its letters. Nothing happens when it is not there.
    [[nodiscard]] Result<void> remove(std::string_view name, ModelRole role);
    [[nodiscard]] Result<void> move(const ModelInfo &model, ModelRole to);
    [[nodiscard]] Result<void> putCheckpoint(const ModelInfo &model, const ModelCheckpoint &checkpoint);
    [[nodiscard]] Result<void> putPaused(std::string_view name, bool paused);
    [[nodiscard]] Result<void> putLetters(const ModelInfo &model, std::span<const DeadLetter> letters);
    [[nodiscard]] Result<void> settle(const ModelInfo &model, std::span<const EventId> events);
    /// False: there is no such letter.
    [[nodiscard]] Result<bool> putSkipped(const ModelInfo &model, const EventId &event, const std::string &reason,
                                          Time now);

  private:
    [[nodiscard]] Result<void> run(const std::string &sql, const PgParameters &parameters);

    PgConnection &m_connection;
    const PgModelNames &m_names;
    const JobControl &m_job;
};

} // namespace eventscope
