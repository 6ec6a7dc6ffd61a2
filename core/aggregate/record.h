// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/json/field_reader.h"

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace eventscope {

/// One member of a record: its name in JSON and where it lies.
template <class Owner, class Member>
struct Field {
    std::string_view name;
    Member Owner::*member;
};
template <class Owner, class Member>
[[nodiscard]] constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member) {
    return {name, member};
}

/// A plain struct that lists its members, in the order of its JSON, as `static constexpr auto fields()`: a tuple of
/// field(). Members may be text, whole numbers, booleans, times, enumerations with words, other records, types with a
/// printValue() and a readValue() of their own beside them, and optionals (null), vectors (array) and maps by text
/// (object) of these.
template <class T>
concept Record = requires {
    T::fields();
};

/// An enumeration whose words stand in JSON: `constexpr auto enumWords(E)` gives an array of them, in order from 0.
template <class T>
concept WordEnum = std::is_enum_v<T> && requires(T value) {
    enumWords(value)[0];
};

/// Append a value to `out` as compact JSON. Text that is not UTF-8 is mended as Json::string() does.
void printValue(std::string &out, const std::string &text);
void printValue(std::string &out, std::int64_t number);
void printValue(std::string &out, const Time &time);
void printValue(std::string &out, const std::same_as<bool> auto &value) { out += value ? "true" : "false"; }
template <WordEnum T>
void printValue(std::string &out, const T &value);
template <Record T>
void printValue(std::string &out, const T &record);
template <class T>
void printValue(std::string &out, const std::optional<T> &value);
template <class T>
void printValue(std::string &out, const std::vector<T> &values);
template <class T>
void printValue(std::string &out, const std::map<std::string, T> &values);

/// Take the current value of `reader`. False: it is of another kind, or no such value.
[[nodiscard]] bool readValue(FieldReader &reader, std::string &text);
[[nodiscard]] bool readValue(FieldReader &reader, std::int64_t &number);
[[nodiscard]] bool readValue(FieldReader &reader, Time &time);
[[nodiscard]] bool readValue(FieldReader &reader, std::same_as<bool> auto &value) { return reader.readBoolean(value); }
template <WordEnum T>
[[nodiscard]] bool readValue(FieldReader &reader, T &value);
template <Record T>
[[nodiscard]] bool readValue(FieldReader &reader, T &record);
template <class T>
[[nodiscard]] bool readValue(FieldReader &reader, std::optional<T> &value);
template <class T>
[[nodiscard]] bool readValue(FieldReader &reader, std::vector<T> &values);
template <class T>
[[nodiscard]] bool readValue(FieldReader &reader, std::map<std::string, T> &values);

/// Fills `record` from the object that `reader` is open on; what it held is overwritten. Members beyond the record's
/// are passed over. The answer is the name of the first member that is missing or of another kind; empty when all are
/// there.
template <Record T>
[[nodiscard]] std::string_view readRecord(FieldReader &reader, T &record) {
    std::string_view wrong;
    const auto take = [&](const auto &each) {
        if (reader.find(each.name) && readValue(reader, record.*each.member)) return true;
        wrong = each.name;
        return false;
    };
    std::apply([&](const auto &...each) { static_cast<void>((take(each) && ...)); }, T::fields());
    return wrong;
}

/// The record as compact JSON.
template <Record T>
[[nodiscard]] std::string printRecord(const T &record) {
    std::string text;
    printValue(text, record);
    return text;
}

template <WordEnum T>
void printValue(std::string &out, const T &value) {
    out += '"';
    out += enumWords(value)[static_cast<std::size_t>(value)];
    out += '"';
}

template <Record T>
void printValue(std::string &out, const T &record) {
    char separator = '{';
    const auto print = [&](const auto &each) {
        out += separator;
        out += '"';
        out += each.name;
        out += "\":";
        printValue(out, record.*each.member);
        separator = ',';
    };
    std::apply([&](const auto &...each) { (print(each), ...); }, T::fields());
    out += '}';
}

template <class T>
void printValue(std::string &out, const std::optional<T> &value) {
    if (value) {
        printValue(out, *value);
    } else {
        out += "null";
    }
}

template <class T>
void printValue(std::string &out, const std::vector<T> &values) {
    out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out += ',';
        printValue(out, values[i]);
    }
    out += ']';
}

template <class T>
void printValue(std::string &out, const std::map<std::string, T> &values) {
    out += '{';
    for (const auto &[key, value] : values) {
        if (out.back() != '{') out += ',';
        printValue(out, key);
        out += ':';
        printValue(out, value);
    }
    out += '}';
}

template <WordEnum T>
bool readValue(FieldReader &reader, T &value) {
    std::string word;
    if (!reader.readString(word)) return false;
    const auto words = enumWords(value);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] != word) continue;
        value = static_cast<T>(i);
        return true;
    }
    return false;
}

template <Record T>
bool readValue(FieldReader &reader, T &record) {
    FieldReader *object = reader.readObject();
    return object && readRecord(*object, record).empty();
}

template <class T>
bool readValue(FieldReader &reader, std::optional<T> &value) {
    value.reset();
    return reader.isNull() || readValue(reader, value.emplace());
}

template <class T>
bool readValue(FieldReader &reader, std::vector<T> &values) {
    values.clear();
    return reader.readElements([&] { return readValue(reader, values.emplace_back()); });
}

template <class T>
bool readValue(FieldReader &reader, std::map<std::string, T> &values) {
    values.clear();
    FieldReader *object = reader.readObject();
    return object &&
           object->readMembers([&](std::string_view key) { return readValue(*object, values[std::string(key)]); });
}

} // namespace eventscope
