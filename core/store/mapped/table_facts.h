// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_read_session.h"
#include "core/store/mapped/relation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// What the server promises of a table beyond its columns.
struct TableFacts {
    struct Index {
        bool isUnique = false;
        std::vector<std::string> columns; ///< in order; an expression is an empty name
    };
    std::vector<Index> indexes; ///< over the whole table (no partial ones)
    struct Sequence {
        std::int64_t start = 1, increment = 1, cache = 1;
    };
    /// What the position's column draws its numbers from, when the server does so by itself.
    std::optional<Sequence> sequence;

    struct ColumnFacts {
        std::string name;
        bool mustHaveValue = false; ///< NOT NULL
        bool hasDefault = false;    ///< or is an identity
        bool isComputed = false;    ///< the server refuses a value: generated, or an identity ALWAYS
        bool mayInsert = false;     ///< the role
    };
    std::vector<ColumnFacts> columns;

    /// The server sees to it that no two rows agree in these columns.
    [[nodiscard]] bool areUnique(const std::vector<std::string> &names) const;
    [[nodiscard]] bool isIndexed(const std::string &leadingColumn) const;
};

/// `position` may be empty. Errors: those of a query.
[[nodiscard]] Result<TableFacts> factsOf(PgSnapshot &snapshot, const Relation &relation, const std::string &position,
                                         const JobControl &job);

} // namespace eventscope
