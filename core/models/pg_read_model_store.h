// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/store/capabilities.h"
#include "core/store/read_model_store.h"

#include <memory>
#include <string>

namespace eventscope {

/// The schema for the read models of an event store in its own database: "eventscope_models" for ours, of which a
/// database has one at most. Of stores that a mapping describes there may be several in one: theirs bear a piece of the
/// store's id, too.
[[nodiscard]] std::string readModelsSchema(const StoreInfo &store);

/// Read models in PostgreSQL 12 or later, as tables that any program may query: text, bigint, numeric, boolean,
/// timestamptz, json. The schema (1 to 63 small letters, digits and '_') is made with the first of them, by the rights
/// of the login; until then looking finds none and writes nothing. Nothing is connected to before the first call.
///
/// A call waits 5 s for locks of others, then it answers Unavailable: a long query of somebody's on a table keeps it
/// from being swapped. When the connection is lost while committing, the lost session (and no other) is ended in the
/// server on a new one and the server is asked how that ended; OutcomeUnknown is answered only while it stays out of
/// reach. The lock of a table is a session of its own. Errors of all calls: also those of PgConnection::open(), and
/// Refused by rights. Errors: Invalid (the schema's name).
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openPgReadModels(const PgAddress &address,
                                                                       const std::string &schema);

} // namespace eventscope
