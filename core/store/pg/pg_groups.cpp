// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_groups.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

using Kind = EventPart::Kind;

/// Compiling a statement takes longer than it gains here, and many groups do not fit into the memory of the default.
constexpr const char *kSettings = "SELECT set_config('jit', 'off', true), set_config('work_mem', "
                                  "greatest(pg_size_bytes(current_setting('work_mem')), "
                                  "67108864) / 1024 || 'kB', true)";

Failure unsound() {
    return fail(ErrorKind::Invalid, "The server has found an event that it cannot take as we do", "Read the events");
}

std::int64_t keyOf(Position position) {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    if (position.major > 0 || position.minor > static_cast<std::uint64_t>(kMax)) return kMax;
    return static_cast<std::int64_t>(position.minor);
}

std::optional<Position> positionIn(PgField field) {
    const auto number = asNumber(field);
    if (!number || *number < 1) return std::nullopt;
    return Position{0, static_cast<std::uint64_t>(*number)};
}

std::optional<std::uint64_t> leadingNumber(std::string_view text, std::size_t digits) {
    std::uint64_t number = 0;
    if (text.size() < digits) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, number);
    return error == std::errc() && end == text.data() + digits ? std::optional(number) : std::nullopt;
}

std::string textOf(Kind kind, Time time) {
    if (kind == Kind::RecordedAt) return toIso(time);
    return toIso(time, kind == Kind::Month ? TimeUnit::Month : kind == Kind::Day ? TimeUnit::Day : TimeUnit::Hour);
}

/// A value of the payload as it stands there.
std::optional<Json> asJson(std::string_view text) {
    auto value = Json::parse(text);
    if (!value) return std::nullopt;
    return *std::move(value);
}

/// Makes groups of the rows of a PgGroupSql; nothing where one is not what we would have made.
class GroupReader {
  public:
    GroupReader(const GroupQuery &query, const PgGroupSql &sql) : m_query(query), m_sql(sql) {}

    std::optional<EventGroup> read(PgRow row) const {
        EventGroup group;
        const auto events = asNumber(row[PgGroupSql::kEvents]);
        const auto last = positionIn(row[PgGroupSql::kLast]);
        if (!events || !last || asFlag(row[PgGroupSql::kSound]) != true || !readKey(row[PgGroupSql::kKey], group.key))
            return std::nullopt;
        group.events = static_cast<std::uint64_t>(*events);
        group.last = *last;
        for (const auto &columns : m_sql.sums())
            if (!readSum(row, columns, group.sums.emplace_back())) return std::nullopt;
        for (std::size_t i = 0; i < m_sql.lasts().size(); ++i)
            if (!readLast(row, i, group.lasts.emplace_back())) return std::nullopt;
        return group;
    }

  private:
    bool readKey(PgField field, std::string &key) const {
        if (field.isNull()) return false;
        if (m_query.key.kind >= Kind::Month) {
            const auto time = asTime(field);
            if (time) key = textOf(m_query.key.kind, *time);
            return time.has_value();
        }
        if (m_query.key.kind != Kind::Payload) {
            key = field.bytes();
            return true;
        }
        const auto value = asJson(field.bytes());
        if (!value || (!value->isString() && !value->isNumber())) return false;
        key = value->token();
        return true;
    }

    static bool readSum(PgRow row, const PgGroupSql::SumColumns &columns, EventGroup::Sum &sum) {
        const PgField number = row[columns.number];
        if (columns.isCount) {
            const auto count = asNumber(number);
            if (!count) return false;
            if (*count > 0) sum.number = std::to_string(*count);
        } else if (!number.isNull()) {
            sum.number = number.bytes();
        }
        if (columns.first == 0 || !sum.number) return true;
        const auto first = positionIn(row[columns.first]);
        if (first) sum.first = *first;
        return first.has_value();
    }

