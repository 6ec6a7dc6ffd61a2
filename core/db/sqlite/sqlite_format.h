// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/sqlite/sqlite_connection.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace eventscope {

/// One step of a file's layout, to version `to` (from the one before).
struct SqliteMigration {
    int to = 1;
    std::string_view sql;
};

/// A kind of file of ours: recognised by SQLite's application_id, its layout numbered in user_version.
struct SqliteFormat {
    std::int32_t applicationId = 0;
    std::string_view what;                       ///< "Eventscope store", for messages
    std::span<const SqliteMigration> migrations; ///< in ascending order, from 1 on, without gaps
    /// Layouts up to this one are understood, too: a file comes to one when it first holds what older programs would
    /// not understand, and not by being opened. 0: none
    int understoodTo = 0;
    [[nodiscard]] int newest() const { return migrations.empty() ? 0 : migrations.back().to; }
    [[nodiscard]] int known() const { return std::max(newest(), understoodTo); }
};

/// The layout version of the file, 0 for one that is still empty. Writes nothing.
/// Errors: Unsupported (another program's file; a newer layout, with both numbers), Corrupt (no database at all).
[[nodiscard]] Result<int> layoutVersion(SqliteConnection &connection, const SqliteFormat &format);

/// Brings the file to the newest layout of its migrations in one transaction: wholly or not at all. Before an existing
/// file is changed, a copy with the same permissions is kept beside it as "<path>.layout<N>.backup". Does nothing when
/// the layout is the newest already; of several programs that migrate at once, one does. REQUIRES: a connection that
/// may write, outside a transaction. Errors: as layoutVersion, Refused, Unavailable.
[[nodiscard]] Result<void> migrate(SqliteConnection &connection, const SqliteFormat &format);

} // namespace eventscope
