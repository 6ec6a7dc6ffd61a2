// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/read_model_store.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope::testing {

/// "orders", with a column of each type: status, items, total, paid, since, lines.
[[nodiscard]] ModelSchema orderSchema();

/// JSON; the end of the test when it is none.
[[nodiscard]] Json json(std::string_view text);

/// The row "{"items": number}" at position `number`.
[[nodiscard]] RowChange upsert(std::string key, int number);
[[nodiscard]] RowChange upsert(std::string key, std::string_view row, int number = 1);
[[nodiscard]] RowChange removal(std::string key);

/// A commit from position `from` to position `to`.
[[nodiscard]] ModelCommit commitOf(int from, int to, std::vector<RowChange> changes = {},
                                   std::vector<DeadLetter> letters = {});

/// Of the event named by its position.
[[nodiscard]] DeadLetter letterAt(int position, std::string reason = "it failed");

/// Texts of objects whose values databases like to change: numbers that do not fit, NULs, lone surrogates, names that
/// come twice, values of other types than their columns have.
[[nodiscard]] std::vector<std::string> hardRows();

} // namespace eventscope::testing
