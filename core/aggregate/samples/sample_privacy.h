// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/privacy_policy.h"

namespace eventscope::samples {

/// Which values of the sample domain's events are about whom.
[[nodiscard]] PrivacyPolicy samplePrivacyPolicy();

} // namespace eventscope::samples
