// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/relation.h"

#include "core/store/pg/pg_cells.h"

#include <algorithm>
#include <array>
#include <optional>

namespace eventscope {

namespace {

constexpr const char *kSql =
    "SELECT n.nspname::text, c.relname::text, c.relkind::text, has_table_privilege(c.oid, 'SELECT'), "
    "a.attname::text, format_type(a.atttypid, a.atttypmod), b.typname::text, NOT (a.attnotnull OR t.typnotnull) "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
    // A domain is sent as the type below it.
    "JOIN pg_catalog.pg_type b ON b.oid = coalesce(nullif(t.typbasetype, 0), t.oid) "
    // Partitions, and tables that inherit, are read by their parent.
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
    "AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid) "
    "AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'eventscope') "
    "ORDER BY n.nspname::text COLLATE \"C\", c.relname::text COLLATE \"C\", a.attnum";

Relation::Kind kindOf(const std::string &letter) {
    using Kind = Relation::Kind;
    if (letter == "p") return Kind::Partitioned;
    if (letter == "v") return Kind::View;
    if (letter == "m") return Kind::MaterializedView;
    if (letter == "f") return Kind::Foreign;
    return Kind::Table;
}

ColumnFamily familyOf(std::string_view type) {
    struct Family {
        std::string_view type;
        ColumnFamily family;
    };
    constexpr std::array kFamilies = {Family{"int2", ColumnFamily::Integer},
                                      Family{"int4", ColumnFamily::Integer},
                                      Family{"int8", ColumnFamily::Integer},
                                      Family{"uuid", ColumnFamily::Uuid},
                                      Family{"text", ColumnFamily::Text},
                                      Family{"varchar", ColumnFamily::Text},
                                      Family{"bpchar", ColumnFamily::Text},
                                      Family{"json", ColumnFamily::Json},
                                      Family{"jsonb", ColumnFamily::Jsonb},
                                      Family{"timestamp", ColumnFamily::Timestamp},
                                      Family{"timestamptz", ColumnFamily::TimestampTz}};
    const auto *const found = std::ranges::find(kFamilies, type, &Family::type);
    return found == kFamilies.end() ? ColumnFamily::Other : found->family;
}

std::string quoted(std::string_view name) {
    std::string made = "\"";
    for (const char c : name) {
        if (c == '"') made += c;
        made += c;
    }
    return made + "\"";
}

} // namespace

const Column *Relation::find(std::string_view column) const {
    const auto found = std::ranges::find(columns, column, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

std::string Relation::quotedName() const { return quoted(schema) + "." + quoted(name); }

std::string quotedColumn(std::string_view name) { return quoted(name); }

Result<std::vector<Relation>> listRelations(PgSnapshot &snapshot, const JobControl &job) {
    ES_ASSIGN(found, snapshot.query(kSql, job));
    std::vector<Relation> relations;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        PgCells cells(found, row);
        Relation relation;
        relation.schema = cells.text();
        relation.name = cells.text();
        relation.kind = kindOf(cells.text());
        relation.isReadable = cells.flag();
        Column column;
        column.name = cells.text();
        column.type = cells.text();
        column.family = familyOf(cells.text());
        column.isNullable = cells.flag();
        if (cells.failed()) return fail(*cells.failed());
        const bool isSame =
            !relations.empty() && relations.back().schema == relation.schema && relations.back().name == relation.name;
        if (!isSame) relations.push_back(std::move(relation));
        relations.back().columns.push_back(std::move(column));
    }
    return relations;
}

} // namespace eventscope
