// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/vault/cipher.h"
#include "core/vault/key_ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// What stands in a vault's file. Keys stand there enciphered only.

/// Another key's bytes under a key.
struct WrappedKey {
    Nonce nonce;
    std::array<std::byte, kKeyBytes + kTagBytes> bytes{};
    auto operator<=>(const WrappedKey &) const = default;
};

/// The public half of an escrow key (see escrow_key.h).
struct EscrowRecipient {
    std::array<std::byte, 32> bytes{};
    auto operator<=>(const EscrowRecipient &) const = default;
};
/// A key that only the secret half opens.
struct EscrowSeal {
    EscrowRecipient recipient;
    std::array<std::byte, kKeyBytes + 48> bytes{};
    auto operator<=>(const EscrowSeal &) const = default;
};

/// What opens a vault.
enum class UnlockBy : std::uint8_t {
    Password = 1, ///< old copies of the file stay open to who knows it
    Device = 2,   ///< a secret in this computer's keyring, a new one for each epoch
    Both = 3,
    Escrow = 4, ///< of a backup: an offline key, and no passphrase
};

struct VaultHeader {
    VaultId vault;
    std::string store; ///< id of the store whose personal data it protects
    Time createdAt;
    std::uint32_t epoch = 1; ///< grows with each rotation: old copies of the file have a lower one
    UnlockBy unlockBy = UnlockBy::Password;
    Salt salt{};
    PasswordCost cost;
    Hash unlockCheck;                      ///< tells a wrong secret from a damaged file
    WrappedKey keyKey;                     ///< under the unlock key; wraps the subjects' keys of this epoch
    WrappedKey bindingKey;                 ///< under the unlock key; makes bindings and authenticates rows
    std::uint64_t erasures = 0;            ///< so often one has destroyed keys in it: a copy from before has seen fewer
    std::optional<EscrowSeal> escrow = {}; ///< of a backup that opens with an offline key
    bool operator==(const VaultHeader &) const = default;
};

/// How long the ledger of erasures was when its vault last wrote to it: a ledger that is shorter has lost lines.
struct LedgerMark {
    std::uint64_t lines = 0;
    Hash last; ///< of the last one; zeros: there is none
    bool operator==(const LedgerMark &) const = default;
};

/// When a backup was made, and when nobody should have it any more.
struct BackupNote {
    Time madeAt;
    std::optional<Time> expiresAt; ///< nothing: not said
    bool operator==(const BackupNote &) const = default;
};

/// What a backup says of itself.
struct VaultBackup {
    VaultId vault;
    std::string store;
    std::uint32_t epoch = 1;
    BackupNote note;
    LedgerMark ledger; ///< how long the ledger of erasures was
};

/// A key only ever goes on: active, retired or not, fenced, destroyed.
enum class KeyState : std::uint8_t {
    Active = 1,    ///< enciphers and deciphers
    Retired = 2,   ///< deciphers; what is new goes under another key of the same subject and purpose
    Fenced = 3,    ///< does neither: its erasure has begun
    Destroyed = 4, ///< is no more
};
/// "active", "retired", "fenced", "destroyed"
[[nodiscard]] std::string_view name(KeyState state);
/// It still deciphers.
[[nodiscard]] constexpr bool isOpening(KeyState state) {
    return state == KeyState::Active || state == KeyState::Retired;
}

struct KeyRow {
    KeyId key;
    SubjectBinding subject;
    std::string purpose; ///< empty: any
    KeyState state = KeyState::Active;
    std::uint32_t epoch = 1;           ///< of the key that wraps it; of a destroyed one: in which it was destroyed
    std::optional<WrappedKey> wrapped; ///< nothing: destroyed
    Time createdAt;
    std::optional<Time> destroyedAt;
    std::string erasure;             ///< which erasure fenced it; empty: none
    std::optional<Hash> fingerprint; ///< of a destroyed key, so that its bytes are refused for ever
    bool operator==(const KeyRow &) const = default;
};

/// Everything in them, to be hashed or authenticated.
[[nodiscard]] std::string canonical(const VaultHeader &header);
[[nodiscard]] std::string canonical(const KeyRow &row);
[[nodiscard]] std::string canonical(const LedgerMark &mark);
[[nodiscard]] std::string canonical(const BackupNote &note);

} // namespace eventscope
