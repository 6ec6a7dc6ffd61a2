// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/state_edit.h"

#include "core/json/protected_state.h"

namespace eventscope {

Result<void> StateEdit::set(const Pointer &path, Json value) {
    if (m_listener) m_listener(path);
    return m_draft.set(path, std::move(value));
}

Result<void> StateEdit::remove(const Pointer &path) {
    if (m_listener) m_listener(path);
    return m_draft.remove(path);
}

Result<void> StateEdit::append(const Pointer &path, Json element) {
    const auto array = valueAt(value(), path);
    if (m_listener) m_listener(path.child(array ? array->size() : 0));
    return m_draft.insert(path.child("-"), std::move(element));
}

Result<void> StateEdit::layOver(const Pointer &path, const Json &patch) {
    const auto there = valueAt(value(), path);
    const bool isLaidOver =
        there && there->isObject() && patch.isObject() && !isProtected(*there) && !isProtected(patch);
    if (!isLaidOver) return set(path, patch);
    for (std::size_t i = 0; i < patch.size(); ++i) {
        const bool isLastOfName = patch.find(patch.key(i)) == i;
        if (isLastOfName) ES_TRY(layOver(path.child(patch.key(i)), patch.child(i)));
    }
    return {};
}

} // namespace eventscope
