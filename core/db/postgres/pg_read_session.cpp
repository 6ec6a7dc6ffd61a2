// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_read_session.h"

namespace eventscope {

Result<std::unique_ptr<PgReadSession>> PgReadSession::open(const PgAddress &address, PgOptions options,
                                                           const JobControl &job) {
    options.access = PgAccess::ReadOnly;
    ES_ASSIGN(connection, PgConnection::open(address, options, job));
    return std::unique_ptr<PgReadSession>(new PgReadSession(std::move(connection)));
}

Result<PgSnapshot> PgReadSession::snapshot(const JobControl &job) {
    ES_ASSIGN(transaction, PgTransaction::begin(m_connection, PgTransaction::Kind::Read, job));
    return PgSnapshot(m_connection, std::move(transaction));
}

} // namespace eventscope
