// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/money.h"

#include "core/aggregate/compact_record.h"

#include <array>
#include <charconv>

namespace eventscope::samples {

namespace {

void printHundredths(std::string &out, std::int64_t hundredths) {
    const bool negative = hundredths < 0;
    // Unsigned, as the smallest number has no positive twin.
    const std::uint64_t size =
        negative ? 0 - static_cast<std::uint64_t>(hundredths) : static_cast<std::uint64_t>(hundredths);
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), size / 100).ptr;
    if (negative) out += '-';
    out.append(digits.data(), end);
    out += '.';
    out += static_cast<char>('0' + size % 100 / 10);
    out += static_cast<char>('0' + size % 10);
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Takes digits off the front of `text`, at most `most` of them, into a number that grows away from 0. It is kept
/// negative, as that side has one number more. Nothing when it does not fit.
bool takeDigits(std::string_view &text, std::size_t most, std::int64_t &negative) {
    std::size_t taken = 0;
    for (; taken < text.size() && taken < most && isDigit(text[taken]); ++taken) {
        if (__builtin_mul_overflow(negative, std::int64_t{10}, &negative) ||
            __builtin_sub_overflow(negative, std::int64_t{text[taken] - '0'}, &negative)) {
            return false;
        }
    }
    text.remove_prefix(taken);
    return true;
}

std::optional<std::int64_t> parseHundredths(std::string_view text) {
    const bool minus = text.starts_with('-');
    if (minus) text.remove_prefix(1);
    if (text.empty() || !isDigit(text[0]) || (text.size() > 1 && text[0] == '0' && isDigit(text[1])))
        return std::nullopt;
    std::int64_t value = 0;
    if (!takeDigits(text, text.size(), value)) return std::nullopt;
    std::size_t places = 0;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        const std::size_t before = text.size();
        if (!takeDigits(text, 2, value)) return std::nullopt;
        places = before - text.size();
        if (places == 0 || text.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
        text = {};
    }
    std::string_view missing = std::string_view("00").substr(places);
    if (!text.empty() || !takeDigits(missing, 2, value)) return std::nullopt;
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

bool takeHundredths(std::string_view &rest, std::int64_t &hundredths) {
    const auto parsed = parseHundredths(takeNumberToken(rest));
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
bool takeCompact(std::string_view &rest, Money &money) { return takeHundredths(rest, money.cents); }
bool takeCompact(std::string_view &rest, Score &score) { return takeHundredths(rest, score.hundredths); }
bool readValue(FieldReader &reader, Money &money) { return readHundredths(reader, money.cents); }
bool readValue(FieldReader &reader, Score &score) { return readHundredths(reader, score.hundredths); }

} // namespace eventscope::samples
