// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/number.h"

#include "core/json/decimal.h"
#include "core/json/json_scanner.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <limits>

namespace eventscope {

bool isNumberToken(std::string_view token) {
    if (token.empty() || (token[0] != '-' && (token[0] < '0' || token[0] > '9'))) return false;
    JsonScanner scanner(token);
    JsonScanner::Text text;
    return scanner.readNumber(text) && scanner.atEnd();
}

std::strong_ordering compareNumbers(std::string_view a, std::string_view b) {
    const Decimal first(a);
    const Decimal second(b);
    if (first.sign() != second.sign()) return first.sign() <=> second.sign();
    if (first.sign() == 0) return std::strong_ordering::equal;
    return first.negative ? compareMagnitudes(second, first) : compareMagnitudes(first, second);
}

std::optional<std::int64_t> wholeNumber(std::string_view token) {
    const Decimal number(token);
    if (number.isZero()) return 0;
    const std::optional<std::int64_t> digits = number.integerDigits();
    if (!digits || *digits > 19 || *digits < static_cast<std::int64_t>(number.size)) return std::nullopt;
    std::uint64_t magnitude = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(*digits); ++i) {
        magnitude = magnitude * 10 + static_cast<std::uint64_t>(number.digit(i)); // 19 digits always fit
    }
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (magnitude > kMax + (number.negative ? 1 : 0)) return std::nullopt;
    return static_cast<std::int64_t>(number.negative ? 0 - magnitude : magnitude);
}

bool losesDigitsAsDouble(std::string_view token) {
    const double nearest = approximate(token);
    if (nearest > std::numeric_limits<double>::max() || nearest < std::numeric_limits<double>::lowest()) return true;
    char shortest[32];
    const auto [end, error] = std::to_chars(std::begin(shortest), std::end(shortest), nearest);
    assert(error == std::errc());
    return compareNumbers(token, {shortest, end}) != 0;
}

double approximate(std::string_view token) {
    double value = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (error != std::errc::result_out_of_range) return value;
    const Decimal number(token);
    const std::optional<std::int64_t> digits = number.integerDigits();
    const bool isTiny = digits ? *digits < 0 : number.exponentNegative;
    const double magnitude = isTiny ? 0 : std::numeric_limits<double>::infinity();
    return number.negative ? -magnitude : magnitude;
}

} // namespace eventscope
