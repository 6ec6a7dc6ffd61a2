// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/prefilter_sql.h"

#include <optional>
#include <string>

namespace eventscope {

/// "column matches the pattern", see globMatches().
[[nodiscard]] std::string pgGlobTest(const std::string &column, const std::string &pattern);

/// What every layout's prefilter shares in PostgreSQL's SQL. Columns of texts must compare bytewise (COLLATE "C").
class PgPrefilterSql : public PrefilterSql {
  protected:
    static constexpr const char *kAlways = "true";
    static constexpr const char *kNever = "false";
    PgPrefilterSql() : PrefilterSql(kAlways, kNever) {}

    /// Nothing for a text that no column of the server can hold.
    [[nodiscard]] static std::optional<std::string> textLiteral(const std::string &text);
    [[nodiscard]] static std::string textTest(const std::string &column, const Prefilter &atom);
    /// `type` is timestamptz, or timestamp for times in UTC. Stored times lie in the years 1 to 9999.
    [[nodiscard]] static std::string timeTest(const std::string &column, const std::string &type,
                                              const Prefilter &atom);
    /// `column` is a uuid.
    [[nodiscard]] static std::string idTest(const std::string &column, const Prefilter &atom);
    /// "the text may contain it", see mayContain(); nothing when every text may.
    [[nodiscard]] static std::optional<std::string> containsTest(const std::string &text, const Prefilter &atom);
};

} // namespace eventscope
