// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_group_sql.h"

#include "core/db/postgres/pg_quote.h"
#include "core/event/utf8.h"
#include "core/json/array_index.h"
#include "core/json/number.h"

#include <algorithm>

namespace eventscope {

namespace {

using Kind = EventPart::Kind;

/// Two digits tell them apart.
constexpr std::size_t kTypesMax = 99;
constexpr std::size_t kNumberBytesMax = 100;
/// Fails where it is reached, and not before: there is a column in it.
constexpr const char *kFail = "(p / 0)";

Failure unsupported(const std::string &what) {
    return fail(ErrorKind::Unsupported, "The server cannot group events by itself: " + what, "Read them");
}

Result<std::string> literal(std::string_view text) {
    if (firstInvalidUtf8(text) != std::string::npos) return unsupported("a text is not UTF-8");
    auto quoted = pgLiteral(text);
    if (!quoted) return unsupported("a text has a NUL");
    return *quoted;
}

std::string joined(const std::vector<std::string> &parts, std::string_view between) {
    std::string all;
    for (const std::string &part : parts)
        all.append(all.empty() ? "" : between).append(part);
    return all;
}

std::string sized(std::size_t number) { return std::to_string(number); }

bool isOne(const GroupQuery::Sum::Addend &addend) {
    const auto *value = std::get_if<Json>(&addend.of);
    return value && value->isNumber() && value->token() == "1" && !addend.isSubtracted;
}

} // namespace

Result<PgGroupSql> PgGroupSql::compile(const PgGroupLayout &layout, const GroupQuery &query) {
    PgGroupSql sql(layout, query);
    ES_TRY(sql.compileAll());
    return sql;
}

Result<void> PgGroupSql::compileAll() {
    if (m_query.types.empty() || m_query.types.size() > kTypesMax)
        return unsupported("none or too many types of events");
    for (const std::string &type : m_query.types) {
        ES_ASSIGN(quoted, literal(type));
        m_typeLiterals.push_back(std::move(quoted));
    }
    ES_TRY(addKey());
    (void)column("count(*)");
    (void)column("max(p)");
    (void)column("bool_and(sound)");
    for (const GroupQuery::Sum &sum : m_query.sums)
        ES_TRY(addSum(sum));
    for (const GroupQuery::Last &last : m_query.lasts)
        ES_TRY(addLast(last));

    std::vector<std::string> columns{m_layout.position + "::bigint AS p", soundness() + " AS sound"};
    for (const auto &[alias, sql] : m_inner)
        columns.push_back(sql + " AS " + alias);
    for (const Token &token : m_tokens) {
        const std::string value = "(" + m_layout.data + token.path + ")::text";
        ES_ASSIGN(condition, typeIsOneOf(token.types));
        columns.push_back((condition.empty() ? value : "CASE WHEN " + condition + " THEN " + value + " END") + " AS " +
                          token.alias);
    }
    m_fromInner = "SELECT " + joined(columns, ", ") + " FROM " + m_layout.table + " WHERE " + m_layout.isEvent +
                  " AND " + m_layout.type + " IN (" + joined(m_typeLiterals, ", ") + ")";
    m_outer = "SELECT " + joined(m_columns, ", ");
    return {};
}

std::string PgGroupSql::select(std::int64_t low, std::int64_t high) const {
    return m_outer + " FROM (" + m_fromInner + " AND " + m_layout.position + " > " + std::to_string(low) + " AND " +
           m_layout.position + " <= " + std::to_string(high) + " OFFSET '0') AS e GROUP BY 1";
}

/// Ours parses payloads up to a depth and a size; small ones cannot be beyond.
std::string PgGroupSql::soundness() const {
    std::string sound = "coalesce(isfinite(" + m_layout.time + "), false)";
    if (m_tokens.empty()) return sound;
    const std::string text = m_layout.data + "::text", bytes = "octet_length(" + text + ")";
    const std::string isSmall = m_layout.isJsonb
                                    ? m_layout.tellsCompression
                                          ? "pg_column_size(" + m_layout.data + ") < 1000 AND pg_column_compression(" +
                                                m_layout.data + ") IS NULL"
                                          : "false"
                                    : bytes + " < 1000";
    const ParseLimits limits;
    return "(" + sound + " AND " + m_layout.isJson + " AND " + m_layout.data + " IS NOT NULL AND (" + isSmall + " OR " +
           bytes + " <= " + sized(limits.bytesMax) + " AND " + bytes + " - octet_length(translate(" + text +
           ", '[{', '')) < " + sized(limits.depthMax) + "))";
}

std::size_t PgGroupSql::column(const std::string &sql) {
    m_columns.push_back(sql);
    return m_columns.size() - 1;
}

Result<std::string> PgGroupSql::inner(std::string_view alias, const std::string &sql) {
    m_inner.emplace(alias, sql);
    return std::string(alias);
}

Result<std::size_t> PgGroupSql::typeNumber(const std::string &type) const {
    const auto found = std::ranges::find(m_query.types, type);
    if (found == m_query.types.end()) return unsupported("a type that is not asked for");
    return static_cast<std::size_t>(found - m_query.types.begin());
}

/// Empty: all are.
Result<std::string> PgGroupSql::typeIsOneOf(const std::vector<std::string> &types) const {
    if (types.size() == m_query.types.size()) return std::string();
    std::vector<std::string> literals;
    for (const std::string &type : types) {
        ES_ASSIGN(number, typeNumber(type));
        literals.push_back(m_typeLiterals[number]);
    }
    return m_layout.type + " IN (" + joined(literals, ", ") + ")";
}

/// Of literals; nothing for all types.
std::string PgGroupSql::onlyFor(const std::vector<std::string> &types) const {
    return types.size() == m_query.types.size() ? "" : " FILTER (WHERE t IN (" + joined(types, ", ") + "))";
}

Result<std::string> PgGroupSql::payload(const EventPart &part, const std::vector<std::string> &types) {
    if (m_layout.data.empty()) return unsupported("the table has no payload as json");
    if (part.place.isRoot()) return unsupported("the whole payload is asked for");
    std::string path;
    for (const std::string &token : part.place.tokens()) {
        // In an array it would be an element.
        if (arrayIndex(token)) return unsupported("a member may be an element of an array");
        ES_ASSIGN(name, literal(token));
        path += "->" + name;
    }
    auto found = std::ranges::find(m_tokens, path, &Token::path);
    if (found == m_tokens.end()) found = m_tokens.insert(found, {path, "v" + sized(m_tokens.size()), {}});
    for (const std::string &type : types)
        if (std::ranges::find(found->types, type) == found->types.end()) found->types.push_back(type);
    if (!part.fallback) return found->alias;
    ES_ASSIGN(fallback, literal(print(*part.fallback)));
    return "coalesce(" + found->alias + ", " + fallback + ")";
}

Result<void> PgGroupSql::addKey() {
    const std::string time =
        m_layout.hasZone ? "timezone('UTC', " + m_layout.time + ")" : m_layout.time; // a timestamp in UTC
    const auto truncated = [&](const std::string &unit) {
        return inner("k", "date_trunc('" + unit + "', " + time + ")");
    };
    Result<std::string> key = unsupported("grouping by this");
    switch (m_query.key.kind) {
    case Kind::Payload:
        key = payload(m_query.key, m_query.types);
        break;
    case Kind::Stream:
    case Kind::Category:
    case Kind::Type:
        key = text(m_query.key, {});
        break;
    case Kind::Month:
        key = truncated("month");
        break;
    case Kind::Day:
        key = truncated("day");
        break;
    case Kind::Hour:
        key = truncated("hour");
        break;
    case Kind::Version:
    case Kind::RecordedAt:
        break;
    }
    ES_ASSIGN(sql, std::move(key));
    // Sorting, where it is needed for that, is by the bytes.
    (void)column(sql + (sql == "k" ? "" : " COLLATE \"C\""));
    return {};
}

/// As a text; of the payload the value as it is written there.
Result<std::string> PgGroupSql::text(const EventPart &part, const std::string &type) {
    switch (part.kind) {
    case Kind::Payload: {
        ES_ASSIGN(value, payload(part, {type}));
        return "coalesce(" + value + ", " + kFail + "::text)";
    }
    case Kind::Stream:
        return inner("s", m_layout.stream);
    case Kind::Category:
        return inner("c", "split_part(" + m_layout.stream + ", '-', 1)");
    case Kind::Type:
        return inner("t", m_layout.type);
    case Kind::Version:
        return inner("w", m_layout.version + "::text");
    case Kind::RecordedAt:
    case Kind::Month:
    case Kind::Day:
    case Kind::Hour:
        break;
    }
    return unsupported("times among other values");
}

Result<std::string> PgGroupSql::addend(const GroupQuery::Sum::Addend &addend) {
    const std::string sign = addend.isSubtracted ? "- " : "";
    if (const auto *value = std::get_if<Json>(&addend.of)) {
        const bool isPlain = value->isNumber() && value->token().size() <= kNumberBytesMax &&
                             value->token().find_first_of("eE") == std::string_view::npos;
        if (!isPlain) return unsupported("an unusual number is added");
        return "(" + sign + "('" + std::string(value->token()) + "'::numeric))";
    }
    const EventPart &part = std::get<EventPart>(addend.of);
    if (part.kind != Kind::Payload) return unsupported("a part of the header is added");
    ES_ASSIGN(value, payload(part, {addend.type}));
    // What jsonb prints has no exponents.
    const std::string isPlain =
        m_layout.isJsonb ? "" : " AND strpos(" + value + ", 'e') = 0 AND strpos(" + value + ", 'E') = 0";
    return "(" + sign + "CASE WHEN octet_length(" + value + ") <= " + sized(kNumberBytesMax) + isPlain + " THEN " +
           value + "::numeric ELSE " + kFail + "::numeric END)";
}

Result<void> PgGroupSql::addSum(const GroupQuery::Sum &sum) {
    std::vector<std::string> cases, types;
    for (const auto &each : sum.addends) {
        ES_ASSIGN(number, typeNumber(each.type));
        types.push_back(m_typeLiterals[number]);
        if (std::ranges::all_of(sum.addends, isOne)) continue;
        ES_ASSIGN(value, addend(each));
        cases.push_back("WHEN " + m_typeLiterals[number] + " THEN " + value);
    }
    ES_TRY(inner("t", m_layout.type));
    const std::string filter = onlyFor(types);
    SumColumns columns;
    columns.isCount = cases.empty();
    columns.number = column(columns.isCount ? "count(*)" + filter : "sum(CASE t " + joined(cases, " ") + " END)::text");
    if (sum.needsFirst) columns.first = column("min(p)" + filter);
    m_sums.push_back(columns);
    return {};
}

Result<void> PgGroupSql::addLast(const GroupQuery::Last &last) {
    const auto isTime = [](const GroupQuery::Last::Setter &setter) {
        const auto *part = std::get_if<EventPart>(&setter.of);
        return part && part->kind >= Kind::RecordedAt;
    };
    if (std::ranges::any_of(last.setters, isTime)) return addTimeLast(last);
    std::vector<std::string> cases, types;
    for (std::size_t i = 0; i < last.setters.size(); ++i) {
        const auto &[type, of] = last.setters[i];
        ES_ASSIGN(number, typeNumber(type));
        types.push_back(m_typeLiterals[number]);
        std::string value = "'" + std::string(i < 10 ? "0" : "") + sized(i) + "'";
        if (const auto *part = std::get_if<EventPart>(&of)) {
            ES_ASSIGN(text, this->text(*part, type));
            value += " || " + text;
        }
        cases.push_back("WHEN " + m_typeLiterals[number] + " THEN " + value);
    }
    ES_TRY(inner("t", m_layout.type));
    LastColumns columns;
    columns.value = column("max((lpad(p::text, " + sized(kPositionDigits) + ", '0') || CASE t " + joined(cases, " ") +
                           " END) COLLATE \"C\")" + onlyFor(types));
    m_lasts.push_back(columns);
    return {};
}

/// A position and a time fit into an array of times, which is far cheaper than texts.
Result<void> PgGroupSql::addTimeLast(const GroupQuery::Last &last) {
    std::vector<std::string> types;
    for (const auto &[type, of] : last.setters) {
        if (of != last.setters.front().of) return unsupported("times among other values");
        ES_ASSIGN(number, typeNumber(type));
        types.push_back(m_typeLiterals[number]);
    }
    ES_TRY(inner("t", m_layout.type));
    ES_TRY(inner("at", m_layout.hasZone ? m_layout.time : "timezone('UTC', " + m_layout.time + ")"));
    const std::string greatest = "(max(ARRAY[to_timestamp(p), at])" + onlyFor(types) + ")";
    LastColumns columns;
    columns.isTime = true;
    columns.position = column(greatest + "[1]");
    columns.value = column(greatest + "[2]");
    m_lasts.push_back(columns);
    return {};
}

} // namespace eventscope
