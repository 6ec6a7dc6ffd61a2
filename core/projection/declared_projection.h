// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection.h"

#include <string_view>

namespace eventscope {

/// Makes a projection from a JSON description (schema: resources/schemas/declared-projection.schema.json):
///
///     { "projection": "account-summary", "version": 1, "text": "Balance of each account", "key": "/accountId",
///       "columns": {"balance": "decimal", "transactions": "integer", "lastActivity": "time"},
///       "initial": {"balance": 0.00, "transactions": 0},
///       "on": { "AccountOpened": [ {"set": "/balance", "from": "/initialDeposit"} ],
///               "MoneyDeposited": [ {"add": "/balance", "from": "/amount"}, {"increment": "/transactions"} ],
///               "AccountErased": {"delete": true} },
///       "each": [ {"set": "/lastActivity", "from": "$recordedAt"} ] }
///
/// "key" says to which row an event goes: a source as in declared_fold.h, which must give a text or a number. Events of
/// the types in "on" run their operations (those of declared_fold.h, "state" being the row) and then those of "each".
/// Beside operations there may stand an edit, or an array of edits:
///
///     {"key": "/customerId", "do": [operations]}     another row than that of the key above
///     {"delete": true}                               takes the row away, if it is there
///     {"forEach": "/items", "key": "$each/productId", "do": [ {"add": "/sold", "from": "$each/quantity"} ]}
///                        does so for each element of an array in the payload; $each is the element, "$each/..." what
///                        lies in it. An array that is not there, or null, has no elements
///
/// Edits are done in their order; several may go to the same row, which is touched once by the event then. An event
/// fails as a whole, all its rows are as before then, when one of its operations does, when it has no such key, or when
/// a row would be no object any more.
///
/// A row is made from "initial" by its first event. It has each of its columns from the beginning, null where "initial"
/// says nothing, and gets a null where an operation removes one. What does not fit its column stays in the row (see
/// ReadModelStore).
///
/// A run that is confined to some keys looks at the other rows of an event for their keys only: it takes an event that
/// fails for the state of such a row. An event that the lens could not read counts by the type that it is stored under.
/// Where the keys of an event cannot be told it is none of such a run.
///
/// A rebuild is left to a store that can group events (EventStore::groups(): PostgreSQL, ours and other programs'
/// tables with a number over all streams) when the rows are a matter of groups, byte for byte the same:
///
/// - all types have the same "key", out of the payload or one of $stream, $category, $type, $month, $day, $hour;
/// - each has one edit, no "forEach" and no "delete", of "set", "add", "subtract" and "increment" without "at" and
///   "when", one for a place; what is set or added is a literal, a member of the payload (not an element of an array),
///   or, to be set, one of these or $version, $recordedAt;
/// - the places are columns or lie in "initial", none in another;
/// - no upcaster takes or makes one of the types.
///
/// It is done event by event after all when a single event says so: one that would fail, a "set" of a key behind an
/// "add" to the same place, a number with an exponent or of more than 100 characters that is added, a payload with a
/// NUL, half a surrogate or very many containers, or groups that take more memory than a run may.
///
/// Errors: Invalid; the message says where in the description (`detail`: the JSON Pointer) and what was expected.
[[nodiscard]] Result<ProjectionPtr> declaredProjection(std::string_view description);

} // namespace eventscope
