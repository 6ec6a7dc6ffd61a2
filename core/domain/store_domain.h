// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/domain_pack.h"
#include "core/store/capabilities.h"

#include <string>
#include <string_view>

namespace eventscope {

/// The name of the one pack that comes with the program: the sample domain. Sample stores say that they are of it.
inline constexpr std::string_view kSampleDomain = "sample";

/// The pack that a store is read with: `chosen`, the folder of a pack, or "sample" for the one that comes with the
/// program (a folder of that name is "./sample"), or empty; and behind it the pack that the store itself names
/// (StoreInfo::domain). What is chosen comes first, and of two upcasters that take the same events, and of two
/// projections with the same name, the chosen one stays; a chosen privacy policy stands alone. A store that names a
/// domain which does not come with the program, or none, has what was chosen only. Errors: those of loadDomainPack.
[[nodiscard]] Result<DomainPack> domainFor(const StoreInfo &store, const std::string &chosen);

} // namespace eventscope
