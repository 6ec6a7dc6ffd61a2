// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/fold/fold.h"
#include "core/lens/upcaster.h"
#include "core/projection/projection.h"
#include "core/vault/privacy_policy.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a team tells Eventscope about its domain, in one folder beside its code. Value type.
struct DomainPack {
    std::string name;           ///< for titles; the folder's name when the pack has none
    std::vector<FoldPtr> folds; ///< in the order of the pack: earlier ones win
    std::vector<UpcasterPtr> upcasters;
    std::vector<ProjectionPtr> projections; ///< in the order of the pack, each with a name of its own
    std::vector<ProjectionPtr> processes;   ///< process managers, as projections of their instances; names likewise
    PrivacyPolicy privacy;                  ///< which values are about whom; may be empty
};

/// The projection or process with this name, or null.
[[nodiscard]] ProjectionPtr projectionNamed(const DomainPack &pack, std::string_view name);

/// Reads `folder`/domain.json and what it names, by paths inside the folder:
///
///     { "name": "Shop", "folds": ["folds/account.json"], "upcasters": ["upcasters.json"],
///       "projections": ["projections/account-summary.json"], "processes": ["processes/fulfilment.json"],
///       "privacy": "privacy.json" }
///
/// Errors: NotFound, Unavailable (the pack or a file that it names), TooLarge (a file over 16 MiB), Invalid; the
/// message names the file and the place in it.
[[nodiscard]] Result<DomainPack> loadDomainPack(const std::string &folder);

} // namespace eventscope
