// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_read_pool.h"

namespace eventscope {

PgOptions pgOptionsFor(const PgAddress &address) {
    PgOptions options;
    options.weakerTls = address.get("sslmode").value_or("verify-full") != "verify-full";
    return options;
}

/// What a snapshot of ours takes at most, whatever it reads.
PgOptions PgReadPool::limits() const {
    PgOptions options = pgOptionsFor(m_address);
    options.statementTimeout = std::chrono::seconds(10);
    options.idleTransactionTimeout = std::chrono::seconds(10);
    options.statementsSent = m_statementsSent;
    return options;
}

Result<PgListener> PgReadPool::listen(const std::string &channel, const JobControl &job) const {
    ES_ASSIGN(connection, PgConnection::open(m_address, limits(), job));
    return PgListener::start(std::move(connection), channel, job);
}

} // namespace eventscope
