// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <optional>

namespace eventscope {
struct StoreProtection;
}

namespace eventscope::ui {

class EmptyState;

/// How it stands while nobody is looked at and no erasure is listed.
struct PrivacyStart {
    const StoreProtection &protection;
    bool isMasked = false;
    bool isLooking = false;              ///< for somebody
    bool hasVault = false;               ///< when the ledger was read
    const std::optional<Error> &refusal; ///< why the ledger cannot be read
};

/// Says it, with the next step as a button where there is one.
void sayStart(EmptyState &empty, const PrivacyStart &start);

} // namespace eventscope::ui
