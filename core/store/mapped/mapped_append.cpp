// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_append.h"

#include <algorithm>

namespace eventscope {

namespace {

using Family = ColumnFamily;

std::string joined(const std::vector<std::string> &parts) {
    std::string list;
    for (const std::string &part : parts)
        list += (list.empty() ? "" : ", ") + part;
    return list;
}

/// How a text becomes a value of the column. Never a type with a length: a cast to one cuts, an assignment refuses.
std::string cast(const std::string &text, Family family) {
    switch (family) {
    case Family::Integer:
        return text + "::bigint";
    case Family::Uuid:
        return text + "::uuid";
    case Family::Json:
        return text + "::json";
    case Family::Jsonb:
        return text + "::jsonb";
    default:
        return text;
    }
}

std::string given(const std::string &what) { return "g.\"given " + what + "\""; }
std::string given(const char *what, std::size_t index) { return given(what + std::to_string(index)); }

/// Makes the statements over one table.
class Statements {
  public:
    Statements(const DetectedLayout &layout, const MappedTable &table)
        : m_relation(layout.events), m_columns(layout.columns.columns), m_rule(layout.columns.append), m_table(table) {}

    [[nodiscard]] bool keepsIds() const {
        const Column *id = m_columns.id.empty() ? nullptr : m_relation.find(m_columns.id);
        return id && (id->family == Family::Uuid || id->family == Family::Text);
    }
    [[nodiscard]] std::vector<std::string> written() const;
    [[nodiscard]] std::string insert() const;
    [[nodiscard]] std::string find(const std::string &where) const;
    [[nodiscard]] std::string idIs(const std::string &id) const;
    [[nodiscard]] std::string placeIs() const;

  private:
    [[nodiscard]] Family family(const std::string &column) const { return m_relation.find(column)->family; }
    [[nodiscard]] std::string events() const;
    [[nodiscard]] std::string time() const;
    [[nodiscard]] std::string asInstant() const;

