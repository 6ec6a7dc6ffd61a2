// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/rule_text.h"

#include "core/base/hash.h"
#include "core/json/decimal.h"
#include "core/json/json_spans.h"
#include "core/vault/envelope_places.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <ranges>
#include <utility>

namespace eventscope {

namespace {

using Act = TransformationRule::Act;

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kNull = "null";

/// Collects the values at a path, or all envelopes.
class Collecting final : public JsonSpanVisitor {
  public:
    Collecting(const FieldPath *path, std::string_view text) : m_path(path), m_places(text) {}

    [[nodiscard]] bool wants(const Path &path, std::string_view text) override {
        m_isSealed = !std::holds_alternative<NoEnvelope>(m_places.at(text).form);
        return m_isSealed || isMeant(path);
    }
    [[nodiscard]] Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) override {
        if (m_path && !isMeant(path)) return {};
        places.push_back({path, offset, bytes});
        sealed.push_back(m_isSealed);
        return {};
    }

    std::vector<TextPlace> places;
    std::vector<bool> sealed; ///< of each place

  private:
    [[nodiscard]] bool isMeant(const Path &path) const { return m_path && m_path->matches(path); }

    const FieldPath *m_path; ///< null: envelopes
    const EnvelopePlaces m_places;
    bool m_isSealed = false; ///< what was wanted last, which is taken next
};

/// A number as a whole one times ten to the power of -scale; nothing: it has too many digits.
struct Scaled {
    std::int64_t value = 0;
    int scale = 0;
};

constexpr std::int64_t kDigitsMax = 17;

std::optional<Scaled> scaledOf(std::string_view token) {
    const Decimal decimal(token);
    if (decimal.isZero()) return Scaled{};
    const auto whole = decimal.integerDigits();
    if (!whole) return std::nullopt;
    const auto size = static_cast<std::int64_t>(decimal.size);
    const std::int64_t scale = std::max<std::int64_t>(size - *whole, 0);
    const std::int64_t digits = *whole + scale;
    if (*whole > kDigitsMax || scale > kDigitsMax || digits > kDigitsMax) return std::nullopt;
    Scaled scaled{0, static_cast<int>(scale)};
    for (std::int64_t i = 0; i < digits; ++i)
        scaled.value = scaled.value * 10 + decimal.digit(static_cast<std::size_t>(i));
    if (decimal.sign() < 0) scaled.value = -scaled.value;
    return scaled;
}

bool raise(Scaled &number, int scale) {
    while (number.scale < scale) {
        if (__builtin_mul_overflow(number.value, std::int64_t{10}, &number.value)) return false;
        ++number.scale;
    }
    return true;
}

std::string print(Scaled number) {
    while (number.scale > 0 && number.value % 10 == 0) {
        number.value /= 10;
        --number.scale;
    }
    std::string digits = std::to_string(number.value < 0 ? -number.value : number.value);
    const auto scale = static_cast<std::size_t>(number.scale);
    if (scale > 0) {
        if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
        digits.insert(digits.size() - scale, 1, '.');
    }
    return (number.value < 0 ? "-" : "") + digits;
}

/// The largest multiple of `step` that is not above the number; nothing: they have too many digits.
std::optional<std::string> steppedDown(std::string_view token, std::string_view step) {
    auto number = scaledOf(token), by = scaledOf(step);
    if (!number || !by) return std::nullopt;
    const int scale = std::max(number->scale, by->scale);
    if (!raise(*number, scale) || !raise(*by, scale)) return std::nullopt;
    std::int64_t times = number->value / by->value;
    if (number->value % by->value < 0) --times;
    Scaled stepped{0, scale};
    if (__builtin_mul_overflow(times, by->value, &stepped.value)) return std::nullopt;
    return print(stepped);
}

/// "1984-05-06T..." is a time, and so is "1984".
std::optional<std::string> yearOf(std::string_view text) {
    static constexpr std::size_t kDigits = 4;
    const bool isLongEnough = text.size() == kDigits || (text.size() > kDigits && text[kDigits] == '-');
    const auto isDigit = [](unsigned char c) { return std::isdigit(c) != 0; };
    if (!isLongEnough || !std::ranges::all_of(text.substr(0, kDigits), isDigit)) return std::nullopt;
    return '"' + std::string(text.substr(0, kDigits)) + '"';
}

/// What a rule makes of one value; an error says, in its message, what is wrong with the value.
Result<std::optional<std::string>> outcome(const TransformationRule &rule, std::string_view json, bool isSealed,
                                           std::string_view secret) {
    using After = std::optional<std::string>;
    if (rule.act == Act::Remove) return After();
    if (rule.act == Act::Replace) return After(rule.with);
    if (rule.act == Act::Null) return After(kNull);
    if (isSealed) return fail(ErrorKind::Invalid, "cannot be read");
    ES_ASSIGN(value, Json::parse(json));
    if (value.isNull()) return After(json);
    if (rule.act == Act::Pseudonym) return After(pseudonymOf(secret, json));
    if (rule.act == Act::Year) {
        const auto year = value.isString() ? yearOf(value.token()) : std::nullopt;
        if (year) return After(*year);
        return fail(ErrorKind::Invalid, "is no time as ISO 8601 writes it");
    }
    if (!value.isNumber()) return fail(ErrorKind::Invalid, "is no number");
    const auto stepped = steppedDown(value.token(), rule.step);
    if (stepped) return After(*stepped);
    return fail(ErrorKind::Invalid, "has too many digits to be generalised");
}

std::size_t skipBlank(std::string_view text, std::size_t at) {
    while (at < text.size() && kBlank.find(text[at]) != std::string_view::npos)
        ++at;
    return at;
}

/// The last character before `at` that is no blank. REQUIRES: there is one.
std::size_t lastBefore(std::string_view text, std::size_t at) { return text.find_last_not_of(kBlank, at - 1); }

/// Where the string begins that ends at `end`, its closing quote: a quote in it has an odd number of backslashes
/// before.
std::size_t openingQuote(std::string_view text, std::size_t end) {
    for (std::size_t at = end; at > 0;) {
        --at;
        if (text[at] != '"') continue;
        std::size_t slashes = 0;
        while (slashes < at && text[at - 1 - slashes] == '\\')
            ++slashes;
        if (slashes % 2 == 0) return at;
    }
    return 0;
}

} // namespace

