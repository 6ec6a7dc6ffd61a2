// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/zone.h"
#include "core/json/json.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope::cli {

/// One value of a row or an object that a command prints. Value type.
class Value {
  public:
    enum class Kind : std::uint8_t { Null, Text, Number, Boolean, Moment, Json };

    Value() = default; ///< null
    [[nodiscard]] static Value text(std::string_view text) { return {Kind::Text, std::string(text)}; }
    [[nodiscard]] static Value number(std::int64_t number) { return {Kind::Number, std::to_string(number)}; }
    [[nodiscard]] static Value count(std::uint64_t number) { return {Kind::Number, std::to_string(number)}; }
    /// With three decimals. REQUIRES: finite.
    [[nodiscard]] static Value decimal(double number);
    /// Seconds, likewise.
    [[nodiscard]] static Value seconds(std::chrono::microseconds time);
    [[nodiscard]] static Value boolean(bool value) { return {Kind::Boolean, value ? "true" : "false"}; }
    [[nodiscard]] static Value moment(Time time);
    [[nodiscard]] static Value moment(std::optional<Time> time) { return time ? moment(*time) : Value(); }
    /// As a string, because JavaScript's numbers would lose digits.
    [[nodiscard]] static Value position(Position position) { return text(toString(position)); }
    [[nodiscard]] static Value version(std::optional<Version> version) {
        return version ? number(version->value) : Value();
    }
    /// Bytes that are JSON, printed as they are. REQUIRES: well-formed, without line breaks.
    [[nodiscard]] static Value json(std::string bytes) { return {Kind::Json, std::move(bytes)}; }
    [[nodiscard]] static Value json(const Json &value) { return json(print(value)); }
    /// The same value, but with words of its own for people.
    [[nodiscard]] Value shownAs(std::string words) const;

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool hasWords() const { return m_words.has_value(); }
    /// As JSON.
    [[nodiscard]] std::string jsonText() const;
    /// Plain text for CSV: times in UTC, null as nothing.
    [[nodiscard]] std::string plainText() const;
    /// One line for a person, not yet made safe for a terminal; times in `zone`.
    [[nodiscard]] std::string shownText(const Zone &zone) const;

  private:
    Value(Kind kind, std::string bytes) : m_kind(kind), m_bytes(std::move(bytes)) {}

    Kind m_kind = Kind::Null;
    std::string m_bytes;
    std::optional<std::string> m_words;
    Time m_time{};
};

} // namespace eventscope::cli
