// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_table.h"

#include "core/base/time.h"
#include "core/db/postgres/pg_quote.h"

#include <algorithm>
#include <initializer_list>
#include <limits>

namespace eventscope {

namespace {

using Family = ColumnFamily;

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
std::uint64_t biased(std::int64_t number) { return static_cast<std::uint64_t>(number) ^ kSignBit; }
std::int64_t unbiased(std::uint64_t number) { return static_cast<std::int64_t>(number ^ kSignBit); }

std::string join(const std::vector<std::string> &parts, const std::string &with) {
    std::string joined;
    for (const std::string &part : parts)
        joined += (joined.empty() ? "" : with) + part;
    return joined;
}

std::string bytewise(const std::string &text) { return "(" + text + " COLLATE \"C\")"; }
std::string asText(const std::string &column) { return quotedColumn(column) + "::text"; }

struct Meaning {
    const char *what; ///< "a version"
    const char *types;
    std::initializer_list<Family> families;
};
const Meaning kNumber{"a number", "smallint, integer or bigint", {Family::Integer}};
const Meaning kName{
    "part of a stream's name", "uuid, text, varchar, or an integer", {Family::Uuid, Family::Text, Family::Integer}};
const Meaning kId{"an event's id", "uuid, text, varchar, or an integer", {Family::Uuid, Family::Text, Family::Integer}};
const Meaning kType{"an event's type", "text or varchar", {Family::Text}};
const Meaning kTime{"a time", "timestamptz or timestamp", {Family::TimestampTz, Family::Timestamp}};
const Meaning kPayload{"a payload", "json, jsonb, text or varchar", {Family::Json, Family::Jsonb, Family::Text}};

/// The column, once it is known that it can mean that. REQUIRES: it is there.
Result<const Column *> columnAs(const Relation &relation, const std::string &name, const Meaning &meaning) {
    const Column *column = relation.find(name);
    if (std::ranges::find(meaning.families, column->family) != meaning.families.end()) return column;
    return fail(ErrorKind::Unsupported,
                "The column \"" + name + "\" of " + relation.shownName() + " has the type " + column->type +
                    ", which cannot be read as " + meaning.what,
                std::string("It can be ") + meaning.types +
                    "; a view with the same names that casts it can be read instead");
}

Result<std::string> streamText(const Relation &relation, const std::vector<std::string> &columns,
                               const std::string &separator) {
    std::vector<std::string> parts;
    for (const std::string &name : columns) {
        ES_TRY(columnAs(relation, name, kName));
        parts.push_back(asText(name));
    }
    ES_ASSIGN(literal, pgLiteral(separator));
    return bytewise(parts.size() == 1 ? parts.front() : "(" + join(parts, " || " + literal + " || ") + ")");
}

Result<MappedPayload> payloadIn(const Relation &relation, const std::string &name) {
    if (name.empty()) return MappedPayload{};
    ES_ASSIGN(column, columnAs(relation, name, kPayload));
    const bool isJsonb = column->family == Family::Jsonb;
    return MappedPayload{quotedColumn(name), isJsonb, isJsonb || column->family == Family::Json};
}

/// A uuid that depends on `text` only, of version 8 (RFC 9562, 5.8): the server has SHA-256, so that it can look for
/// one.
std::string derivedId(const std::string &text) {
    return "overlay(overlay(substr(encode(sha256(convert_to(" + text +
           ", 'UTF8')), 'hex'), 1, 32) placing '8' from 13) placing 'a' from 17)::uuid";
}

Result<std::string> idOf(const Relation &relation, const std::string &name, const std::string &place) {
    if (name.empty()) return derivedId(place);
    ES_ASSIGN(column, columnAs(relation, name, kId));
    if (column->family == Family::Uuid) return quotedColumn(name);
    const std::string text = asText(name);
    if (column->family == Family::Integer) return derivedId(text);
    return "(CASE WHEN " + text + " ~* '^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$' THEN " +
           text + "::uuid ELSE " + derivedId(text) + " END)";
}

Result<void> addSnapshots(const DetectedLayout::Snapshots &found, MappedTable &table) {
    const auto &[relation, columns] = found;
    MappedTable::Snapshots snapshots;
    snapshots.name = relation.quotedName();
    ES_ASSIGN(stream, streamText(relation, columns.stream, columns.separator));
    ES_TRY(columnAs(relation, columns.version, kNumber));
    ES_TRY(columnAs(relation, columns.state, kPayload));
    if (!columns.time.empty()) {
        ES_TRY(columnAs(relation, columns.time, kTime));
        snapshots.time = quotedColumn(columns.time);
    }
    snapshots.stream = std::move(stream);
    snapshots.version = quotedColumn(columns.version) + "::bigint";
    snapshots.state = asText(columns.state);
    table.snapshots = std::move(snapshots);
    return {};
}

/// What a hole in the numbers means depends on who draws them.
void addNumbers(const DetectedLayout &layout, const TableFacts &facts, MappedTable &table) {
    const std::string column = "\"" + layout.columns.columns.position + "\" of " + table.shownName;
    if (!facts.sequence) {
        table.unprovable = "the server does not draw the numbers in " + column + " itself, so that one may come late";
    } else if (facts.sequence->cache != 1) {
        table.unprovable = "sessions draw the numbers in " + column + " in advance (CACHE " +
                           std::to_string(facts.sequence->cache) + "), so that one may come late";
    } else if (facts.sequence->increment < 1) {
        table.unprovable = "the numbers in " + column + " count backward";
    }
    if (facts.sequence) table.numbersStart = std::max<std::int64_t>(facts.sequence->start, 1);
    if (!table.unprovable.empty())
        table.findings.push_back(table.unprovable + ": following stops before the first missing one");
}

void addFindings(const DetectedLayout &layout, const TableFacts &facts, MappedTable &table) {
    const EventColumns &columns = layout.columns.columns;
    std::vector<std::string> identity = columns.stream;
    identity.push_back(columns.version);
    const bool hasRules =
        layout.events.kind == Relation::Kind::Table || layout.events.kind == Relation::Kind::Partitioned;
    if (hasRules && !facts.areUnique(identity)) {
        table.findings.push_back(table.shownName + " has no unique index over " + join(identity, ", ") +
                                 ": two events may have the same version");
    }
    if (columns.stream.size() == 1 && table.streamParts[0].family == Family::Uuid) {
        table.findings.push_back(table.shownName + " has no column for a stream's category, and \"" +
                                 columns.stream[0] + "\" is a uuid: what is shown as a category is its first part");
    }
    if (table.timeType == "timestamp") {
        table.findings.push_back("the times in \"" + columns.time + "\" of " + table.shownName +
                                 " have no zone; they are taken for UTC");
    }
    if (table.order != OrderKind::Clock) return;
    table.findings.push_back(table.shownName +
                             " has no number over all streams: its log is ordered by the clock in \"" + columns.time +
                             "\"");
    table.findings.push_back("followed by the clock, an event is missed whose time lies before its transaction began; "
                             "that is so when writers set \"" +
                             columns.time + "\" by clocks of their own");
    if (hasRules && !facts.isIndexed(columns.time)) {
        table.findings.push_back(table.shownName + " has no index that begins with \"" + columns.time +
                                 "\": each page of its log reads the whole table");
    }
}

/// Of stream, type and version; see MappedTable::isEvent.
std::string eventTest(const Relation &relation, const EventColumns &columns) {
    std::vector<std::string> names = columns.stream, tests;
    names.insert(names.end(), {columns.type, columns.version});
    for (const std::string &name : names)
        if (relation.find(name)->isNullable) tests.push_back(quotedColumn(name) + " IS NOT NULL");
    return tests.empty() ? "true" : "(" + join(tests, " AND ") + ")";
}

} // namespace

Result<MappedTable> mapTable(const DetectedLayout &layout, const TableFacts &facts) {
    const Relation &relation = layout.events;
    const EventColumns &columns = layout.columns.columns;
    MappedTable table;
    table.name = relation.quotedName();
    table.shownName = relation.shownName();
    table.order = layout.columns.order;
    table.findings = layout.findings;
    ES_ASSIGN(stream, streamText(relation, columns.stream, columns.separator));
    table.stream = std::move(stream);
    table.separator = columns.separator;
    for (const std::string &name : columns.stream)
        table.streamParts.push_back({quotedColumn(name), relation.find(name)->family});
    ES_TRY(columnAs(relation, columns.type, kType));
    table.type = bytewise(asText(columns.type));
    ES_TRY(columnAs(relation, columns.version, kNumber));
    table.version = quotedColumn(columns.version);
    table.isEvent = eventTest(relation, columns);
    ES_ASSIGN(time, columnAs(relation, columns.time, kTime));
    table.time = quotedColumn(columns.time);
    table.timeIsNullable = time->isNullable;
    table.timeType = time->family == Family::Timestamp ? "timestamp" : "timestamptz";
    const std::string inStream = "(" + table.stream + " || ' ' || " + table.version + "::text)";
    ES_ASSIGN(id, idOf(relation, columns.id, inStream));
    table.id = std::move(id);
    ES_ASSIGN(data, payloadIn(relation, columns.data));
    ES_ASSIGN(metadata, payloadIn(relation, columns.metadata));
    table.data = std::move(data);
    table.metadata = std::move(metadata);
    if (table.order == OrderKind::Holes) {
        ES_TRY(columnAs(relation, columns.position, kNumber));
        table.keys = {quotedColumn(columns.position)};
        addNumbers(layout, facts, table);
    } else {
        const std::string event = columns.id.empty() ? inStream : inStream + " || ' ' || " + asText(columns.id);
        table.keys = {table.time, "hashtextextended(" + bytewise("(" + event + ")") + ", 0)"};
    }
    if (layout.snapshots) ES_TRY(addSnapshots(*layout.snapshots, table));
    addFindings(layout, facts, table);
    return table;
}

namespace {

/// "the part is `text`" in the part's own type; empty where no value of that type is written so.
std::string partIs(const MappedTable::StreamPart &part, const std::string &text) {
    constexpr std::size_t kDigitsMax = 18;
    const std::string literal = pgLiteral(text).value_or("NULL");
    if (part.family == Family::Text) return part.column + " = " + literal;
    if (part.family == Family::Uuid) {
        const auto eventId = parseEventId(text);
        return eventId && toString(*eventId) == text ? part.column + " = " + literal + "::uuid" : "";
    }
    const std::string digits = text.substr(text.starts_with('-') ? 1 : 0);
    const bool isNumber =
        !digits.empty() && digits.size() <= kDigitsMax && digits.find_first_not_of("0123456789") == std::string::npos;
    return isNumber ? part.column + " = " + literal + "::bigint" : "";
}

} // namespace

std::string MappedTable::streamIs(const std::string &streamName) const {
    const std::string whole = stream + " = " + pgLiteral(streamName).value_or("NULL");
    // Where the name may be cut into the parts: each in its own type, which an index can serve.
    std::vector<std::string> ways;
    if (streamParts.size() == 1) {
        ways.push_back(partIs(streamParts.front(), streamName));
    } else if (streamParts.size() == 2 && !separator.empty()) {
        for (auto at = streamName.find(separator); at != std::string::npos; at = streamName.find(separator, at + 1)) {
            const std::string first = partIs(streamParts[0], streamName.substr(0, at)),
                              second = partIs(streamParts[1], streamName.substr(at + separator.size()));
            if (!first.empty() && !second.empty()) ways.push_back("(" + first + " AND " + second + ")");
        }
    } else {
        return whole;
    }
    std::erase(ways, std::string());
    return ways.empty() ? "false" : "(" + join(ways, " OR ") + ") AND " + whole;
}

MappedTable::Keys MappedTable::keysOf(Position position) const {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    if (order == OrderKind::Clock) return {unbiased(position.major), unbiased(position.minor)};
    if (position.major > 0 || position.minor > static_cast<std::uint64_t>(kMax)) return {kMax};
    return {static_cast<std::int64_t>(position.minor)};
}

Position MappedTable::positionOf(const Keys &values) const {
    if (order == OrderKind::Clock) return {biased(values[0]), biased(values[1])};
    return {0, static_cast<std::uint64_t>(values[0])};
}

std::string MappedTable::keyLiteral(std::size_t key, std::int64_t value) const {
    static const std::int64_t kFirstUs = toUs(*parseTime("0001")), kLastUs = toUs(*parseTime("9999-12-31T23:59:59"));
    if (order != OrderKind::Clock || key > 0)
        return value == INT64_MIN ? "(-9223372036854775807 - 1)" : std::to_string(value) + "::bigint";
    if (value < kFirstUs) return "'-infinity'::" + timeType;
    if (value > kLastUs) return "'infinity'::" + timeType;
    return "'" + toIso(timeOfUs(value)) + "'::" + timeType;
}

std::string MappedTable::compare(const std::string &op, Position position) const {
    const Keys values = keysOf(position);
    if (keys.size() == 1) return keys[0] + op + keyLiteral(0, values[0]);
    return "(" + join(keys, ", ") + ")" + op + "(" + keyLiteral(0, values[0]) + ", " + keyLiteral(1, values[1]) + ")";
}

} // namespace eventscope
