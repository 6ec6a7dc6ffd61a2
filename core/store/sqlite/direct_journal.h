// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/sqlite/sqlite_connection.h"

namespace eventscope {

/// Has a large transaction into a nearly empty file write its pages once, into the file itself, instead of into the
/// -wal first: a rollback journal then holds no more than the few pages that were there. Durable all the same (sync
/// level EXTRA). Where another connection has the file open nothing changes. REQUIRES: no transaction is open.
class DirectJournal {
  public:
    explicit DirectJournal(SqliteConnection &connection);
    DirectJournal(const DirectJournal &) = delete;
    DirectJournal &operator=(const DirectJournal &) = delete;
    ~DirectJournal();

    /// Back to WAL with full sync; after the transaction. Errors: Unavailable, Refused (somebody keeps reading).
    [[nodiscard]] Result<void> end();

  private:
    SqliteConnection &m_connection;
    bool m_direct = false;
};

/// WAL with full sync, which every append needs. Errors: Refused where that is not to be had.
[[nodiscard]] Result<void> useFullSync(SqliteConnection &connection);

} // namespace eventscope