    const Relation &m_relation;
    const EventColumns &m_columns;
    const AppendRule &m_rule;
    const MappedTable &m_table;
};

std::vector<std::string> Statements::written() const {
    std::vector<std::string> columns = m_columns.stream;
    columns.insert(columns.end(), {m_columns.version, m_columns.type, m_columns.data, m_columns.time});
    if (!m_columns.metadata.empty()) columns.push_back(m_columns.metadata);
    if (keepsIds()) columns.push_back(m_columns.id);
    for (const AppendRule::Also &also : m_rule.also)
        columns.push_back(also.column);
    return columns;
}

/// The arrays of MappedGiven, by rows.
std::string Statements::events() const {
    std::string arrays = "$1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], "
                         "$7::timestamptz[]";
    std::string names = "\"given id\", \"given version\", \"given type\", \"given data\", \"given metadata\", "
                        "\"given time\", \"given earliest\"";
    const std::size_t parts = m_columns.stream.size(), all = parts + m_rule.also.size();
    for (std::size_t i = 0; i < all; ++i) {
        arrays += ", $" + std::to_string(8 + i) + "::text[]";
        names += i < parts ? ", \"given part" + std::to_string(i) + "\""
                           : ", \"given also" + std::to_string(i - parts) + "\"";
    }
    return "unnest(" + arrays + ") WITH ORDINALITY AS g(" + names + ", \"given n\")";
}

// In order within its batch and its stream, and never before its transaction began, so that who follows by the clock
// sees it.
std::string Statements::time() const {
    const std::string instant = "coalesce(" + given("time") + ", greatest(now() + (" + given("n") +
                                " - 1) * interval '1 microsecond', " + given("earliest") + "))";
    return m_table.timeType == "timestamp" ? "(" + instant + ") AT TIME ZONE 'UTC'" : instant;
}

std::string Statements::asInstant() const {
    return m_table.timeType == "timestamp" ? "(" + m_table.time + " AT TIME ZONE 'UTC')" : m_table.time;
}

std::string Statements::insert() const {
    std::vector<std::string> columns, values;
    for (std::size_t i = 0; i < m_columns.stream.size(); ++i)
        values.push_back(cast(given("part", i), family(m_columns.stream[i])));
    values.insert(values.end(), {given("version"), given("type"), cast(given("data"), family(m_columns.data)), time()});
    if (!m_columns.metadata.empty()) values.push_back(cast(given("metadata"), family(m_columns.metadata)));
    if (keepsIds()) values.push_back(given("id") + (family(m_columns.id) == Family::Text ? "::text" : ""));
    for (std::size_t i = 0; i < m_rule.also.size(); ++i)
        values.push_back(cast(given("also", i), family(m_rule.also[i].column)));
    for (const std::string &column : written())
        columns.push_back(quotedColumn(column));
    return "INSERT INTO " + m_table.name + " (" + joined(columns) + ") SELECT " + joined(values) + " FROM " + events() +
           " ORDER BY " + given("n");
}

std::string isKept(const MappedPayload &payload, const std::string &given) {
    if (payload.column.empty()) return "true";
    const std::string kept = payload.isJsonb ? given + "::jsonb::text" : given;
    return "(" + payload.column + "::text COLLATE \"C\") IS NOT DISTINCT FROM " + kept;
}

std::string Statements::find(const std::string &where) const {
    return "SELECT " + given("n") + ", " + m_table.stream + ", " + m_table.version + "::bigint, " +
           (m_table.order == OrderKind::Clock ? joined(m_table.keys) : m_table.keys[0] + "::bigint") + ", (" +
           m_table.type + " = " + given("type") + " AND " + isKept(m_table.data, given("data")) + " AND " +
           isKept(m_table.metadata, given("metadata")) + ") IS TRUE, (" + given("time") + " IS NULL OR " + asInstant() +
           " = " + given("time") + ") IS TRUE FROM " + events() + " JOIN " + m_table.name + " ON " + where;
}

/// A text may spell an id in capital letters.
std::string Statements::idIs(const std::string &id) const {
    const std::string column = quotedColumn(m_columns.id);
    if (family(m_columns.id) == Family::Uuid) return column + " = " + id;
    return column + " IN (" + id + "::text, upper(" + id + "::text))";
}

std::string Statements::placeIs() const {
    std::string place = m_table.version + " = " + given("version");
    for (std::size_t i = 0; i < m_columns.stream.size(); ++i)
        place += " AND " + m_table.streamParts[i].column + " = " + cast(given("part", i), family(m_columns.stream[i]));
    return place;
}

using Obstacles = std::vector<MappedAppend::Obstacle>;

void checkKind(const DetectedLayout &layout, Obstacles &obstacles) {
    using Kind = Relation::Kind;
    const Kind kind = layout.events.kind;
    if (kind == Kind::View || kind == Kind::MaterializedView)
        obstacles.push_back({"it is a view", "Name the table behind it: #SCHEMA.TABLE"});
    if (kind == Kind::Foreign) obstacles.push_back({"it is a foreign table", "Write on the server that holds it"});
}

/// Other writers of such a table take no lock of ours, so only a rule of the database lets each notice the other.
void checkRule(const DetectedLayout &layout, const TableFacts &facts, Obstacles &obstacles) {
    const AppendRule &rule = layout.columns.append;
    std::vector<std::string> place = layout.columns.columns.stream;
    place.push_back(layout.columns.columns.version);
    if (rule.unique.empty()) {
        obstacles.push_back({"its layout is only known for reading", ""});
    } else if (obstacles.empty() && !facts.areUnique(place)) {
        obstacles.push_back({"no unique constraint keeps two writers from writing the same version",
                             "Ask its owner to add one: UNIQUE (" + joined(rule.unique) + ")"});
    }
}

void checkColumns(const std::vector<std::string> &written, const TableFacts &facts, const std::string &position,
                  Obstacles &obstacles) {
    std::string unwritable;
    for (const TableFacts::ColumnFacts &column : facts.columns) {
        const std::string name = "the column \"" + column.name + "\"";
        const bool isWritten = std::ranges::find(written, column.name) != written.end();
        if (isWritten && column.isComputed) {
            obstacles.push_back({name + " is computed by the server, though its layout needs a value in it", ""});
        } else if (!isWritten && !column.hasDefault && column.name == position) {
            obstacles.push_back({"the server does not draw the numbers in " + name + " itself", ""});
        } else if (!isWritten && !column.hasDefault && column.mustHaveValue) {
            obstacles.push_back(
                {name + " needs a value, and its layout does not say which", "Ask its owner for a default there"});
        }
        if (isWritten && !column.mayInsert) unwritable += (unwritable.empty() ? "" : ", ") + column.name;
    }
    if (unwritable.empty()) return;
    obstacles.push_back({"the role may not insert into it (" + unwritable + ")",
                         "Ask its owner to GRANT INSERT on it, or use another role"});
}

} // namespace

MappedAppend mapAppend(const DetectedLayout &layout, const TableFacts &facts, const MappedTable &table) {
    MappedAppend append;
    const Statements statements(layout, table);
    checkKind(layout, append.obstacles);
    checkRule(layout, facts, append.obstacles);
    checkColumns(statements.written(), facts, layout.columns.columns.position, append.obstacles);
    append.keepsIds = statements.keepsIds();
    append.idsAreUnique = append.keepsIds && facts.areUnique({layout.columns.columns.id});
    append.keepsMetadata = !table.metadata.column.empty();
    for (const AppendRule::Also &also : layout.columns.append.also)
        append.also.push_back(also.source);
    if (!append.obstacles.empty()) return append;
    append.searchPath = quotedColumn(layout.events.schema) + ", public";
    append.insert = statements.insert();
    append.find = statements.find(append.keepsIds ? statements.idIs(given("id")) : statements.placeIs());
    if (append.keepsIds) {
        append.anyId = "SELECT EXISTS (SELECT FROM unnest($1::uuid[]) AS g(\"given id\") JOIN " + table.name + " ON " +
                       statements.idIs(given("id")) + ")";
    }
    return append;
}

Failure cannotAppend(const MappedAppend &append, const std::string &shownName, const std::string &where) {
    std::string others;
    for (std::size_t i = 1; i < append.obstacles.size(); ++i)
        others += (others.empty() ? "also " : "; ") + append.obstacles[i].why;
    const MappedAppend::Obstacle &first = append.obstacles.front();
    return fail(ErrorKind::Refused, "Nothing can be appended to " + shownName + ": " + first.why + " (" + where + ")",
                first.hint, others);
}

} // namespace eventscope
