// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_connection.h"
#include "core/store/read_model.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// What stands beside the tables in a SQLite file of read models: which there are, and their letters. Each call is part
// of a transaction of the caller's. Errors of all: those of sqliteError(), Corrupt.

[[nodiscard]] Result<std::vector<ModelInfo>> listModels(SqliteConnection &connection);
[[nodiscard]] Result<std::optional<ModelInfo>> findModel(SqliteConnection &connection, std::string_view name,
                                                         ModelRole role);
/// Where the very table stands that `model` means. Errors: NotFound (another one, or none, is in its place).
[[nodiscard]] Result<Position> positionOf(SqliteConnection &connection, const ModelInfo &model);

/// Draws the generation and writes it into `model`.
[[nodiscard]] Result<void> addModel(SqliteConnection &connection, ModelInfo &model);
/// With its letters.
[[nodiscard]] Result<void> removeModel(SqliteConnection &connection, const ModelInfo &model);
[[nodiscard]] Result<void> moveModel(SqliteConnection &connection, const ModelInfo &model, ModelRole to);
[[nodiscard]] Result<void> putCheckpoint(SqliteConnection &connection, const ModelInfo &model,
                                         const ModelCheckpoint &checkpoint);
[[nodiscard]] Result<void> putPaused(SqliteConnection &connection, std::string_view name, bool paused);

[[nodiscard]] Result<void> putLetters(SqliteConnection &connection, const ModelInfo &model,
                                      std::span<const DeadLetter> letters);
[[nodiscard]] Result<void> settleLetters(SqliteConnection &connection, const ModelInfo &model,
                                         std::span<const EventId> events);
[[nodiscard]] Result<std::vector<DeadLetter>> lettersAfter(SqliteConnection &connection, const ModelInfo &model,
                                                           Position after, std::size_t lettersMax);
/// False: there is no such letter.
[[nodiscard]] Result<bool> putSkipped(SqliteConnection &connection, const ModelInfo &model, const EventId &event,
                                      const std::string &reason, Time now);

} // namespace eventscope
