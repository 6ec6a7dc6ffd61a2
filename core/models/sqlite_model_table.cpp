// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/sqlite_model_table.h"

#include "core/models/model_columns.h"
#include "core/models/model_rules.h"
#include "core/models/row_cells.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace eventscope {

namespace {

/// Rows between two looks at whether to stop.
constexpr std::size_t kRowsBetweenLooks = 1024;

/// REQUIRES: a name without quotes, as all of checkSchema() are.
std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string_view sqlType(ColumnType type) {
    return type == ColumnType::Integer || type == ColumnType::Boolean ? "INTEGER" : "TEXT";
}

/// By their keys: neighbours share pages, and of a new table each page is written once.
std::vector<std::uint32_t> inOrder(std::span<const RowChange> changes) {
    std::vector<std::uint32_t> order(changes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::string_view(changes[i].key); });
    return order;
}

/// Rows lie all over the memory: so many ahead it is asked for them, and half as many ahead for what is in them.
constexpr std::size_t kRowsAhead = 16;

void prefetch(std::span<const RowChange> changes, std::span<const std::uint32_t> order, std::size_t at) {
    const auto rowAt = [&](std::size_t place) { return place < order.size() ? &changes[order[place]].row : nullptr; };
    if (const auto *row = rowAt(at + kRowsAhead); row && *row) (*row)->prefetch();
    if (const auto *row = rowAt(at + kRowsAhead / 2); row && *row)
        for (const auto &[name, value] : (*row)->children())
            value.prefetch();
}

/// The statement that writes rows, with the cells of the current one.
class RowWriter {
  public:
    RowWriter(SqliteStatement upsert, const ModelSchema &schema)
        : m_upsert(std::move(upsert)), m_schema(schema), m_cells(schema) {}

    Result<void> write(const RowChange &change) {
        m_cells.take(*change.row);
        m_upsert.bindText(1, change.key);
        int parameter = 2;
        for (std::size_t i = 0; i < m_schema.columns.size(); ++i)
            bind(parameter++, m_schema.columns[i].type, m_cells.text(i));
        const std::string &rest = m_cells.rest();
        rest.empty() ? m_upsert.bindNull(parameter) : m_upsert.bindText(parameter, rest);
        const std::string position = toString(change.position);
        m_upsert.bindText(parameter + 1, position).bind(parameter + 2, static_cast<std::int64_t>(change.events));
        return m_upsert.run();
    }

  private:
    void bind(int parameter, ColumnType type, std::optional<std::string_view> text) {
        if (!text) {
            m_upsert.bindNull(parameter);
        } else if (type == ColumnType::Integer) {
            std::int64_t number = 0;
            std::from_chars(text->data(), text->data() + text->size(), number);
            m_upsert.bind(parameter, number);
        } else if (type == ColumnType::Boolean) {
            m_upsert.bind(parameter, std::int64_t{*text == "true"});
        } else {
            m_upsert.bindText(parameter, *text);
        }
    }

    SqliteStatement m_upsert;
    const ModelSchema &m_schema;
    RowCells m_cells;
};

/// Reads rows of the columns as select() names them.
class RowReader {
  public:
    explicit RowReader(const ModelSchema &schema) : m_schema(schema), m_maker(schema) {}

    Result<ModelRow> read(const SqliteStatement &statement) {
        ModelRow row;
        row.key = statement.bytes(0);
        int at = 1;
        for (std::size_t i = 0; i < m_schema.columns.size(); ++i, ++at) {
            if (statement.isNull(at)) continue;
            const bool isFlag = m_schema.columns[i].type == ColumnType::Boolean;
            ES_TRY(m_maker.set(i, isFlag ? flag(statement.number(at)) : statement.bytes(at)));
        }
        ES_ASSIGN(made, m_maker.make(statement.bytes(at)));
        ES_ASSIGN(position, storedPosition(statement.bytes(at + 1)));
        row.row = std::move(made);
        row.position = position;
        row.events = static_cast<std::uint64_t>(statement.number(at + 2));
        return row;
    }

  private:
    static std::string_view flag(std::int64_t number) {
        if (number == 1) return "true";
        return number == 0 ? "false" : "";
    }
    const ModelSchema &m_schema;
    RowMaker m_maker;
};

} // namespace

