// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// What the details of a line of the ledger, and evidence in a store, are written with and read by.

[[nodiscard]] Json countJson(std::uint64_t count);
[[nodiscard]] Json countsJson(const std::map<std::string, std::uint64_t> &counts);
[[nodiscard]] Json textsJson(const std::vector<std::string> &texts);
[[nodiscard]] Json textsJson(const std::map<std::string, std::string> &texts);

/// Empty where it was not said.
[[nodiscard]] std::string textIn(const Json &details, std::string_view member);
/// Zero where it was not said.
[[nodiscard]] std::uint64_t countIn(const Json &details, std::string_view member);

} // namespace eventscope
