// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/read_model.h"

#include "core/base/text.h"
#include "core/json/number.h"

#include <algorithm>
#include <array>
#include <set>

namespace eventscope {

namespace {

constexpr std::array<std::string_view, 6> kTypeNames{"text", "integer", "decimal", "boolean", "time", "json"};
constexpr std::array<std::string_view, 3> kRoleNames{"live", "shadow", "old"};
/// PostgreSQL's numeric takes far more; nobody reads them.
constexpr std::size_t kDecimalDigitsMax = 1000;

bool isSmall(char c) { return c >= 'a' && c <= 'z'; }
bool isLetter(char c) { return isSmall(c) || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string lowered(std::string_view text) {
    std::string low(text);
    for (char &c : low)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return low;
}

bool isModelName(std::string_view name) {
    return !name.empty() && name.size() <= kModelNameBytesMax && isSmall(name.front()) &&
           std::ranges::all_of(name, [](char c) { return isSmall(c) || isDigit(c) || c == '-'; });
}

bool isColumnName(std::string_view name) {
    return !name.empty() && name.size() <= kModelNameBytesMax && isLetter(name.front()) &&
           std::ranges::all_of(name, [](char c) { return isLetter(c) || isDigit(c) || c == '_'; });
}

/// No database keeps a NUL in a text, and a lone surrogate is no UTF-8.
bool isPlainText(std::string_view text) { return text.find('\0') == std::string_view::npos && isUtf8(text); }

/// Databases forget exponents and the sign of nothing.
bool isPlainDecimal(std::string_view token) {
    if (token.size() > kDecimalDigitsMax || token.find_first_of("eE") != std::string_view::npos) return false;
    return token.front() != '-' || token.find_first_of("123456789") != std::string_view::npos;
}

bool isInteger(std::string_view token) {
    const auto value = wholeNumber(token);
    return value && std::to_string(*value) == token;
}

/// There is no year 0 in SQL.
bool isPlainTime(const Json &value) {
    if (!value.isString() || value.token().starts_with("0000")) return false;
    const auto time = parseTime(value.token());
    return time && toIso(*time) == value.token();
}

std::size_t columnOf(const ModelSchema &schema, std::string_view name) {
    const auto found = std::ranges::find(schema.columns, name, &ModelColumn::name);
    return static_cast<std::size_t>(found - schema.columns.begin());
}

} // namespace

std::string_view name(ColumnType type) { return kTypeNames[static_cast<std::size_t>(type)]; }

std::optional<ColumnType> columnTypeNamed(std::string_view name) {
    const auto found = std::ranges::find(kTypeNames, name);
    if (found == kTypeNames.end()) return std::nullopt;
    return static_cast<ColumnType>(found - kTypeNames.begin());
}

std::string_view name(ModelRole role) { return kRoleNames[static_cast<std::size_t>(role)]; }

Result<void> checkSchema(const ModelSchema &schema) {
    const auto limit = std::to_string(kModelNameBytesMax);
    if (!isModelName(schema.name)) {
        return fail(ErrorKind::Invalid,
                    "\"" + safeText(schema.name, LineBreaks::Escape) + "\" cannot be the name of a projection",
                    "Take 1 to " + limit + " small letters, digits and \"-\", beginning with a letter");
    }
    if (schema.columns.size() > kModelColumnsMax) {
        return fail(ErrorKind::Invalid, schema.name + " has more than " + std::to_string(kModelColumnsMax) + " columns",
                    "Declare those that are looked for: all members are kept, with a column or without");
    }
    std::set<std::string, std::less<>> seen{"key"};
    for (const ModelColumn &column : schema.columns) {
        if (isColumnName(column.name) && seen.insert(lowered(column.name)).second) continue;
        return fail(ErrorKind::Invalid,
                    "\"" + safeText(column.name, LineBreaks::Escape) + "\" cannot be a column of " + schema.name,
                    "Take 1 to " + limit +
                        " letters, digits and \"_\", beginning with a letter; each name once, and not \"key\"");
    }
    return {};
}

std::string wrongKey(std::string_view key) {
    if (key.empty()) return "the key of its row is empty";
    if (key.size() > kModelKeyBytesMax)
        return "the key of its row is longer than " + std::to_string(kModelKeyBytesMax) + " bytes";
    return isPlainText(key) ? std::string() : "the key of its row is no text that a database takes";
}

bool fits(ColumnType type, const Json &value) {
    if (value.isNull()) return true;
    switch (type) {
    case ColumnType::Text:
        return value.isString() && isPlainText(value.token());
    case ColumnType::Integer:
        return value.isNumber() && isInteger(value.token());
    case ColumnType::Decimal:
        return value.isNumber() && isPlainDecimal(value.token());
    case ColumnType::Boolean:
        return value.kind() == Json::Kind::True || value.kind() == Json::Kind::False;
    case ColumnType::Instant:
        return isPlainTime(value);
    case ColumnType::Json:
        return isUtf8(print(value));
    }
    return false;
}

Json normalRow(const ModelSchema &schema, const Json &row) {
    std::vector<Json::Member> members;
    members.reserve(schema.columns.size());
    for (const ModelColumn &column : schema.columns)
        members.push_back({column.name, row.member(column.name)});
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string_view name = row.key(i);
        if (columnOf(schema, name) < schema.columns.size() || row.find(name) != i) continue;
        members.push_back({std::string(name), row.child(i)});
    }
    return Json::object(std::move(members));
}

} // namespace eventscope
