// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"

#include <string>

namespace eventscope::gui {

/// \name Small stores of the sample's domain, made at `path` for a shot
/// They block: for a Job. Errors: those of making them.
/// @{
/// Personal data in clear, without a vault.
[[nodiscard]] Result<void> makeClearStore(const std::string &path, const JobControl &job);
/// Sealed, and beside it the vault of another store, which opens with the passphrase of a sample's.
[[nodiscard]] Result<void> makeStoreWithWrongVault(const std::string &path, const JobControl &job);
/// Sealed, with one person of whom something is kept for three purposes.
[[nodiscard]] Result<void> makeStoreOfOnePerson(const std::string &path, const JobControl &job);
inline constexpr const char *kOnePerson = "4d1f7a20-0c53-4b6e-9f0a-5e1c2d3b4a69";
/// @}

} // namespace eventscope::gui
