// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_states.h"

#include "core/vault/vault_file.h"

namespace eventscope {

Result<KeyStates> keyStatesIn(const std::string &path, std::span<const KeyId> keys) {
    ES_ASSIGN(file, VaultFile::openToLook(path));
    KeyStates found;
    found.store = file.header().store;
    for (const KeyId &key : keys) {
        ES_ASSIGN(row, file.find(key));
        if (row && row->isSound) found.states[key] = row->key.state;
    }
    return found;
}

} // namespace eventscope
