// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/money.h"

#include <array>
#include <charconv>

namespace eventscope::samples {

namespace {

void printHundredths(std::string &out, std::int64_t hundredths) {
    const bool negative = hundredths < 0;
    // Unsigned, as the smallest number has no positive twin.
    const std::uint64_t size =
        negative ? 0 - static_cast<std::uint64_t>(hundredths) : static_cast<std::uint64_t>(hundredths);
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), size / 100).ptr;
    if (negative) out += '-';
    out.append(digits.data(), end);
    out += '.';
    out += static_cast<char>('0' + size % 100 / 10);
    out += static_cast<char>('0' + size % 10);
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Adds a digit to a number that grows away from 0, which is why it is kept negative: that side has one more.
bool addDigit(std::int64_t &negative, int digit) {
    return !__builtin_mul_overflow(negative, std::int64_t{10}, &negative) &&
           !__builtin_sub_overflow(negative, std::int64_t{digit}, &negative);
}

std::optional<std::int64_t> parseHundredths(std::string_view text) {
    const bool minus = text.starts_with('-');
    if (minus) text.remove_prefix(1);
    const std::string_view whole = text.substr(0, text.find('.'));
    const bool pointed = whole.size() < text.size();
    const std::string_view places = pointed ? text.substr(whole.size() + 1) : std::string_view();
    if (whole.empty() || (whole.size() > 1 && whole.front() == '0') || (pointed && places.empty())) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : whole) {
        if (!isDigit(c) || !addDigit(value, c - '0')) return std::nullopt;
    }
    for (std::size_t i = 0; i < places.size() || i < 2; ++i) {
        const char c = i < places.size() ? places[i] : '0';
        if (!isDigit(c) || (i >= 2 && c != '0')) return std::nullopt;
        if (i < 2 && !addDigit(value, c - '0')) return std::nullopt;
    }
    if (minus) return value;
    if (value == INT64_MIN) return std::nullopt;
    return -value;
}

bool readHundredths(FieldReader &reader, std::int64_t &hundredths) {
    std::string_view token;
    if (!reader.readNumber(token)) return false;
    const auto parsed = parseHundredths(token);
    if (parsed) hundredths = *parsed;
    return parsed.has_value();
}

} // namespace

std::optional<Money> sum(Money a, Money b) {
    Money result;
    if (__builtin_add_overflow(a.cents, b.cents, &result.cents)) return std::nullopt;
    return result;
}

std::optional<Money> difference(Money a, Money b) {
    Money result;
    if (__builtin_sub_overflow(a.cents, b.cents, &result.cents)) return std::nullopt;
    return result;
}

std::optional<Money> product(Money price, std::int64_t quantity) {
    Money result;
    if (__builtin_mul_overflow(price.cents, quantity, &result.cents)) return std::nullopt;
    return result;
}

std::string toString(Money money) {
    std::string text;
    printHundredths(text, money.cents);
    return text;
}

std::optional<Money> parseMoney(std::string_view text) {
    const auto cents = parseHundredths(text);
    if (!cents) return std::nullopt;
    return Money{*cents};
}

void printValue(std::string &out, const Money &money) { printHundredths(out, money.cents); }
void printValue(std::string &out, const Score &score) { printHundredths(out, score.hundredths); }
bool readValue(FieldReader &reader, Money &money) { return readHundredths(reader, money.cents); }
bool readValue(FieldReader &reader, Score &score) { return readHundredths(reader, score.hundredths); }

} // namespace eventscope::samples
