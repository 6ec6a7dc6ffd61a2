// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/read_model_store.h"

#include <span>
#include <string>
#include <string_view>

namespace eventscope {

// What is the same in every store of read models, so that it is refused in the same words.

/// Errors: Invalid (a key that cannot be one, a row that is no object).
[[nodiscard]] Result<void> checkChanges(const ModelSchema &schema, std::span<const RowChange> changes);

/// The text itself, or, where a database would not take it, what safeText() makes of it.
[[nodiscard]] std::string plainText(std::string text);
/// The letter as it is kept: its reason and its key as texts that every database takes, and not skipped, since whether
/// it is one is remembered elsewhere.
[[nodiscard]] DeadLetter keptLetter(DeadLetter letter);

/// "orders (shadow)"; the live table bears the bare name.
[[nodiscard]] std::string tableName(std::string_view name, ModelRole role);

/// NotFound: no table in this role, or no longer the one that was meant.
[[nodiscard]] Failure noSuchModel(std::string_view name, ModelRole role);
/// NotFound
[[nodiscard]] Failure noSuchLetter(const ModelInfo &model, const EventId &event);
/// Refused: the checkpoint is at `at` instead of `expected`.
[[nodiscard]] Failure movedOn(const ModelInfo &model, Position at, Position expected);
/// Refused: the shadow at `shadow` must not take the place of the live table at `live`.
[[nodiscard]] Failure shadowBehind(std::string_view name, Position shadow, Position live);
/// Errors: Invalid (no reason).
[[nodiscard]] Result<void> checkSkipReason(std::string_view reason);

} // namespace eventscope
