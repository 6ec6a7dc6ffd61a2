// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_connection.h"
#include "core/db/postgres/pg_transaction.h"
#include "core/store/mapped/mapped_lookup.h"

namespace eventscope {

/// A transaction that writes to a mapped table. The table's triggers find the tables beside it by their bare names, as
/// they do for the program whose table it is.
[[nodiscard]] Result<PgTransaction> beginMapped(PgConnection &connection, const MappedAppend &append,
                                                const JobControl &job);

struct MappedInsertion {
    MappedPlaces places;       ///< where the events stand now
    std::optional<Error> lost; ///< another writer was faster, and the transaction is of no use any more: why
};
/// Inserts the given events and reads them again. Errors: Refused (the table did not take them as they were given), and
/// those of the server. REQUIRES: beginMapped().
[[nodiscard]] Result<MappedInsertion> insertMapped(PgConnection &connection, const MappedTable &table,
                                                   const MappedAppend &append, const MappedGiven &given,
                                                   const JobControl &job);

/// Whether the statement that has just failed did so because another writer was faster: the server found the version,
/// or the id, there by now, or ended one of two transactions that waited for each other.
[[nodiscard]] bool anotherWasFaster(PgConnection &connection);
/// Whether it was a unique rule that said so.
[[nodiscard]] bool byUniqueRule(const PgConnection &connection);

} // namespace eventscope
