// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"

#include "core/base/fixed_bytes.h"

#include <sodium.h>

#include <cstdlib>

namespace eventscope {

namespace {

crypto_generichash_state *stateOf(std::array<std::byte, 384> &bytes) {
    static_assert(sizeof(crypto_generichash_state) <= 384 && alignof(crypto_generichash_state) <= 64);
    return reinterpret_cast<crypto_generichash_state *>(bytes.data());
}

const unsigned char *data(std::string_view bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); }

} // namespace

std::string toHex(std::span<const std::byte> bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte byte : bytes) {
        text += kDigits[std::to_integer<unsigned>(byte) >> 4];
        text += kDigits[std::to_integer<unsigned>(byte) & 15];
    }
    return text;
}

Hasher::Hasher() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) std::abort();
    crypto_generichash_init(stateOf(m_state), nullptr, 0, sizeof(Hash::bytes));
}

Hasher &Hasher::add(std::string_view bytes) {
    crypto_generichash_update(stateOf(m_state), data(bytes), bytes.size());
    return *this;
}

Hasher &Hasher::addSized(std::string_view bytes) { return add(bytes.size()).add(bytes); }

Hasher &Hasher::add(std::uint64_t number) {
    std::array<char, 8> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(number >> (8 * i));
    return add({bytes.data(), bytes.size()});
}

Hasher &Hasher::add(const Hash &hash) { return add(viewOf(hash)); }

Hash Hasher::finish() {
    Hash hash;
    crypto_generichash_final(stateOf(m_state), reinterpret_cast<unsigned char *>(hash.bytes.data()), hash.bytes.size());
    return hash;
}

Hash hashOf(std::string_view bytes) { return Hasher().add(bytes).finish(); }

Hash sha256(std::string_view bytes) {
    Hash hash;
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(hash.bytes.data()), data(bytes), bytes.size());
    return hash;
}

std::string sodiumVersion() { return sodium_version_string(); }

} // namespace eventscope
