// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lens/upcaster.h"

#include <string_view>
#include <vector>

namespace eventscope {

/// Makes upcasters from a JSON description (schema: resources/schemas/upcasters.schema.json):
///
///     { "upcasters": [ { "type": "UserRegistered", "schemaVersion": 1,
///                        "into": [ { "schemaVersion": 2, "do": [ {"default": "/source", "value": "unknown"} ] } ] } ]
///                        }
///
/// Each takes the events of one type and schema version (1 when left out) and makes one event for each element of
/// "into": none drops the event, several split it. An element says "type" and "schemaVersion" of the new event (those
/// of the old one when left out; one of them must differ) and what to "do" with a copy of the payload, in order:
///
///     {"default": "/source", "value": "unknown"}    puts a value there when there is nothing
///     {"rename": "/mail", "to": "/email"}           moves a value, if it is there
///     {"remove": "/obsolete"}                       takes a value away, if it is there
///     {"split": "/name", "by": " ", "into": ["/first", "/last"]}   cuts a string at the separator, if it is there; the
///                                                   last place takes the rest, places beyond the parts stay as they
///                                                   are
///     {"keep": ["/orderId", "/amount"]}             drops everything but these
///
/// Errors: Invalid; the message says where in the description (`detail`: the JSON Pointer) and what was expected.
[[nodiscard]] Result<std::vector<UpcasterPtr>> declaredUpcasters(std::string_view description);

} // namespace eventscope
