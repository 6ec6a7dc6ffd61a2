// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output/value.h"
#include "core/json/json.h"
#include "core/store/capabilities.h"

#include <string_view>

namespace eventscope::cli {

/// Why a store is believed to be read-only, rung by rung.
[[nodiscard]] Json evidenceOf(const ReadOnlyEvidence &readOnly);
/// Whether something can be appended to it, by whoever may write, and why not.
[[nodiscard]] Value appendingOf(const StoreInfo &info);
/// What the first rung of that name says; null when there is none.
[[nodiscard]] Value rungOf(const StoreInfo &info, std::string_view rung);
/// "PostgreSQL 15.18"; null for what is no server.
[[nodiscard]] Value serverOf(const StoreInfo &info);

} // namespace eventscope::cli
