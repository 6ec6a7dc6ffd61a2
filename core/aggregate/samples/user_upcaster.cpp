// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/user_upcaster.h"

#include "core/json/pointer.h"

namespace eventscope::samples {

Fingerprint UserRegisteredUpcaster::fingerprint() const { return {"samples.UserRegistered.1-2"}; }

Result<std::vector<Upcast>> UserRegisteredUpcaster::upcast(const EventView &, const Json &data) const {
    if (!data.isObject()) return fail(ErrorKind::Invalid, "UserRegistered is no JSON object");
    JsonDraft draft(data);
    ES_TRY(draft.set(Pointer().child("source"), Json::string(kUnknownSource)));
    return std::vector<Upcast>{{m_takes.name, 2, draft.freeze(), {}}};
}

} // namespace eventscope::samples
