// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/record.h"

#include "core/json/json.h"
#include "core/json/number.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace eventscope {

namespace {

bool isPlain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

} // namespace

void printValue(std::string &out, const std::string &text) {
    if (!std::all_of(text.begin(), text.end(), isPlain)) {
        out += print(Json::string(text));
        return;
    }
    out += '"';
    out += text;
    out += '"';
}

void printValue(std::string &out, std::int64_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void printValue(std::string &out, const Time &time) {
    out += '"';
    out += toIso(time);
    out += '"';
}

bool readValue(FieldReader &reader, std::string &text) { return reader.readString(text); }

bool readValue(FieldReader &reader, std::int64_t &number) {
    std::string_view token;
    if (!reader.readNumber(token) || !isNumberToken(token)) return false;
    const std::optional<std::int64_t> whole = wholeNumber(token);
    if (whole) number = *whole;
    return whole.has_value();
}

bool readValue(FieldReader &reader, Time &time) {
    std::string text;
    if (!reader.readString(text)) return false;
    const Result<Time> parsed = parseTime(text);
    if (parsed) time = *parsed;
    return parsed.has_value();
}

} // namespace eventscope
