// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/db/postgres/pg_connection.h"
#include "tests/support/pg_server.h"

#include <QTest>

#include <csignal>
#include <memory>
#include <string>
#include <thread>

namespace eventscope {

/// The one server of a test program, started by its initTestCase().
class PgFixture : public QObject {
    Q_OBJECT

  protected:
    static std::unique_ptr<PgServer> s_server;

    static PgOptions writing() {
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        return options;
    }

    static PgAddress address(const std::string &more = {}) {
        auto parsed = PgAddress::parse(s_server->address() + " " + more);
        if (!parsed) qFatal("%s", describe(parsed.error()).c_str());
        return *std::move(parsed);
    }

    static PgConnection opened(const PgOptions &options = {}) {
        auto connection = PgConnection::open(address(), options, JobControl());
        if (!connection) qFatal("%s", describe(connection.error()).c_str());
        return *std::move(connection);
    }

    static PgResult answer(PgConnection &connection, const std::string &sql, const PgParameters &parameters = {}) {
        auto result = connection.query(sql, parameters, JobControl());
        if (!result) qFatal("%s: %s", sql.c_str(), describe(result.error()).c_str());
        return *std::move(result);
    }

    /// Waits, from another connection, until the server says that `process` runs a statement or waits in one.
    static void waitUntilActive(int process) {
        PgConnection watcher = opened();
        PgParameters who;
        who.number(process);
        QTRY_VERIFY_WITH_TIMEOUT(
            *answer(watcher, "SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND state = 'active'", who)
                    .number(0, 0) == 1,
            60'000);
    }

  protected Q_SLOTS:
    void initTestCase() {
        QString why;
        s_server = PgServer::start(&why);
        QVERIFY2(s_server, qPrintable(why));
    }
    void cleanupTestCase() { s_server.reset(); }
};

inline std::unique_ptr<PgServer> PgFixture::s_server;

} // namespace eventscope
