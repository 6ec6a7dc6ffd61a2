// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/value.h"

#include <array>
#include <cstdio>

namespace eventscope::cli {

Value Value::decimal(double number) {
    std::array<char, 64> text;
    const int size = std::snprintf(text.data(), text.size(), "%.3f", number);
    return {Kind::Number, std::string(text.data(), static_cast<std::size_t>(size))};
}

Value Value::seconds(std::chrono::microseconds time) { return decimal(static_cast<double>(time.count()) / 1e6); }

Value Value::moment(Time time) {
    Value value(Kind::Moment, {});
    value.m_time = time;
    return value;
}

Value Value::shownAs(std::string words) const {
    Value value = *this;
    value.m_words = std::move(words);
    return value;
}

std::string Value::jsonText() const {
    switch (m_kind) {
    case Kind::Null:
        return "null";
    case Kind::Text:
        return print(Json::string(m_bytes));
    case Kind::Moment:
        return '"' + toIso(m_time) + '"';
    case Kind::Number:
    case Kind::Boolean:
    case Kind::Json:
        break;
    }
    return m_bytes;
}

std::string Value::plainText() const { return m_kind == Kind::Moment ? toIso(m_time) : m_bytes; }

std::string Value::shownText(const Zone &zone) const {
    if (m_words) return *m_words;
    if (m_kind == Kind::Moment) return zone.format(m_time);
    if (m_kind == Kind::Boolean) return m_bytes == "true" ? "yes" : "no";
    return m_bytes;
}

} // namespace eventscope::cli
