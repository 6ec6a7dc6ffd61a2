// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/vault/process_guard.h"
#include "core/vault/vault_rows.h"

#include <memory>
#include <string>
#include <string_view>

namespace eventscope {

/// More than any file of a key has.
inline constexpr std::size_t kEscrowFileBytesMax = std::size_t{1} << 16;

// A pair of keys for backups of vaults that nobody's passphrase opens: to the public one a backup is sealed
// (libsodium's crypto_box_seal), and the secret one, which is kept offline, opens it. Both stand in files of their own,
// JSON of one line, with a hash that tells a damaged file from a wrong passphrase. Threads: any.

/// The secret half, in memory that is kept out of swap. Cannot be copied or printed.
class EscrowKey {
  public:
    /// Of a file that makeEscrowKey() has made. Errors: Invalid (no such file, or the public half), Unsupported (of a
    /// later form: says which), Corrupt (damaged), Refused (a wrong passphrase, or none), Unavailable. Cost: that of
    /// trying a passphrase.
    [[nodiscard]] static Result<EscrowKey> open(std::string_view file, const Secret &passphrase);

    [[nodiscard]] const EscrowRecipient &recipient() const { return m_recipient; }
    /// Opens what was sealed to it. False, and `key` zeros: it was sealed to another one, or changed.
    [[nodiscard]] bool unseal(const EscrowSeal &seal, KeyBytes key) const;

  private:
    EscrowKey(const EscrowRecipient &recipient, std::shared_ptr<KeyArena> arena);

    std::unique_ptr<NoDumps> m_noDumps; // first: until the key is gone
    EscrowRecipient m_recipient;
    std::shared_ptr<KeyArena> m_arena;
    SecretKey m_secret;
};

/// A new pair, as files.
struct EscrowKeyFiles {
    EscrowRecipient recipient;
    std::string secret, open; ///< what is to stand in them; the secret key is enciphered under the passphrase
};
/// Errors: Refused (a passphrase that is too short), Unavailable (no memory for it). Cost: that of a passphrase.
[[nodiscard]] Result<EscrowKeyFiles> makeEscrowKey(const Secret &passphrase, const PasswordCost &cost = {});

/// The public half, of its file. Errors: as EscrowKey::open(), without a passphrase.
[[nodiscard]] Result<EscrowRecipient> escrowRecipientOf(std::string_view file);
/// The same of the file at `path`, which errors name. Errors also: NotFound, TooLarge.
[[nodiscard]] Result<EscrowRecipient> readEscrowRecipient(const std::string &path);

/// Errors: Invalid (nobody has the secret half of such a key).
[[nodiscard]] Result<EscrowSeal> sealToEscrow(const EscrowRecipient &recipient, ConstKeyBytes key);

} // namespace eventscope
