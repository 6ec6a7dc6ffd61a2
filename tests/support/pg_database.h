// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/db/postgres/pg_connection.h"
#include "tests/support/pg_server.h"

#include <memory>
#include <string>

namespace eventscope {

/// A server of the test's own with what tests of a store do to it. Failures end the test with their text.
class PgDatabase {
  public:
    PgDatabase();

    [[nodiscard]] PgServer &server() { return *m_server; }
    /// Of its database, with libpq's `more` settings.
    [[nodiscard]] PgAddress address(const std::string &more = {}) const;
    /// Makes another, empty database: its address for a command line, "postgresql://...".
    [[nodiscard]] std::string newDatabase();
    /// Runs one statement as the superuser.
    PgResult run(const std::string &sql, const PgParameters &parameters = {});
    /// Drops our store, if there is one.
    void clear() { run("DROP SCHEMA IF EXISTS eventscope CASCADE"); }

  private:
    [[nodiscard]] PgConnection &connection();

    std::unique_ptr<PgServer> m_server;
    std::unique_ptr<PgConnection> m_connection; // opened again when it was lost
    int m_databases = 0;
};

} // namespace eventscope
