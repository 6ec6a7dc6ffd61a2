// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection.h"

#include <string_view>

namespace eventscope {

/// Makes a process manager, as the projection of its instances, from a JSON description (schema:
/// resources/schemas/declared-process.schema.json):
///
///     { "process": "checkout", "version": 1, "text": "From the full basket to the paid order", "key": "/basketId",
///       "state": {"total": 0, "items": {}}, "start": ["BasketFilled"],
///       "on": {
///         "BasketFilled": { "do": [ {"set": "/total", "from": "/total"} ],
///                           "goTo": "paying",
///                           "send": [ {"command": "RequestPayment", "with": {"amount": "$state/total"}} ],
///                           "waitFor": {"types": ["Paid", "PaymentFailed"], "within": "1h"} },
///         "Paid": {"end": "paid"},
///         "PaymentFailed": [ {"compensate": true, "goTo": "giving back"},
///                            {"send": [ {"command": "Release", "forEach": "/items", "with": {"item": "$each/key"}} ]},
///                            {"when": "state.items.length == 0", "end": "cancelled"} ] } }
///
/// "key" says to which instance an event goes, as in declared_projection.h; "state" is what an instance remembers in
/// the beginning. Events of the types in "start", which are all in "on", begin one; other events of a key without an
/// instance are none of the process's business, nor is what comes after an instance has ended. Behind each type stands
/// a reaction, or an array of them. One whose "when" (a condition of the filter language over the event and `state`)
/// does not hold is left out; each does, in this order:
///
///     "do"          operations (declared_fold.h) on the state
///     "compensate"  true: the instance takes back from now on what it has done
///     "goTo"        the next step; nothing is asked for and waited for any more
///     "send"        the commands that are asked for, with texts that come of the payload ("/amount"), the event
///                   ("$recordedAt") or the state ("$state/total"), perhaps under a "when". "forEach" sends one for
///                   each element ($each) of an array in the state, or for each member of an object, by their
///                   names ($each/key, $each/value)
///     "waitFor"     one of these types of events should come within this time after the event: s, min, h or d
///     "end"         how the instance ended
///
/// An event fails as a whole when a part of a reaction does. Errors: Invalid; the message says where in the description
/// (`detail`: the JSON Pointer) and what was expected.
[[nodiscard]] Result<ProjectionPtr> declaredProcess(std::string_view description);

} // namespace eventscope
