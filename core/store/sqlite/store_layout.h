// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/sqlite/sqlite_format.h"
#include "core/event/payload.h"

#include <optional>
#include <string_view>

namespace eventscope {

/// The layout of our embedded store, version 1. Scripts may read it:
///
///     SELECT global_position, stream_id, version, event_type, data FROM events ORDER BY global_position
///
/// Events never change: triggers refuse UPDATE, DELETE and INSERT OR REPLACE on them. Positions count from 1 without a
/// gap, but for those of streams that were removed (see StreamRemoval), of each of which `store_info` keeps an account;
/// versions of a stream count from 1 without a gap. `stream_no` and `type_no` repeat the names as numbers, for the
/// index of the header columns.
inline constexpr std::string_view kStoreSuffix = ".evdb";
[[nodiscard]] const SqliteFormat &storeFormat();

/// The indexes and the trigger that only cost time while an empty store is filled in one transaction.
[[nodiscard]] std::string_view dropForBulkSql();
[[nodiscard]] std::string_view restoreAfterBulkSql();

/// Around the removal of a stream, in one transaction.
[[nodiscard]] std::string_view allowDeletingSql();
[[nodiscard]] std::string_view forbidDeletingSql();

/// Compares every part of the layout with what is written in the file, so that a file made to look like a store (views
/// for tables) is told. What other programs added beside it may stay. Errors: Corrupt.
[[nodiscard]] Result<void> checkLayout(SqliteConnection &connection);
/// A bounded look for damage: that the file is not shorter than it says (unless a -wal file holds the rest), and, up to
/// 4 MiB, SQLite's quick check of every page. verifyChain() is the whole check. Errors: Corrupt. Cost: some 10 ms.
[[nodiscard]] Result<void> checkPages(SqliteConnection &connection);
/// Before writing: also that no trigger but ours would run. Errors: Refused.
[[nodiscard]] Result<void> checkTriggers(SqliteConnection &connection);

} // namespace eventscope
