// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/compact_record.h"
#include "core/aggregate/record.h"
#include "core/json/field_reader.h"

#include <concepts>
#include <string>
#include <utility>
#include <variant>

namespace eventscope {

/// A member of a record that is about a person: its value, or the JSON of what stands in its place while it is
/// protected, an envelope or a ProtectedMark, which is passed on byte for byte and never looked into.
template <class T>
class Personal {
  public:
    Personal() = default;
    template <class Value>
    requires std::constructible_from<T, Value> &&(!std::same_as<std::remove_cvref_t<Value>, Personal>)
        // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): stands wherever its value does, and takes no Personal
        Personal(Value &&value)
        : m_value(std::in_place_index<0>, std::forward<Value>(value)) {}
    [[nodiscard]] static Personal protectedBy(std::string json) {
        Personal personal;
        personal.m_value.template emplace<1>(Protected{std::move(json)});
        return personal;
    }

    /// Null: protected.
    [[nodiscard]] const T *clear() const { return std::get_if<0>(&m_value); }
    /// What stands in its place. REQUIRES: it is protected.
    [[nodiscard]] const std::string &json() const { return std::get<1>(m_value).json; }
    bool operator==(const Personal &) const = default;

  private:
    struct Protected {
        std::string json;
        bool operator==(const Protected &) const = default;
    };
    std::variant<T, Protected> m_value;
};

template <class T>
void printValue(std::string &out, const Personal<T> &personal) {
    if (const T *clear = personal.clear())
        printValue(out, *clear);
    else
        out += personal.json();
}

template <class T>
[[nodiscard]] bool readValue(FieldReader &reader, Personal<T> &personal) {
    std::string json;
    if (reader.readProtected(json)) {
        personal = Personal<T>::protectedBy(std::move(json));
        return true;
    }
    T clear;
    if (!readValue(reader, clear)) return false;
    personal = std::move(clear);
    return true;
}

template <class T>
[[nodiscard]] bool takeCompact(std::string_view &rest, Personal<T> &personal) {
    if (const std::string_view json = takeProtected(rest); !json.empty()) {
        personal = Personal<T>::protectedBy(std::string(json));
        return true;
    }
    T clear;
    if (!takeCompact(rest, clear)) return false;
    personal = std::move(clear);
    return true;
}

} // namespace eventscope
