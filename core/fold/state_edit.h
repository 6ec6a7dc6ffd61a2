// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"
#include "core/json/json.h"
#include "core/json/pointer.h"

namespace eventscope {

/// The state of a run while an event changes it; tells a listener where it is written to. One thread.
class StateEdit {
  public:
    /// `listener` may be empty. Both must outlive it.
    StateEdit(JsonDraft &draft, const WriteListener &listener) : m_draft(draft), m_listener(listener) {}

    [[nodiscard]] const Json &value() const { return m_draft.value(); }
    /// As JsonDraft.
    [[nodiscard]] Result<void> set(const Pointer &path, Json value);
    [[nodiscard]] Result<void> remove(const Pointer &path);
    /// Puts `element` at the end of the array at `path`.
    [[nodiscard]] Result<void> append(const Pointer &path, Json element);
    /// Lays `patch` over the value at `path`: where both are objects their members are laid over each other, everywhere
    /// else the patch stands. Unlike RFC 7396 a null of the patch sets null. Errors: as JsonDraft::set.
    [[nodiscard]] Result<void> layOver(const Pointer &path, const Json &patch);

  private:
    JsonDraft &m_draft;
    const WriteListener &m_listener;
};

} // namespace eventscope
