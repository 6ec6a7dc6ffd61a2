// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_ids.h"

#include <sodium.h>

namespace eventscope {

KeyId newKeyId() {
    KeyId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    return id;
}

VaultId newVaultId() {
    VaultId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    return id;
}

} // namespace eventscope
