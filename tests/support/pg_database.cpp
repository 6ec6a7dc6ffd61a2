// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pg_database.h"

#include <stdexcept>

namespace eventscope {

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    return *std::move(result);
}

} // namespace

PgDatabase::PgDatabase() {
    QString why;
    m_server = PgServer::start(&why);
    if (!m_server) throw std::runtime_error(why.toStdString());
}

PgAddress PgDatabase::address(const std::string &more) const {
    return must(PgAddress::parse(m_server->address() + " " + more));
}

std::string PgDatabase::newDatabase() {
    const std::string name = "shop" + std::to_string(++m_databases);
    run("CREATE DATABASE " + name);
    return must(PgConnection::open(address("dbname=" + name), {}, {})).address();
}

PgResult PgDatabase::run(const std::string &sql, const PgParameters &parameters) {
    return must(connection().query(sql, parameters, {}));
}

PgConnection &PgDatabase::connection() {
    if (!m_connection || m_connection->isLost()) {
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        m_connection = std::make_unique<PgConnection>(must(PgConnection::open(address(), options, {})));
        (void)must(m_connection->query("SET client_min_messages = warning", {}));
    }
    return *m_connection;
}

} // namespace eventscope
