// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

/// What a store of ours keeps of a stream that was removed: a row of store_info, named "removed/<last position>", since
/// no other removal ends there.
struct RemovalAccount {
    std::string stream, because;
    Time at;
    std::uint64_t events = 0;
    std::int64_t firstPosition = 0, lastPosition = 0; ///< of its events; those of others lie between
    std::string chain;                                ///< hash of its last event, in hexadecimal
};

inline constexpr std::string_view kRemovalPrefix = "removed/";
[[nodiscard]] std::string nameOf(const RemovalAccount &account);
/// As JSON.
[[nodiscard]] std::string print(const RemovalAccount &account);
/// Errors: Corrupt.
[[nodiscard]] Result<RemovalAccount> parseRemovalAccount(std::string_view json);

} // namespace eventscope
