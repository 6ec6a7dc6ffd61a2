// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/pg_server.h"

#include <QProcess>
#include <QString>

#include <memory>
#include <string>

namespace eventscope {

/// A pgbouncer of a test's own in front of a PgServer, on a free port of 127.0.0.1, without TLS. It trusts the roles
/// "eventscope" and "pooled". Runs as the server's user, since it refuses to run as root.
class PgBouncer {
  public:
    /// `settings` are lines of its section [pgbouncer]. Empty, with `why` saying what to do, when that fails.
    [[nodiscard]] static std::unique_ptr<PgBouncer> start(const PgServer &server, const QByteArray &settings,
                                                          QString *why);
    ~PgBouncer();

    /// "host=... port=... dbname=postgres sslmode=disable", without a user.
    [[nodiscard]] std::string address() const;
    /// What it has logged so far.
    [[nodiscard]] QByteArray log();

  private:
    PgBouncer() = default;
    QProcess m_process;
    QByteArray m_log;
    int m_port = 0;
};

} // namespace eventscope
