// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/lay_over.h"

#include "core/json/pointer.h"

#include <cassert>

namespace eventscope {

Json layOver(const Json &target, const Json &patch) {
    if (!target.isObject() || !patch.isObject()) return patch;
    JsonDraft draft(target);
    for (std::size_t i = 0; i < patch.size(); ++i) {
        // Looked up in the draft, not in the target: the patch may name a member twice.
        const std::size_t at = draft.value().find(patch.key(i));
        const Json value = patch.child(i);
        const auto done = draft.set(Pointer({std::string(patch.key(i))}),
                                    at == Json::npos ? value : layOver(draft.value().child(at), value));
        assert(done && "a member of an object can always be set");
        static_cast<void>(done);
    }
    return draft.freeze();
}

} // namespace eventscope
