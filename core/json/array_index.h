// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace eventscope {

/// The index that a pointer token names in an array: digits without a leading zero (RFC 6901, 4).
[[nodiscard]] std::optional<std::size_t> arrayIndex(std::string_view token);

} // namespace eventscope