SqliteModelTable::SqliteModelTable(SqliteConnection &connection, const ModelSchema &schema, ModelRole role)
    : m_connection(connection), m_schema(schema), m_name(quoted(tableName(schema.name, role))) {}

Result<void> SqliteModelTable::create() {
    std::string sql = "CREATE TABLE " + m_name + " (\"key\" TEXT COLLATE BINARY NOT NULL PRIMARY KEY";
    for (const ModelColumn &column : m_schema.columns)
        sql.append(", ").append(quoted(column.name)).append(" ").append(sqlType(column.type));
    sql += ", _rest TEXT, _position TEXT NOT NULL, _events INTEGER NOT NULL) STRICT, WITHOUT ROWID";
    return m_connection.run(sql);
}

Result<void> SqliteModelTable::drop() { return m_connection.run("DROP TABLE IF EXISTS " + m_name); }

Result<void> SqliteModelTable::rename(ModelRole to) {
    return m_connection.run("ALTER TABLE " + m_name + " RENAME TO " + quoted(tableName(m_schema.name, to)));
}

Result<void> SqliteModelTable::write(std::span<const RowChange> changes, const JobControl &job) {
    std::string sql = "INSERT OR REPLACE INTO " + m_name + " VALUES (?";
    for (std::size_t i = 0; i < m_schema.columns.size() + 3; ++i)
        sql += ",?";
    ES_ASSIGN(upsert, m_connection.prepare(sql + ")"));
    ES_ASSIGN(remove, m_connection.prepare("DELETE FROM " + m_name + " WHERE \"key\" = ?1"));
    RowWriter writer(std::move(upsert), m_schema);
    const std::vector<std::uint32_t> order = inOrder(changes);
    for (std::size_t at = 0; at < order.size(); ++at) {
        const RowChange &change = changes[order[at]];
        if (at % kRowsBetweenLooks == 0 && job.stopRequested()) return cancelled();
        prefetch(changes, order, at);
        if (change.row)
            ES_TRY(writer.write(change));
        else
            ES_TRY(remove.bindText(1, change.key).run());
    }
    return {};
}

std::string SqliteModelTable::select() const {
    std::string sql = "SELECT \"key\"";
    for (const ModelColumn &column : m_schema.columns)
        sql += ", " + quoted(column.name);
    return sql + ", _rest, _position, _events FROM " + m_name;
}

Result<std::vector<std::optional<ModelRow>>> SqliteModelTable::rows(std::span<const std::string> keys,
                                                                    const JobControl &job) {
    ES_ASSIGN(statement, m_connection.prepare(select() + " WHERE \"key\" = ?1"));
    RowReader reader(m_schema);
    std::vector<std::optional<ModelRow>> rows;
    rows.reserve(keys.size());
    for (const std::string &key : keys) {
        if (rows.size() % kRowsBetweenLooks == 0 && job.stopRequested()) return cancelled();
        statement.reset();
        ES_ASSIGN(isThere, statement.bindText(1, key).step());
        if (!isThere) {
            rows.emplace_back();
            continue;
        }
        ES_ASSIGN(row, reader.read(statement));
        rows.emplace_back(std::move(row));
    }
    return rows;
}

Result<std::vector<ModelRow>> SqliteModelTable::page(std::string_view after, std::size_t rowsMax,
                                                     const JobControl &job) {
    ES_ASSIGN(statement, m_connection.prepare(select() + " WHERE \"key\" > ?1 ORDER BY \"key\""));
    statement.bindText(1, after);
    RowReader reader(m_schema);
    std::vector<ModelRow> rows;
    while (rows.size() < rowsMax) {
        if (rows.size() % kRowsBetweenLooks == 0 && job.stopRequested()) return cancelled();
        ES_ASSIGN(isThere, statement.step());
        if (!isThere) break;
        ES_ASSIGN(row, reader.read(statement));
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::uint64_t> SqliteModelTable::count() {
    return m_connection.number("SELECT count(*) FROM " + m_name).map([](std::int64_t rows) {
        return static_cast<std::uint64_t>(rows);
    });
}

} // namespace eventscope
