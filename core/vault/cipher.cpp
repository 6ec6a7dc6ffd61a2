// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/cipher.h"

#include <sodium.h>

#include <cassert>
#include <cstring>

namespace eventscope {

namespace {

const unsigned char *in(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char *>(bytes.data());
}
const unsigned char *in(std::string_view bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); }
unsigned char *out(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }

static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(sizeof(Nonce::bytes) == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(sizeof(Salt::bytes) == crypto_pwhash_argon2id_SALTBYTES);

} // namespace

void fillRandomly(std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

Bound &Bound::add(std::string_view part) {
    add(std::uint64_t{part.size()});
    m_bytes += part;
    return *this;
}

Bound &Bound::add(std::uint64_t number) {
    std::array<char, sizeof number> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(number >> (8 * i));
    m_bytes.append(bytes.data(), bytes.size());
    return *this;
}

void seal(ConstKeyBytes key, const Nonce &nonce, std::string_view bound, std::span<const std::byte> plain,
          std::span<std::byte> sealed) {
    assert(sealed.size() == plain.size() + kTagBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out(sealed), nullptr, in(plain), plain.size(), in(bound), bound.size(),
                                               nullptr, in(nonce.bytes), in(key));
}

bool unseal(ConstKeyBytes key, const Nonce &nonce, std::string_view bound, std::span<const std::byte> sealed,
            std::span<std::byte> plain) {
    assert(sealed.size() == plain.size() + kTagBytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out(plain), nullptr, nullptr, in(sealed), sealed.size(), in(bound),
                                                   bound.size(), in(nonce.bytes), in(key)) == 0)
        return true;
    sodium_memzero(plain.data(), plain.size());
    return false;
}

bool canUnseal(ConstKeyBytes key, const Nonce &nonce, std::string_view bound, std::span<const std::byte> sealed) {
    // Without a place for the plain text libsodium checks the tag alone.
    return crypto_aead_xchacha20poly1305_ietf_decrypt(nullptr, nullptr, nullptr, in(sealed), sealed.size(), in(bound),
                                                      bound.size(), in(nonce.bytes), in(key)) == 0;
}

Hash keyedHash(ConstKeyBytes key, std::string_view bytes) {
    Hash hash;
    crypto_generichash(out(hash.bytes), hash.bytes.size(), in(bytes), bytes.size(), in(key), key.size());
    return hash;
}

void deriveKey(ConstKeyBytes key, std::string_view purpose, KeyBytes derived) {
    std::array<unsigned char, kKeyBytes> made{};
    crypto_generichash(made.data(), made.size(), in(purpose), purpose.size(), in(key), key.size());
    std::memcpy(derived.data(), made.data(), made.size());
    sodium_memzero(made.data(), made.size());
}

bool isSame(const Hash &a, const Hash &b) { return sodium_memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) == 0; }

Result<void> keyOfPassword(std::string_view password, const Salt &salt, const PasswordCost &cost, KeyBytes key) {
    if (cost.operations < crypto_pwhash_argon2id_OPSLIMIT_MIN ||
        cost.memoryBytes < crypto_pwhash_argon2id_MEMLIMIT_MIN || cost.memoryBytes > (std::uint64_t{4} << 30) ||
        cost.operations > 1'000)
        return fail(ErrorKind::Invalid, "The cost of a passphrase is out of bounds");
    if (crypto_pwhash_argon2id(out(key), key.size(), password.data(), password.size(), in(salt.bytes), cost.operations,
                               cost.memoryBytes, crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0)
        return {};
    return fail(ErrorKind::Unavailable,
                "There is not enough memory to check the passphrase (" + std::to_string(cost.memoryBytes >> 20) +
                    " MiB)",
                "Close other programs, then try again");
}

} // namespace eventscope
