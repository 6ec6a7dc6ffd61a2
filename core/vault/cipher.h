// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/vault/secret_keys.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace eventscope {

// libsodium's primitives as the vault and the envelope use them; nothing of our own. Threads: any.

void fillRandomly(std::span<std::byte> bytes);
/// A random value of a type with a fixed number of `bytes`.
template <class Fixed>
[[nodiscard]] Fixed randomly() {
    Fixed fixed;
    fillRandomly(fixed.bytes);
    return fixed;
}
/// Dies with the bytes.
[[nodiscard]] inline std::string_view textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

/// Another one for each use of a key, random or a keyed hash of what is enciphered: 24 bytes do not repeat.
struct Nonce {
    std::array<std::byte, 24> bytes{};
    auto operator<=>(const Nonce &) const = default;
};

/// Parts one behind the other, each with its length in front (8 bytes, little-endian), so that they cannot run into
/// each other: what a cipher text is bound to.
class Bound {
  public:
    /// `bytesMax`: as many as are to be expected, so that they are put where they stay.
    explicit Bound(std::string_view purpose, std::size_t bytesMax = 0) {
        m_bytes.reserve(bytesMax);
        add(purpose);
    }
    Bound &add(std::string_view part);
    Bound &add(std::uint64_t number);
    [[nodiscard]] const std::string &bytes() const & { return m_bytes; }
    [[nodiscard]] std::string bytes() && { return std::move(m_bytes); }

  private:
    std::string m_bytes;
};

inline constexpr std::size_t kTagBytes = 16;

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, IETF variant). `sealed` gets `plain` enciphered and kTagBytes more.
void seal(ConstKeyBytes key, const Nonce &nonce, std::string_view bound, std::span<const std::byte> plain,
          std::span<std::byte> sealed);
/// False, and `plain` zeros: the key, the nonce, what it is bound to or the bytes are others.
/// REQUIRES: `plain` is kTagBytes shorter.
[[nodiscard]] bool unseal(ConstKeyBytes key, const Nonce &nonce, std::string_view bound,
                          std::span<const std::byte> sealed, std::span<std::byte> plain);
/// Whether unseal() would give something; it gives nothing, so that no place is needed for it.
[[nodiscard]] bool canUnseal(ConstKeyBytes key, const Nonce &nonce, std::string_view bound,
                             std::span<const std::byte> sealed);

/// BLAKE2b-256 with a key: nobody makes it, or another text for it, without the key.
[[nodiscard]] Hash keyedHash(ConstKeyBytes key, std::string_view bytes);
/// A key that serves one purpose, made of another. `derived` may be the same.
void deriveKey(ConstKeyBytes key, std::string_view purpose, KeyBytes derived);
/// Compares without telling by its time where they part.
[[nodiscard]] bool isSame(const Hash &a, const Hash &b);

/// What it costs to try a passphrase.
struct PasswordCost {
    std::uint64_t operations = 3;
    std::uint64_t memoryBytes = 256u << 20; ///< libsodium's "moderate": half a second
    bool operator==(const PasswordCost &) const = default;
};
struct Salt {
    std::array<std::byte, 16> bytes{};
    auto operator<=>(const Salt &) const = default;
};
/// Argon2id 1.3. Errors: Unavailable (no such memory), Invalid (a cost out of bounds).
[[nodiscard]] Result<void> keyOfPassword(std::string_view password, const Salt &salt, const PasswordCost &cost,
                                         KeyBytes key);

} // namespace eventscope
