// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/state_json.h"
#include "core/base/result.h"
#include "core/json/json.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace eventscope {

/// How rows are kept in memory, told from the documents that a store keeps.
template <class Row>
struct RowForm;

/// "A row has no usable \"balance\"": the rows at rest are not those that the projection makes.
[[nodiscard]] Failure strangeRow(std::string_view member);

/// What a value keeps alive beside itself, roughly.
[[nodiscard]] inline std::size_t heapBytes(const std::string &text) {
    return text.capacity() > std::string().capacity() ? text.capacity() + 1 : 0;
}
template <class T>
[[nodiscard]] std::size_t heapBytes(const T &value) {
    std::size_t bytes = 0;
    if constexpr (Record<T>) {
        const auto add = [&](const auto &each) { bytes += heapBytes(value.*each.member); };
        std::apply([&](const auto &...each) { (add(each), ...); }, T::fields());
    } else if constexpr (requires { value.json(); }) { // Personal
        bytes = value.clear() ? heapBytes(*value.clear()) : heapBytes(value.json());
    } else if constexpr (requires { value.has_value(); }) {
        if (value) bytes = heapBytes(*value);
    } else if constexpr (requires { value.begin()->second; }) {
        constexpr std::size_t kNodeBytes = 4 * sizeof(void *);
        for (const auto &[key, each] : value)
            bytes += kNodeBytes + sizeof(*value.begin()) + heapBytes(key) + heapBytes(each);
    } else if constexpr (requires { value.capacity(); }) {
        bytes = value.capacity() * sizeof(*value.begin());
        for (const auto &each : value)
            bytes += heapBytes(each);
    }
    return bytes;
}

template <Record Row>
struct RowForm<Row> {
    /// Errors: TooLarge (nested beyond what Json takes).
    [[nodiscard]] static Result<Json> toJson(const Row &row) { return eventscope::toJson(row); }
    /// Errors: Corrupt (a member is missing or of another kind).
    [[nodiscard]] static Result<Row> fromJson(const Json &document) {
        FieldReader reader;
        Row row;
        const std::string text = print(document);
        if (!reader.open(text, FieldReader::Slack::None)) return strangeRow({});
        if (const std::string_view wrong = readRecord(reader, row); !wrong.empty()) return strangeRow(wrong);
        return row;
    }
    [[nodiscard]] static std::size_t bytes(const Row &row) { return heapBytes(row); }
    static void prefetch(const Row &) {} // it stands in its place itself
};

template <>
struct RowForm<Json> {
    [[nodiscard]] static Result<Json> toJson(const Json &row) { return row; }
    /// Errors: Corrupt (no object).
    [[nodiscard]] static Result<Json> fromJson(const Json &document) {
        if (!document.isObject()) return strangeRow({});
        return document;
    }
    [[nodiscard]] static std::size_t bytes(const Json &row) { return row.bytesBeyond(Json()); }
    static void prefetch(const Json &row) { row.prefetch(); }
    static void prefetchMembers(const Json &row) {
        for (const auto &[name, member] : row.children())
            member.prefetch();
    }
};

} // namespace eventscope
