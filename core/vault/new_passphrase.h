// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>

namespace eventscope {

inline constexpr std::size_t kPassphraseBytesMin = 12;

/// Whether a new passphrase is long enough for what protects people's data. Errors: Refused.
[[nodiscard]] Result<void> checkNewPassphrase(const Secret &passphrase);

} // namespace eventscope
