// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/vault/key_ids.h"
#include "core/vault/vault_rows.h"

#include <map>
#include <span>
#include <string>

namespace eventscope {

/// What the file of a vault says of keys to who has no secret.
struct KeyStates {
    std::string store;                ///< id of the store that it is for
    std::map<KeyId, KeyState> states; ///< of those that it has; a destroyed one has no wrapped key any more
};

/// Reads the file at `path` beside whoever has the vault open, and changes nothing. Without a secret nobody can tell
/// whether a row was changed by somebody else: that a key is not there any more can be told all the same. Errors:
/// NotFound (no vault), Unsupported, Corrupt, Unavailable (it is just being written).
[[nodiscard]] Result<KeyStates> keyStatesIn(const std::string &path, std::span<const KeyId> keys);

} // namespace eventscope
