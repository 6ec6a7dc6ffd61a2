// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/domain_pack.h"

namespace eventscope {

/// The pack, and behind it the sample domain: what the pack has comes first, and of two upcasters that take the same
/// events the pack's stays.
[[nodiscard]] DomainPack withSampleDomain(DomainPack pack);

} // namespace eventscope
