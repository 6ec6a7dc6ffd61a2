// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/read_model.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// How what describes a read model is written down beside its table.

/// [{"name":"total","type":"decimal"}, ...]
[[nodiscard]] std::string columnsText(const std::vector<ModelColumn> &columns);
/// Errors: Corrupt.
[[nodiscard]] Result<std::vector<ModelColumn>> parseColumns(std::string_view text);

[[nodiscard]] Result<ModelRole> parseRole(std::string_view text);

/// What toString() wrote. Errors: Corrupt.
[[nodiscard]] Result<Position> storedPosition(std::string_view text);
/// Bytes in the order of positions.
[[nodiscard]] std::array<std::byte, 16> orderBytes(Position position);

} // namespace eventscope
