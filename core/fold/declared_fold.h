// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"

#include <string_view>

namespace eventscope {

/// Makes a fold from a JSON description (schema: resources/schemas/declared-fold.schema.json):
///
///     { "fold": "BankAccount", "version": 1, "categories": ["account"],
///       "initial": {"balance": 0, "isOpen": false},
///       "on": { "MoneyDeposited": [ {"set": "/balance", "from": "/balanceAfter"} ], ... },
///       "each": [ {"set": "/version", "from": "$version"} ] }
///
/// Events of the types in "on" run their operations in order and then those of "each"; other types are ignored. An
/// event fails as a whole when one of its operations does. Every operation names a place in the state by a JSON
/// Pointer:
///
///     {"set": "/balance", "from": "/balanceAfter"}               puts a value there
///     {"merge": "/address", "from": "/shippingAddress"}          lays an object over the one there
///     {"append": "/log", "from": "$recordedAt"}                  puts a value at the end of the array there
///     {"upsert": "/items", "key": "productId", "from": ""}       lays an object over the element with the same key, or
///                                                                appends it
///     {"remove": "/trackingNumber"}                              takes the place away, if it is there
///     {"remove": "/items", "key": "productId", "from": "/productId"}   takes away every element with that key
///     {"add": "/total", "from": "/amount"}, {"subtract": ...}    exact decimals; what is not there counts as 0
///     {"increment": "/version"}                                  adds 1
///     {"count": "/itemCount", "of": "/items"}                    puts the number of elements or members at "of" there
///
/// "from" reads the payload, or the event by $stream, $category, $version, $position, $id, $type, $schemaVersion,
/// $recordedAt, $validAt, by $month, $day or $hour (in which it was recorded, in UTC: "2026-03", "2026-03-04",
/// "2026-03-04T12"), or makes an object of such ({"append": "/skills", "from": {"name": "/skillName", "at":
/// "$recordedAt"}}); "default" stands in where there is nothing, "value" is a literal instead. Two more members go with
/// every verb: "at" names, by its value, a member of the place ({"add": "/reserved", "at": "/orderId", "from":
/// "/quantity"}); "when" is a condition of the filter language over the event and `state` as it is before the
/// operation.
///
/// Errors: Invalid; the message says where in the description (`detail`: the JSON Pointer) and what was expected.
[[nodiscard]] Result<FoldPtr> declaredFold(std::string_view description);

} // namespace eventscope
