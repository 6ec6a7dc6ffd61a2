// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_pool.h"

namespace eventscope {

PgOptions postgresOptions(const PgAddress &address) {
    PgOptions options;
    options.weakerTls = address.get("sslmode").has_value();
    return options;
}

/// What a snapshot of ours takes at most, whatever it reads.
PgOptions PostgresPool::limits() const {
    PgOptions options = postgresOptions(m_address);
    options.statementTimeout = std::chrono::seconds(10);
    options.idleTransactionTimeout = std::chrono::seconds(10);
    return options;
}

Result<PgListener> PostgresPool::listen(const std::string &channel, const JobControl &job) const {
    ES_ASSIGN(connection, PgConnection::open(m_address, limits(), job));
    return PgListener::start(std::move(connection), channel, job);
}

} // namespace eventscope
