// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_read_session.h"

#include <string>

namespace eventscope {

/// Who a session is on its server, and what that role could do there if the session let it.
struct PgRole {
    std::string name;
    std::string database;
    bool isSuperuser = false;
    bool canWriteAll = false;       ///< pg_write_all_data
    bool canRunPrograms = false;    ///< pg_execute_server_program: programs on the server, with its rights
    bool canWriteTable = false;     ///< may insert, update, delete or truncate the table asked for
    bool isStandby = false;         ///< the server replays another one and refuses every write
    bool isSessionReadOnly = false; ///< what the server says of the transaction in which this was asked
    bool operator==(const PgRole &) const = default;
};

/// `table` is a schema-qualified, quoted name; a table that does not exist cannot be written.
[[nodiscard]] Result<PgRole> roleOf(PgSnapshot &snapshot, const std::string &table, const JobControl &job);

} // namespace eventscope