std::string pseudonymOf(std::string_view secret, std::string_view json) {
    // As it is read, however it was written: escapes and spaces make no other person.
    const auto value = Json::parse(json);
    const Hash hash = Hasher()
                          .addSized(secret)
                          .addSized("eventscope pseudonym")
                          .addSized(value ? print(*value) : std::string(json))
                          .finish();
    return "\"p-" + toHex(std::span(hash.bytes).first(16)) + '"';
}

bool removeAt(std::string &text, std::size_t offset, std::size_t bytes) {
    const std::size_t colon = lastBefore(text, offset);
    if (text[colon] != ':') {
        text.replace(offset, bytes, kNull);
        return false;
    }
    std::size_t begin = openingQuote(text, lastBefore(text, colon));
    std::size_t end = offset + bytes;
    if (const std::size_t next = skipBlank(text, end); next < text.size() && text[next] == ',') {
        end = skipBlank(text, next + 1);
    } else if (const std::size_t before = lastBefore(text, begin); text[before] == ',') {
        begin = before;
    }
    text.erase(begin, end - begin);
    return true;
}

Result<std::vector<TextPlace>> envelopesIn(std::string_view text) {
    Collecting collecting(nullptr, text);
    ES_TRY(visitSpans(text, collecting));
    return std::move(collecting.places);
}

Result<RuledText> applied(const TransformationRule &rule, std::string_view text, std::string_view secret) {
    Collecting collecting(&rule.path, text);
    ES_TRY(visitSpans(text, collecting));
    RuledText ruled{std::string(text), {}, {}};
    // From behind, so that what is before keeps its place.
    for (std::size_t i = collecting.places.size(); i-- > 0;) {
        TextPlace &place = collecting.places[i];
        const std::string before(text.substr(place.offset, place.bytes));
        const bool isSealed = collecting.sealed[i];
        auto after = outcome(rule, before, isSealed, secret);
        if (!after) {
            ruled.problems.push_back({std::move(place.path), after.error().message, isSealed});
            continue;
        }
        if (*after)
            ruled.text.replace(place.offset, place.bytes, **after);
        else if (!removeAt(ruled.text, place.offset, place.bytes))
            *after = kNull;
        if (*after != before) ruled.changes.push_back({std::move(place.path), before, *std::move(after)});
    }
    std::ranges::reverse(ruled.changes);
    std::ranges::reverse(ruled.problems);
    return ruled;
}

} // namespace eventscope
