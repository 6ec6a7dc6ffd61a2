// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// True for exactly the numbers of RFC 8259: "-0.5e+10" yes, "01", "1.", "+1" and "NaN" no.
[[nodiscard]] bool isNumberToken(std::string_view token);

/// Compares two number tokens by value, exactly, whatever their length ("1.10" equals "1.1", "1e2" equals "100").
/// REQUIRES: both are number tokens. Cost: O(digits), never O(exponent).
[[nodiscard]] std::strong_ordering compareNumbers(std::string_view a, std::string_view b);

/// The value when the token is a whole number that fits ("100", "1e2" and "5.0" are; "1.5" is not).
[[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view token);

/// True when a reader that keeps numbers as doubles changes the digits (beyond 2^53, long decimals, over the range).
[[nodiscard]] bool losesDigitsAsDouble(std::string_view token);

/// The nearest double; infinities beyond the range. For charts, never for deciding.
[[nodiscard]] double approximate(std::string_view token);

/// The exact sum of two number tokens, as a plain decimal with as many places as the longer of the two
/// ("120.00" + "-20.5" = "99.50"). Nothing when the result would need more than 4096 digits.
[[nodiscard]] std::optional<std::string> addNumbers(std::string_view a, std::string_view b);

} // namespace eventscope
