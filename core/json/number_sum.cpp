// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/decimal.h"
#include "core/json/number.h"

#include <algorithm>
#include <array>
#include <cstdlib>
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

/// A number whose digits fit a machine word: the value is `digits` / 10^`places`.
struct Small {
    std::int64_t digits = 0;
    int places = 0;
};

/// Nothing when there are more than 17 digits or an exponent.
std::optional<Small> smallOf(std::string_view token) {
    constexpr std::size_t kBytesMax = 18; // 17 digits and a point
    Small number;
    const bool isNegative = token.front() == '-';
    if (isNegative) token.remove_prefix(1);
    if (token.size() > kBytesMax) return std::nullopt;
    bool isFraction = false;
    for (const char c : token) {
        if (c == '.') {
            isFraction = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        number.digits = number.digits * 10 + (c - '0');
        number.places += isFraction;
    }
    if (isNegative) number.digits = -number.digits;
    return number;
}

/// False when it does not fit.
bool extend(Small &number, int places) {
    for (; number.places < places; ++number.places)
        if (__builtin_mul_overflow(number.digits, std::int64_t{10}, &number.digits)) return false;
    return true;
}

std::string textOf(const Small &number) {
    std::array<char, 40> text; // filled from its end
    char *at = text.end();
    auto rest = static_cast<std::uint64_t>(std::abs(number.digits));
    for (int digit = 0; rest > 0 || digit <= number.places; ++digit, rest /= 10) {
        if (digit == number.places && number.places > 0) *--at = '.';
        *--at = static_cast<char>('0' + rest % 10);
    }
    if (number.digits < 0) *--at = '-';
    return {at, text.end()};
}

/// The sum, where it is found by whole numbers: that is a tenth of the work.
std::optional<std::string> smallSum(std::string_view a, std::string_view b) {
    std::optional<Small> sum = smallOf(a), other = smallOf(b);
    if (!sum || !other) return std::nullopt;
    const int places = std::max(sum->places, other->places);
    constexpr std::int64_t kSizeMax = std::int64_t{1} << 61; // the sum of two fits
    if (!extend(*sum, places) || !extend(*other, places)) return std::nullopt;
    if (std::abs(sum->digits) > kSizeMax || std::abs(other->digits) > kSizeMax) return std::nullopt;
    sum->digits += other->digits;
    return textOf(*sum);
}

} // namespace

std::optional<std::string> addNumbers(std::string_view a, std::string_view b) {
    if (auto sum = smallSum(a, b)) return sum;
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