    bool readLast(PgRow row, std::size_t index, std::optional<EventGroup::Last> &last) const {
        const PgGroupSql::LastColumns &columns = m_sql.lasts()[index];
        const PgField value = row[columns.value];
        if (value.isNull()) return true;
        const auto &setters = m_query.lasts[index].setters;
        if (columns.isTime) {
            const auto position = asTime(row[columns.position]), time = asTime(value);
            if (!position || !time) return false;
            const auto seconds = static_cast<std::uint64_t>(toUs(*position) / 1'000'000);
            last = {{0, seconds}, Json::string(textOf(std::get<EventPart>(setters.front().of).kind, *time))};
            return true;
        }
        std::string_view text = value.bytes();
        const auto position = leadingNumber(text, PgGroupSql::kPositionDigits);
        if (!position) return false;
        text.remove_prefix(PgGroupSql::kPositionDigits);
        const auto setter = leadingNumber(text, PgGroupSql::kSetterDigits);
        if (!setter || *setter >= setters.size()) return false;
        text.remove_prefix(PgGroupSql::kSetterDigits);
        auto read = valueOf(setters[*setter].of, text);
        if (!read) return false;
        last = {{0, *position}, *std::move(read)};
        return true;
    }

    static std::optional<Json> valueOf(const EventOperand &of, std::string_view text) {
        if (const auto *value = std::get_if<Json>(&of)) return *value;
        const Kind kind = std::get<EventPart>(of).kind;
        return kind == Kind::Payload || kind == Kind::Version ? asJson(text) : std::optional(Json::string(text));
    }

    const GroupQuery &m_query;
    const PgGroupSql &m_sql;
};

/// The groups of all ranges so far.
class Gathered {
  public:
    explicit Gathered(std::size_t bytesMax) : m_bytesMax(bytesMax) {}

    /// Two spellings of a key are one, as two ranges of it are.
    Result<void> add(EventGroup group) {
        std::string key = group.key;
        if (const auto known = m_groups.find(key); known != m_groups.end())
            return addTo(known->second, std::move(group)) ? Result<void>() : unsound();
        m_bytes += bytesOf(group);
        if (m_bytes > m_bytesMax)
            return fail(ErrorKind::TooLarge, "The groups take more memory than they may", "Read the events");
        m_groups.emplace(std::move(key), std::move(group));
        return {};
    }

    std::vector<EventGroup> take() {
        std::vector<EventGroup> groups;
        groups.reserve(m_groups.size());
        while (!m_groups.empty())
            groups.push_back(std::move(m_groups.extract(m_groups.begin()).mapped()));
        return groups;
    }

  private:
    const std::size_t m_bytesMax;
    std::map<std::string, EventGroup, std::less<>> m_groups;
    std::size_t m_bytes = 0;
};

Result<void> readRange(PgReadSession &session, const std::string &sql, const GroupReader &reader, Gathered &gathered,
                       const JobControl &job) {
    ES_ASSIGN(snapshot, session.snapshot(job));
    ES_TRY(snapshot.query(kSettings, job));
    ES_ASSIGN(rows, snapshot.copy(sql, job));
    for (;;) {
        ES_ASSIGN(row, rows.next(job));
        if (row.empty()) return {};
        auto group = reader.read(row);
        if (!group) return unsound();
        ES_TRY(gathered.add(*std::move(group)));
    }
}

} // namespace

Result<std::vector<EventGroup>> pgGroups(PgReadSession &session, PgGroupLayout layout, const GroupQuery &query,
                                         const JobControl &job) {
    constexpr int kTellsCompression = 140000;
    layout.tellsCompression = session.serverVersion() >= kTellsCompression;
    ES_ASSIGN(sql, PgGroupSql::compile(layout, query));
    const GroupReader reader(query, sql);
    Gathered gathered(query.bytesMax);
    const std::int64_t until = keyOf(query.until), atOnce = keyOf({0, query.positionsAtOnce});
    for (std::int64_t low = 0; low < until;) {
        if (job.stopRequested()) return cancelled();
        job.report(static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(until));
        const std::int64_t high = until - low > atOnce ? low + atOnce : until;
        ES_TRY(readRange(session, sql.select(low, high), reader, gathered, job));
        low = high;
    }
    job.report(static_cast<std::uint64_t>(until), static_cast<std::uint64_t>(until));
    return gathered.take();
}

} // namespace eventscope
