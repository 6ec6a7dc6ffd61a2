// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/decimal.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kExponentDigitsMax = 17;

std::int64_t pointOf(const Decimal &number) {
    return static_cast<std::int64_t>(number.whole.size()) - static_cast<std::int64_t>(number.leading);
}

/// The exponent of `a` minus that of `b`; beyond +-10^17 only the sign is right.
std::int64_t exponentDifference(const Decimal &a, const Decimal &b) {
    constexpr std::int64_t kFar = 1'000'000'000'000'000'00;
    const std::size_t digits = std::max(a.exponent.size(), b.exponent.size());
    const auto digitOf = [digits](const Decimal &number, std::size_t index) {
        const std::size_t missing = digits - number.exponent.size();
        const int digit = index < missing ? 0 : number.exponent[index - missing] - '0';
        return number.exponentNegative ? -digit : digit;
    };
    std::int64_t difference = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        // What follows can no longer bring a difference that is this far off back to where it matters.
        if (difference > kFar / 10 || difference < -kFar / 10) return difference < 0 ? -kFar : kFar;
        difference = difference * 10 + digitOf(a, i) - digitOf(b, i);
    }
    return difference;
}

} // namespace

Decimal::Decimal(std::string_view token) {
    negative = token.starts_with('-');
    token.remove_prefix(negative ? 1 : 0);
    const std::size_t mantissaEnd = std::min(token.find_first_of("eE"), token.size());
    const std::string_view mantissa = token.substr(0, mantissaEnd);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    whole = mantissa.substr(0, point);
    fraction = mantissa.substr(std::min(point + 1, mantissa.size()));

    exponent = token.substr(std::min(mantissaEnd + 1, token.size()));
    exponentNegative = exponent.starts_with('-');
    exponent.remove_prefix(std::min(exponent.find_first_not_of("+-0"), exponent.size()));

    size = whole.size() + fraction.size();
    while (leading < whole.size() + fraction.size() && digit(0) == 0)
        ++leading;
    size -= leading;
    while (size > 0 && digit(size - 1) == 0)
        --size;
}

int Decimal::digit(std::size_t index) const {
    if (index >= size) return 0;
    index += leading;
    if (index < whole.size()) return whole[index] - '0';
    index -= whole.size();
    return index < fraction.size() ? fraction[index] - '0' : 0;
}

std::optional<std::int64_t> Decimal::exponentValue() const {
    if (exponent.size() > kExponentDigitsMax) return std::nullopt;
    std::int64_t value = 0;
    for (const char digit : exponent)
        value = value * 10 + (digit - '0');
    return exponentNegative ? -value : value;
}

std::optional<std::int64_t> Decimal::integerDigits() const {
    const std::optional<std::int64_t> shift = exponentValue();
    if (!shift) return std::nullopt;
    return pointOf(*this) + *shift;
}

std::strong_ordering compareMagnitudes(const Decimal &a, const Decimal &b) {
    if (a.isZero() || b.isZero()) return b.isZero() <=> a.isZero();
    const std::int64_t difference = exponentDifference(a, b) + pointOf(a) - pointOf(b);
    if (difference != 0) return difference <=> 0;
    for (std::size_t i = 0; i < std::max(a.size, b.size); ++i) {
        if (const std::strong_ordering order = a.digit(i) <=> b.digit(i); order != 0) return order;
    }
    return std::strong_ordering::equal;
}

} // namespace eventscope
