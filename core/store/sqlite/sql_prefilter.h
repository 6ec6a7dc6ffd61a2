// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/prefilter_sql.h"
#include "core/store/sqlite/read_session.h"

#include <string>
#include <vector>

namespace eventscope {

/// A condition on rows of `events`. Numbers stand in the SQL itself; texts and blobs are parameters.
struct SqlCondition {
    static constexpr int kFirstParameter = 10;
    struct Parameter {
        std::string bytes;
        bool blob = false;
    };
    std::string sql = "1";
    std::vector<Parameter> parameters; ///< ?10, ?11, ...

    /// REQUIRES: this lives until the statement is reset.
    void bindTo(SqliteStatement &statement) const;
};

/// Says in SQL what `prefilter` says: exactly on header columns, mayContain() on payloads. Types are decided here, on
/// the few that the file knows: call it in the transaction that reads the events.
[[nodiscard]] Result<SqlCondition> compile(const Prefilter &prefilter, ReadSession &session);

} // namespace eventscope
