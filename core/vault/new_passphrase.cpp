// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/new_passphrase.h"

#include <string>

namespace eventscope {

Result<void> checkNewPassphrase(const Secret &passphrase) {
    if (passphrase.view().size() >= kPassphraseBytesMin) return {};
    return fail(ErrorKind::Refused, "The passphrase is too short",
                "Choose one of " + std::to_string(kPassphraseBytesMin) + " characters or more");
}

} // namespace eventscope
