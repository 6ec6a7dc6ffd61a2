// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace eventscope {

/// A digest of 256 bits: BLAKE2b-256 where nothing else is said.
struct Hash {
    std::array<std::byte, 32> bytes{};
    auto operator<=>(const Hash &) const = default;
};

/// Lower-case hexadecimal.
[[nodiscard]] std::string toHex(std::span<const std::byte> bytes);

/// BLAKE2b-256 (RFC 7693, by libsodium) over parts. One thread each; about 1 GB/s.
class Hasher {
  public:
    Hasher();
    /// Adds bare bytes: two calls with "a" and "b" equal one with "ab".
    Hasher &add(std::string_view bytes);
    /// Adds the length first, so that parts cannot run into each other.
    Hasher &addSized(std::string_view bytes);
    Hasher &add(std::uint64_t number);
    Hasher &add(const Hash &hash);
    /// Ends the hash; the object must not be used afterwards.
    [[nodiscard]] Hash finish();

  private:
    // libsodium's state: 384 bytes, aligned to 64; sized here so that its header stays out of ours (asserted in the
    // .cpp).
    alignas(64) std::array<std::byte, 384> m_state;
};

[[nodiscard]] Hash hashOf(std::string_view bytes);
/// SHA-256 (FIPS 180-4, by libsodium), for what a database server must be able to work out as well.
[[nodiscard]] Hash sha256(std::string_view bytes);

/// "1.0.18": of the libsodium in use, for `--version` and reports.
[[nodiscard]] std::string sodiumVersion();

/// A short name for a set of inputs: equal inputs give equal fingerprints. Part of every cache and checkpoint key.
struct Fingerprint {
    std::string value;
    auto operator<=>(const Fingerprint &) const = default;
};

} // namespace eventscope
