// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/unlock.h"

#include "core/base/base64.h"
#include "core/base/fixed_bytes.h"

#include <algorithm>

namespace eventscope {

namespace {

bool wants(const VaultHeader &header, UnlockBy what) {
    return header.unlockBy == what || header.unlockBy == UnlockBy::Both;
}

Failure noDevice() {
    return fail(ErrorKind::Refused, "This vault opens only with this computer's keyring, which is not at hand",
                "Start the program in a session with a keyring");
}

} // namespace

namespace {

/// What was sealed to an escrow key.
Result<void> keyOfEscrow(const EscrowSeal &seal, const EscrowKey *key, KeyBytes passwordKey) {
    if (!key)
        return fail(ErrorKind::Refused, "This backup is sealed to an escrow key, and opens with no passphrase",
                    "Name the file of its secret half: privacy restore --escrow-key FILE");
    if (seal.recipient != key->recipient())
        return fail(ErrorKind::Refused, "This backup is sealed to another escrow key",
                    "Take the secret half of " + toHex(seal.recipient));
    if (key->unseal(seal, passwordKey)) return {};
    return fail(ErrorKind::Corrupt, "What is sealed to the escrow key was changed", "Take another backup");
}

} // namespace

std::string deviceSecretName(const VaultId &vault, std::uint32_t epoch) {
    return "vault " + toHex(vault) + " epoch " + std::to_string(epoch);
}

Result<void> passwordKeyOf(const VaultHeader &header, const UnlockSecrets &secrets, KeyBytes passwordKey) {
    std::ranges::fill(passwordKey, std::byte{0});
    if (header.escrow) return keyOfEscrow(*header.escrow, secrets.escrow, passwordKey);
    if (secrets.escrow)
        return fail(ErrorKind::Refused, "This backup has a passphrase of its own, and opens with no escrow key",
                    "Leave the escrow key out (--escrow-key)");
    if (!wants(header, UnlockBy::Password)) return {};
    if (secrets.password.isEmpty())
        return fail(ErrorKind::Refused, "The vault wants its passphrase", "Give the passphrase of the vault");
    return keyOfPassword(secrets.password.view(), header.salt, header.cost, passwordKey);
}

Result<void> unlockKeyOf(const VaultHeader &header, ConstKeyBytes passwordKey, DeviceSecrets *device,
                         KeyBytes unlockKey) {
    Bound parts("vault-unlock");
    parts.add(viewOf(header.vault)).add(static_cast<std::uint64_t>(header.unlockBy));
    if (!wants(header, UnlockBy::Device)) {
        deriveKey(passwordKey, parts.bytes(), unlockKey);
        return {};
    }
    if (!device) return noDevice();
    ES_ASSIGN(secret, device->find(deviceSecretName(header.vault, header.epoch)));
    if (!secret) {
        return fail(ErrorKind::NotFound,
                    "The keyring has no secret for this vault as it is (epoch " + std::to_string(header.epoch) + ")",
                    "An old copy of a vault cannot be opened any more; take the present one");
    }
    auto bytes = fromBase64(secret->view());
    if (!bytes || bytes->size() != kKeyBytes)
        return fail(ErrorKind::Corrupt, "What the keyring keeps for this vault is no secret of ours");
    deriveKey(ConstKeyBytes(reinterpret_cast<const std::byte *>(bytes->data()), kKeyBytes), parts.bytes(), unlockKey);
    wipe(*bytes);
    // The passphrase's part is zeros where none is wanted.
    deriveKey(unlockKey, textOf(passwordKey), unlockKey);
    return {};
}

Result<void> putDeviceSecret(const VaultHeader &header, DeviceSecrets *device) {
    if (!wants(header, UnlockBy::Device)) return {};
    if (!device) return noDevice();
    const auto arena = KeyArena::make(1);
    const SecretKey key = arena->newRandomKey();
    const KeyAccess access(arena);
    return device->put(deviceSecretName(header.vault, header.epoch), Secret(toBase64(textOf(key.bytes()))));
}

} // namespace eventscope
