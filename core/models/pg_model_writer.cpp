// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/pg_model_table.h"
#include "core/models/row_cells.h"

#include <algorithm>
#include <numeric>

namespace eventscope {

namespace {

/// One statement's values, roughly; a single row may be larger.
constexpr std::size_t kBytesAtOnce = std::size_t{8} << 20;

std::string_view sqlType(ColumnType type) {
    switch (type) {
    case ColumnType::Text:
        return "text";
    case ColumnType::Integer:
        return "bigint";
    case ColumnType::Decimal:
        return "numeric";
    case ColumnType::Boolean:
        return "boolean";
    case ColumnType::Instant:
        return "timestamptz";
    case ColumnType::Json:
        break;
    }
    return "json";
}

/// The texts of one column, one behind the other.
class TextColumn {
  public:
    void add(std::optional<std::string_view> text) {
        if (text) m_bytes += *text;
        m_ends.push_back({m_bytes.size(), text.has_value()});
    }
    void addTo(PgParameters &parameters) const {
        std::vector<PgParameters::Element> elements;
        elements.reserve(m_ends.size());
        std::size_t start = 0;
        for (const auto &[end, isThere] : m_ends) {
            elements.push_back(isThere ? PgParameters::Element(std::string_view(m_bytes).substr(start, end - start))
                                       : std::nullopt);
            start = end;
        }
        parameters.texts(elements);
    }
    void clear() {
        m_bytes.clear();
        m_ends.clear();
    }
    [[nodiscard]] std::size_t bytes() const { return m_bytes.size(); }
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }

  private:
    struct End {
        std::size_t offset;
        bool isThere;
    };
    std::string m_bytes;
    std::vector<End> m_ends;
};

/// In the order of their keys, so that those who write the same rows wait for each other in turn, and neighbours share
/// pages.
std::vector<std::uint32_t> inOrder(std::span<const RowChange> changes) {
    std::vector<std::uint32_t> order(changes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::string_view(changes[i].key); });
    return order;
}

} // namespace

/// Rows on their way, column by column: key, those of the schema, rest, position.
class PgModelWriter::Block {
  public:
    explicit Block(const ModelSchema &schema) : m_cells(schema), m_columns(schema.columns.size() + 3) {}

    void add(const RowChange &change) {
        m_cells.take(*change.row);
        const std::size_t columns = m_columns.size() - 3;
        m_columns[0].add(change.key);
        for (std::size_t i = 0; i < columns; ++i)
            m_columns[1 + i].add(m_cells.text(i));
        const std::string &rest = m_cells.rest();
        m_columns[1 + columns].add(rest.empty() ? std::nullopt : std::optional<std::string_view>(rest));
        m_columns[2 + columns].add(toString(change.position));
        m_events.push_back(static_cast<std::int64_t>(change.events));
    }
    [[nodiscard]] bool isEmpty() const { return m_events.empty(); }
    [[nodiscard]] bool isFull() const {
        std::size_t bytes = 0;
        for (const TextColumn &column : m_columns)
            bytes += column.bytes();
        return m_events.size() >= kPgRowsAtOnce || bytes >= kBytesAtOnce;
    }
    /// Everything added, which is forgotten.
    [[nodiscard]] PgParameters take() {
        PgParameters parameters;
        for (TextColumn &column : m_columns) {
            column.addTo(parameters);
            column.clear();
        }
        parameters.numbers(m_events);
        m_events.clear();
        return parameters;
    }

  private:
    RowCells m_cells;
    std::vector<TextColumn> m_columns;
    std::vector<std::int64_t> m_events;
};

Result<void> PgModelWriter::create(const JobControl &job) {
    std::string sql = "CREATE TABLE " + m_table + " (key text COLLATE \"C\" PRIMARY KEY";
    for (const ModelColumn &column : m_schema.columns) {
        sql.append(", ").append(PgModelNames::quoted(column.name)).append(" ").append(sqlType(column.type));
        if (column.type == ColumnType::Text) sql += " COLLATE \"C\"";
    }
    // Room for the next version of a row on its page.
    sql += ", _rest json, _position text NOT NULL, _events bigint NOT NULL) WITH (fillfactor = 85)";
    return m_connection.query(sql, job).map([](const PgResult &) {});
}

Result<void> PgModelWriter::drop(const JobControl &job) {
    return m_connection.query("DROP TABLE IF EXISTS " + m_table, job).map([](const PgResult &) {});
}

Result<void> PgModelWriter::rename(ModelRole to, const JobControl &job) {
    const std::string sql =
        "ALTER TABLE " + m_table + " RENAME TO " + PgModelNames::quoted(tableName(m_schema.name, to));
    return m_connection.query(sql, job).map([](const PgResult &) {});
}

std::string PgModelWriter::upsert() const {
    std::string names, values, arrays = "$1::text[]", sets;
    std::size_t number = 1;
    const auto add = [&](const std::string &column, std::string_view type) {
        const std::string value = "c" + std::to_string(++number);
        names += ", " + column;
        values += ", n." + value + "::" + std::string(type);
        arrays += ", $" + std::to_string(number) + (column == "_events" ? "::bigint[]" : "::text[]");
        sets += (sets.empty() ? "" : ", ") + column + " = excluded." + column;
    };
    for (const ModelColumn &column : m_schema.columns)
        add(PgModelNames::quoted(column.name), sqlType(column.type));
    add("_rest", "json");
    add("_position", "text");
    add("_events", "bigint");
    std::string aliases = "c1";
    for (std::size_t i = 2; i <= number; ++i)
        aliases += ", c" + std::to_string(i);
    // With several arrays it may not be called by its full name.
    return "INSERT INTO " + m_table + " (key" + names + ") SELECT n.c1" + values + " FROM unnest(" + arrays +
           ") AS n (" + aliases + ") ON CONFLICT (key) DO UPDATE SET " + sets;
}

Result<void> PgModelWriter::write(std::span<const RowChange> changes, const JobControl &job) {
    const std::string upsertSql = upsert(), removeSql = "DELETE FROM " + m_table + " WHERE key = ANY($1)";
    Block block(m_schema);
    TextColumn removed;
    const auto flush = [&]() -> Result<void> {
        if (!block.isEmpty()) ES_TRY(m_connection.query(upsertSql, block.take(), job));
        return {};
    };
    const auto flushRemoved = [&]() -> Result<void> {
        if (removed.size() == 0) return {};
        PgParameters keys;
        removed.addTo(keys);
        removed.clear();
        return m_connection.query(removeSql, keys, job).map([](const PgResult &) {});
    };
    for (const std::uint32_t i : inOrder(changes)) {
        const RowChange &change = changes[i];
        if (change.row)
            block.add(change);
        else
            removed.add(change.key);
        if (block.isFull()) ES_TRY(flush());
        if (removed.size() >= kPgRowsAtOnce) ES_TRY(flushRemoved());
    }
    ES_TRY(flush());
    return flushRemoved();
}

} // namespace eventscope
