// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/key_vault.h"

#include <set>
#include <string_view>

namespace eventscope {

/// Whether the id of one of these people is anywhere in a text, as it is written there, in lower or in upper case: of
/// ids nothing is known here but how the vault calls whom they are of. One of less than four bytes is in other words by
/// chance: it must be all of the text. Errors: Refused (the vault is locked). Cost: a hash for each piece of the text.
[[nodiscard]] Result<bool> holdsIdOf(std::string_view text, const KeyVault &vault,
                                     const std::set<SubjectBinding> &people);

} // namespace eventscope
