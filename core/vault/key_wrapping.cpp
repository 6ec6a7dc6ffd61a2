// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_wrapping.h"

#include "core/base/fixed_bytes.h"

namespace eventscope {

WrappedKey wrapKey(ConstKeyBytes under, std::string_view bound, ConstKeyBytes key) {
    WrappedKey wrapped;
    wrapped.nonce = randomly<Nonce>();
    seal(under, wrapped.nonce, bound, key, wrapped.bytes);
    return wrapped;
}

bool unwrapKey(ConstKeyBytes under, std::string_view bound, const WrappedKey &wrapped, KeyBytes key) {
    return unseal(under, wrapped.nonce, bound, wrapped.bytes, key);
}

bool canUnwrapKey(ConstKeyBytes under, std::string_view bound, const WrappedKey &wrapped) {
    return canUnseal(under, wrapped.nonce, bound, wrapped.bytes);
}

std::string boundOf(const KeyRow &row, const VaultId &vault) {
    Bound bound("vault-wrap");
    bound.add(viewOf(vault))
        .add(std::uint64_t{row.epoch})
        .add(viewOf(row.key))
        .add(viewOf(row.subject))
        .add(row.purpose);
    return bound.bytes();
}

std::string boundOf(std::string_view which, const VaultHeader &header) {
    Bound bound("vault-wrap");
    bound.add(viewOf(header.vault)).add(std::uint64_t{header.epoch}).add(which);
    return bound.bytes();
}

Hash fingerprintOf(const SecretKey &key) { return Hasher().addSized("kfp").add(textOf(key.bytes())).finish(); }

Hash unlockCheckOf(const VaultHeader &header, ConstKeyBytes unlockKey) {
    Bound text("vault-check");
    text.add(viewOf(header.vault)).add(std::uint64_t{header.epoch});
    return keyedHash(unlockKey, text.bytes());
}

void addKeys(VaultHeader &header, ConstKeyBytes unlockKey, ConstKeyBytes epochKey, ConstKeyBytes bindingKey) {
    header.unlockCheck = unlockCheckOf(header, unlockKey);
    header.keyKey = wrapKey(unlockKey, boundOf("epoch", header), epochKey);
    header.bindingKey = wrapKey(unlockKey, boundOf("binding", header), bindingKey);
}

} // namespace eventscope
