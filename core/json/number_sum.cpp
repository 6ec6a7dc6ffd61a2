// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/decimal.h"
#include "core/json/number.h"

#include <algorithm>
#include <vector>

namespace eventscope {

namespace {

constexpr std::int64_t kDigitsMax = 4096;

/// Decimal places of the plain form as written: "1.50e1" has one.
std::optional<std::int64_t> placesOf(const Decimal &number) {
    const std::optional<std::int64_t> exponent = number.exponentValue();
    if (!exponent) return number.exponentNegative ? std::nullopt : std::optional<std::int64_t>(0);
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(number.fraction.size()) - *exponent);
}

/// Digits of the plain form before the point; none for zero, whatever its exponent.
std::optional<std::int64_t> wholeDigitsOf(const Decimal &number) {
    if (number.isZero()) return 0;
    const std::optional<std::int64_t> digits = number.integerDigits();
    if (!digits) return std::nullopt;
    return std::max<std::int64_t>(0, *digits);
}

/// The digit that counts ten to the power of `weight`. REQUIRES: an exponent that fits, or zero.
int digitOfWeight(const Decimal &number, std::int64_t weight) {
    if (number.isZero()) return 0;
    const std::int64_t index = *number.integerDigits() - 1 - weight;
    return index < 0 ? 0 : number.digit(static_cast<std::size_t>(index));
}

std::string plainText(bool negative, const std::vector<char> &digits, std::size_t places) {
    std::size_t count = digits.size(); // from the least significant one on
    while (count > places + 1 && digits[count - 1] == 0)
        --count;
    const bool isZero = std::all_of(digits.begin(), digits.end(), [](char digit) { return digit == 0; });
    std::string text = negative && !isZero ? "-" : "";
    for (std::size_t i = count; i-- > 0;) {
        text += static_cast<char>('0' + digits[i]);
        if (i == places && places > 0) text += '.';
    }
    return text;
}

} // namespace

std::optional<std::string> addNumbers(std::string_view a, std::string_view b) {
    Decimal larger(a);
    Decimal smaller(b);
    if (compareMagnitudes(larger, smaller) < 0) std::swap(larger, smaller);
    const std::optional<std::int64_t> placesA = placesOf(larger), placesB = placesOf(smaller);
    const std::optional<std::int64_t> wholeA = wholeDigitsOf(larger), wholeB = wholeDigitsOf(smaller);
    if (!placesA || !placesB || !wholeA || !wholeB) return std::nullopt;
    const std::int64_t places = std::max(*placesA, *placesB);
    const std::int64_t whole = std::max({*wholeA, *wholeB, std::int64_t(1)});
    if (places > kDigitsMax || whole > kDigitsMax || places + whole > kDigitsMax) return std::nullopt;

    const int sign = larger.negative == smaller.negative ? 1 : -1;
    std::vector<char> digits;
    digits.reserve(static_cast<std::size_t>(places + whole + 1));
    int carry = 0;
    for (std::int64_t weight = -places; weight <= whole; ++weight) {
        const int digit = digitOfWeight(larger, weight) + sign * digitOfWeight(smaller, weight) + carry;
        carry = digit < 0 ? -1 : digit / 10;
        digits.push_back(static_cast<char>(digit < 0 ? digit + 10 : digit % 10));
    }
    if (digits.back() != 0 && places + whole + 1 > kDigitsMax) return std::nullopt;
    return plainText(larger.negative, digits, static_cast<std::size_t>(places));
}

} // namespace eventscope
