// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_transaction.h"

#include "core/db/postgres/pg_link.h"

namespace eventscope {

Result<PgTransaction> PgTransaction::begin(PgConnection &connection, Kind kind, const JobControl &job) {
    if (kind == Kind::Write && connection.access() == PgAccess::ReadOnly)
        return fail(ErrorKind::Refused, "The connection is open for reading only (" + connection.where() + ")");
    if (!connection.m_link->isLost() && connection.inTransaction())
        return fail(ErrorKind::Internal, "A transaction is open already (" + connection.where() + ")",
                    "Please report this");
    const bool reads = kind == Kind::Read;
    // From here on it is undone: a BEGIN that was stopped may have been done nevertheless.
    PgTransaction transaction(connection);
    ES_TRY(connection.query(reads ? kBeginReading : "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE", job));
    // After a first query the server lets nobody raise the transaction to writing any more.
    if (reads) ES_TRY(connection.query("SELECT 1", job));
    return transaction;
}

PgTransaction::~PgTransaction() {
    if (!m_connection) return;
    PgLink &link = *m_connection->m_link;
    link.setPatient(false);
    if (m_connection->isLost() || !m_connection->inTransaction()) return;
    // A copy that was left in the middle is still running.
    if (PQtransactionStatus(link.raw()) == PQTRANS_ACTIVE) link.stop();
    if (!m_connection->query("ROLLBACK", JobControl())) link.giveUp(); // the server rolls back when it notices
}

Result<void> PgTransaction::liftTimeLimits(const JobControl &job) {
    ES_TRY(m_connection->query("SET LOCAL statement_timeout = 0", job));
    if (m_connection->serverVersion() >= 170000) ES_TRY(m_connection->query("SET LOCAL transaction_timeout = 0", job));
    m_connection->m_link->setPatient(true);
    return {};
}

Result<void> PgTransaction::commit() {
    PgConnection &connection = *std::exchange(m_connection, nullptr);
    connection.m_link->setPatient(false);
    if (connection.m_link->isLost())
        return fail(connection.m_link->lostError()); // before COMMIT: it did not take place
    // COMMIT of a failed transaction succeeds, as a rollback.
    if (PQtransactionStatus(connection.m_link->raw()) == PQTRANS_INERROR) {
        ES_TRY(connection.query("ROLLBACK", JobControl()));
        return fail(ErrorKind::Refused, "The transaction had failed and was undone (" + connection.where() + ")");
    }
    auto committed = connection.query("COMMIT", JobControl());
    if (committed) return {};
    if (connection.isLost()) {
        return fail(ErrorKind::OutcomeUnknown, "The connection was lost while committing (" + connection.where() + ")",
                    "Connect again and look for the written events before you repeat", committed.error().message);
    }
    return fail(std::move(committed).error());
}

} // namespace eventscope
