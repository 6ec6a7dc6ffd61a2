// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_columns.h"
#include "core/models/pg_model_table.h"
#include "core/models/row_cells.h"

#include <map>

namespace eventscope {

namespace {

/// The value as RowMaker takes it.
Result<void> setCell(RowMaker &maker, std::size_t column, ColumnType type, PgField field) {
    switch (type) {
    case ColumnType::Integer:
        if (const auto number = asNumber(field)) return maker.set(column, std::to_string(*number));
        break;
    case ColumnType::Boolean:
        if (const auto flag = asFlag(field)) return maker.set(column, *flag ? "true" : "false");
        break;
    case ColumnType::Instant:
        if (const auto time = asTime(field)) return maker.set(column, toIso(*time));
        break;
    case ColumnType::Text:
    case ColumnType::Decimal:
    case ColumnType::Json:
        return maker.set(column, field.bytes());
    }
    return fail(ErrorKind::Corrupt, "The columns of a read model have other types than it was made with",
                "Make it again");
}

} // namespace

std::string PgModelReader::columns() const {
    std::string sql = "t.key";
    for (const ModelColumn &column : m_model.schema.columns) {
        sql += ", t." + PgModelNames::quoted(column.name);
        if (column.type == ColumnType::Decimal) sql += "::text";
    }
    return sql + ", t._rest, t._position, t._events";
}

/// The name means at run time what the statement has locked; the registry says, as of the snapshot, which table the
/// model is. Where both are the same, the answer is of that table.
Result<PgResult> PgModelReader::ask(const std::string &columns, const std::string &source, const std::string &order,
                                    const PgParameters &parameters) {
    const std::string sql = "SELECT " + columns + " FROM " + m_names.models() + " AS m LEFT JOIN LATERAL (" + source +
                            ") AS t ON true WHERE m.name = '" + m_model.schema.name + "' AND m.role = '" +
                            std::string(name(m_model.role)) +
                            "' AND m.generation = " + std::to_string(m_model.generation) +
                            " AND m.relation = pg_catalog.to_regclass('" + table() + "')::oid" + order;
    auto found = m_ask(sql, parameters);
    const bool isGone = found ? found->rows() == 0 : found.error().kind == ErrorKind::NotFound;
    return isGone ? noSuchModel(m_model.schema.name, m_model.role) : std::move(found);
}

Result<std::vector<ModelRow>> PgModelReader::read(const PgResult &found) const {
    const ModelSchema &schema = m_model.schema;
    RowMaker maker(schema);
    std::vector<ModelRow> rows;
    for (std::size_t i = 0; i < found.rows(); ++i) {
        if (found.isNull(i, 0)) continue; // the model is there, and no row of it
        std::size_t at = 1;
        for (std::size_t column = 0; column < schema.columns.size(); ++column, ++at) {
            const PgField field = found.field(i, at);
            if (!field.isNull()) ES_TRY(setCell(maker, column, schema.columns[column].type, field));
        }
        ES_ASSIGN(made, maker.make(found.field(i, at).bytes()));
        ES_ASSIGN(position, storedPosition(found.field(i, at + 1).bytes()));
        ES_ASSIGN(events, found.number(i, at + 2));
        rows.push_back(
            {std::string(found.field(i, 0).bytes()), std::move(made), position, static_cast<std::uint64_t>(events)});
    }
    return rows;
}

Result<std::vector<std::optional<ModelRow>>> PgModelReader::rows(std::span<const std::string> keys) {
    std::map<std::string, ModelRow, std::less<>> known;
    std::size_t first = 0;
    do {
        const auto some = keys.subspan(first, std::min(kPgRowsAtOnce, keys.size() - first));
        std::vector<PgParameters::Element> asked;
        for (const std::string &key : some)
            if (wrongKey(key).empty()) asked.emplace_back(key); // the server would refuse others
        ES_ASSIGN(found,
                  ask(columns(), "SELECT * FROM " + table() + " WHERE key = ANY($1)", "", PgParameters().texts(asked)));
        ES_ASSIGN(part, read(found));
        for (ModelRow &row : part)
            known.emplace(row.key, std::move(row));
        first += some.size();
    } while (first < keys.size());
    std::vector<std::optional<ModelRow>> rows;
    rows.reserve(keys.size());
    for (const std::string &key : keys) {
        const auto row = known.find(key);
        rows.push_back(row == known.end() ? std::nullopt : std::optional(row->second));
    }
    return rows;
}

Result<std::vector<ModelRow>> PgModelReader::page(std::string_view after, std::size_t rowsMax) {
    std::vector<ModelRow> rows;
    std::string last(after);
    while (true) {
        const std::size_t wanted = std::min(kPgRowsAtOnce, rowsMax - rows.size());
        ES_ASSIGN(found, ask(columns(), "SELECT * FROM " + table() + " WHERE key > $1 ORDER BY key LIMIT $2",
                             " ORDER BY t.key", PgParameters().text(last).number(static_cast<std::int64_t>(wanted))));
        ES_ASSIGN(some, read(found));
        const bool isEnd = some.size() < wanted;
        std::ranges::move(some, std::back_inserter(rows));
        if (isEnd || rows.size() == rowsMax) return rows;
        last = rows.back().key;
    }
}

Result<std::uint64_t> PgModelReader::count() {
    ES_ASSIGN(found, ask("t.rows", "SELECT pg_catalog.count(*) AS rows FROM " + table(), "", {}));
    ES_ASSIGN(rows, found.number(0, 0));
    return static_cast<std::uint64_t>(rows);
}

} // namespace eventscope
