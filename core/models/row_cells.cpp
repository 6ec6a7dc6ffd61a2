// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/row_cells.h"

#include "core/json/number.h"

#include <algorithm>
#include <limits>

namespace eventscope {

namespace {

/// A row may be nested deeper than the documents that it was made of; what was taken is given back.
constexpr ParseLimits kAnyDocument{.depthMax = std::numeric_limits<std::size_t>::max(),
                                   .bytesMax = std::numeric_limits<std::size_t>::max()};

/// Names neither the value nor the row: both can be personal.
Failure damaged(const ModelSchema &schema, std::string_view where) {
    return fail(ErrorKind::Corrupt,
                "A row of " + schema.name + " is damaged: its " + std::string(where) + " is none that was written",
                "Make the read model again");
}

} // namespace

std::size_t RowCells::columnOf(std::string_view name, std::size_t guess) const {
    // Rows mostly come back in the order in which they were given out.
    const auto &columns = m_schema.columns;
    if (guess < columns.size() && columns[guess].name == name) return guess;
    return static_cast<std::size_t>(std::ranges::find(columns, name, &ModelColumn::name) - columns.begin());
}

void RowCells::take(const Json &row) {
    for (Cell &cell : m_cells)
        cell.value = nullptr;
    m_others.clear();
    std::size_t member = 0;
    for (const auto &[name, value] : row.children()) {
        const std::size_t column = columnOf(name, member);
        if (column < m_cells.size())
            m_cells[column].value = &value; // of several the last
        else
            m_others.push_back(member);
        ++member;
    }
    makeRest(row);
}

void RowCells::makeRest(const Json &row) {
    std::vector<Json::Member> rest;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        Cell &cell = m_cells[i];
        if (!cell.value || cell.value->isNull()) continue;
        const ModelColumn &column = m_schema.columns[i];
        if (!fits(column.type, *cell.value)) {
            rest.push_back({column.name, *cell.value});
            cell.value = nullptr;
        } else if (column.type == ColumnType::Json) {
            cell.document = print(*cell.value);
        }
    }
    for (const std::size_t member : m_others) {
        const std::string_view name = row.key(member);
        if (row.find(name) == member) rest.push_back({std::string(name), row.child(member)});
    }
    m_rest = rest.empty() ? std::string() : print(Json::object(std::move(rest)));
}

std::optional<std::string_view> RowCells::text(std::size_t column) const {
    const Cell &cell = m_cells[column];
    if (!cell.value || cell.value->isNull()) return std::nullopt;
    return m_schema.columns[column].type == ColumnType::Json ? cell.document : cell.value->token();
}

Result<void> RowMaker::set(std::size_t column, std::string_view text) {
    const ModelColumn &declared = m_schema.columns[column];
    const auto value = [&]() -> std::optional<Json> {
        switch (declared.type) {
        case ColumnType::Text:
        case ColumnType::Instant:
            return Json::string(text);
        case ColumnType::Integer:
        case ColumnType::Decimal:
            return isNumberToken(text) ? std::optional(Json::number(text)) : std::nullopt;
        case ColumnType::Boolean:
            return text == "true" || text == "false" ? std::optional(Json::boolean(text == "true")) : std::nullopt;
        case ColumnType::Json:
            break;
        }
        auto document = Json::parse(text, kAnyDocument);
        return document ? std::optional(*std::move(document)) : std::nullopt;
    }();
    if (!value) return damaged(m_schema, "column " + declared.name);
    m_cells[column] = *value;
    return {};
}

Result<Json> RowMaker::make(std::string_view rest) {
    Json others;
    if (!rest.empty()) {
        auto parsed = Json::parse(rest, kAnyDocument);
        if (!parsed || !parsed->isObject()) return damaged(m_schema, "rest");
        others = *std::move(parsed);
    }
    std::vector<Json::Member> members;
    members.reserve(m_cells.size() + others.size());
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const std::string &name = m_schema.columns[i].name;
        Json cell = std::exchange(m_cells[i], Json());
        members.push_back({name, cell.isNull() ? others.member(name) : std::move(cell)});
    }
    for (const auto &[name, value] : others.children()) {
        if (std::ranges::find(m_schema.columns, name, &ModelColumn::name) == m_schema.columns.end())
            members.push_back({std::string(name), value});
    }
    return Json::object(std::move(members));
}

} // namespace eventscope
