// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/personal.h"
#include "core/aggregate/record.h"
#include "core/store/read_model.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// A value whose JSON is a plain decimal. It says so by `static constexpr bool kIsDecimal = true`.
template <class T>
concept DecimalValue = requires {
    requires T::kIsDecimal;
};

/// The type of the column for a member of a record; that of an optional is that of what it holds.
template <class T>
struct ColumnOf {
    static constexpr ColumnType kType = std::same_as<T, std::string> || WordEnum<T> ? ColumnType::Text
                                        : std::same_as<T, std::int64_t>             ? ColumnType::Integer
                                        : DecimalValue<T>                           ? ColumnType::Decimal
                                        : std::same_as<T, bool>                     ? ColumnType::Boolean
                                        : std::same_as<T, Time>                     ? ColumnType::Instant
                                                                                    : ColumnType::Json;
};
template <class T>
struct ColumnOf<std::optional<T>> : ColumnOf<T> {};
template <class T>
struct ColumnOf<Personal<T>> : ColumnOf<T> {};

/// A column for each member of a record, in their order.
template <Record Row>
[[nodiscard]] std::vector<ModelColumn> columnsOfRecord() {
    const auto column = []<class Owner, class Member>(const Field<Owner, Member> &field) {
        return ModelColumn{std::string(field.name), ColumnOf<Member>::kType};
    };
    return std::apply([&](const auto &...each) { return std::vector<ModelColumn>{column(each)...}; }, Row::fields());
}

} // namespace eventscope
