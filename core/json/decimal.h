// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eventscope {

/// A number token taken apart, as a view of it: its value is 0.d1d2d3... times ten to the power of integerDigits().
struct Decimal {
    /// REQUIRES: a number token.
    explicit Decimal(std::string_view token);

    [[nodiscard]] bool isZero() const { return size == 0; }
    [[nodiscard]] int sign() const { return isZero() ? 0 : negative ? -1 : 1; }
    /// The significant digit at `index`, from the first that is not 0; 0 beyond size.
    [[nodiscard]] int digit(std::size_t index) const;
    /// Digits before the decimal point of the plain form; negative for zeros behind it. Nothing when the exponent has
    /// more than 17 digits.
    [[nodiscard]] std::optional<std::int64_t> integerDigits() const;
    /// The exponent as a number, under the same condition.
    [[nodiscard]] std::optional<std::int64_t> exponentValue() const;

    bool negative = false;
    std::string_view whole, fraction; ///< as written
    bool exponentNegative = false;
    std::string_view exponent; ///< digits without leading zeros; empty for 0
    std::size_t size = 0;      ///< significant digits: without leading and trailing zeros
    std::size_t leading = 0;   ///< zeros before them
};

/// Compares |a| and |b|. Cost: O(digits).
[[nodiscard]] std::strong_ordering compareMagnitudes(const Decimal &a, const Decimal &b);

} // namespace eventscope
