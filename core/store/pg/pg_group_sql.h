// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/event_groups.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A table of events for PgGroupSql: every text is SQL over its columns.
struct PgGroupLayout {
    std::string table;
    std::string isEvent = "true";
    std::string position; ///< bigint, from 1 on
    std::string stream, type, version;
    std::string time;
    bool hasZone = true; ///< timestamptz; else a timestamp in UTC
    std::string data;    ///< json or jsonb
    bool isJsonb = false;
    std::string isJson = "true";   ///< the payload is what `data` holds, as JSON
    bool tellsCompression = false; ///< the server has pg_column_compression() (14)
};

/// Makes one statement of a query for groups. The payload is taken apart once an event, below a border that the planner
/// leaves where it is; aggregates stand above it. (The border is OFFSET '0'. A 0 without quotes is cast to a bigint,
/// which the planner does not look through when it asks whether it may work in parallel.) Where an event lacks what
/// is asked for, or has another kind of value, the statement fails (a division by zero, an impossible cast); what only
/// shows in a whole payload is counted in the column kSound. Numbers are taken up to 100 characters and without an
/// exponent: so no sum comes near the digits that addNumbers() refuses.
class PgGroupSql {
  public:
    /// Errors: Unsupported (something in the query has no exact form in SQL).
    [[nodiscard]] static Result<PgGroupSql> compile(const PgGroupLayout &layout, const GroupQuery &query);

    /// Over the positions above `low` up to `high`.
    [[nodiscard]] std::string select(std::int64_t low, std::int64_t high) const;

    // What stands in which column of a row.

    static constexpr std::size_t kKey = 0, kEvents = 1, kLast = 2, kSound = 3;
    struct SumColumns {
        std::size_t number = 0; ///< text, or a bigint that is 0 where nothing was counted
        std::size_t first = 0;  ///< 0: none
        bool isCount = false;
    };
    struct LastColumns {
        bool isTime = false;
        std::size_t value = 0;    ///< a timestamptz; else 19 digits of the position, two of the setter, and its text
        std::size_t position = 0; ///< for isTime: a timestamptz, so many seconds behind 1970
    };
    [[nodiscard]] const std::vector<SumColumns> &sums() const { return m_sums; }
    [[nodiscard]] const std::vector<LastColumns> &lasts() const { return m_lasts; }
    static constexpr std::size_t kPositionDigits = 19, kSetterDigits = 2;

  private:
    PgGroupSql(const PgGroupLayout &layout, const GroupQuery &query) : m_layout(layout), m_query(query) {}
    [[nodiscard]] Result<void> compileAll();
    [[nodiscard]] Result<void> addKey();
    [[nodiscard]] Result<void> addSum(const GroupQuery::Sum &sum);
    [[nodiscard]] Result<void> addLast(const GroupQuery::Last &last);
    [[nodiscard]] Result<void> addTimeLast(const GroupQuery::Last &last);
    [[nodiscard]] Result<std::string> addend(const GroupQuery::Sum::Addend &addend);
    [[nodiscard]] Result<std::string> text(const EventPart &part, const std::string &type);
    [[nodiscard]] Result<std::string> payload(const EventPart &part, const std::vector<std::string> &types);
    [[nodiscard]] Result<std::size_t> typeNumber(const std::string &type) const;
    [[nodiscard]] Result<std::string> typeIsOneOf(const std::vector<std::string> &types) const;
    [[nodiscard]] std::string onlyFor(const std::vector<std::string> &types) const;
    [[nodiscard]] Result<std::string> inner(std::string_view alias, const std::string &sql);
    [[nodiscard]] std::string soundness() const;
    std::size_t column(const std::string &sql);

    /// Where in the payload, and for which types it is taken out.
    struct Token {
        std::string path; ///< "->'a'->'b'"
        std::string alias;
        std::vector<std::string> types;
    };

    PgGroupLayout m_layout;
    GroupQuery m_query;
    std::vector<std::string> m_typeLiterals;
    std::map<std::string, std::string, std::less<>> m_inner; ///< SQL by alias
    std::vector<Token> m_tokens;
    std::vector<std::string> m_columns;
    std::vector<SumColumns> m_sums;
    std::vector<LastColumns> m_lasts;
    std::string m_fromInner, m_outer; ///< made of all of these
};

} // namespace eventscope
