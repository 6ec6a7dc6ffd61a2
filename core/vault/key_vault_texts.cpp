// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/base64.h"
#include "core/vault/cipher.h"
#include "core/vault/key_vault.h"

namespace eventscope {

namespace {

constexpr std::size_t kBlock = 64; ///< lengths are multiples of it
constexpr char kEnd = '\x01';

std::string bound(const VaultId &vault, std::string_view purpose) {
    return Bound("vault-text").add(textOf(vault.bytes)).add(purpose).bytes();
}

std::span<std::byte> bytesOf(std::string &text) { return std::as_writable_bytes(std::span(text)); }

} // namespace

Result<SecretKey> KeyVault::textKey(std::string_view purpose) const {
    if (!m_unlocked) return lockedError();
    SecretKey key = m_arena->newKey();
    if (!key) return fullError();
    deriveKey(m_unlocked->binding.bytes(), Bound("vault-text-key").add(purpose).bytes(), key.bytes());
    return key;
}

Result<std::string> KeyVault::sealText(std::string_view purpose, std::string_view text) const {
    const std::lock_guard lock(m_mutex);
    const KeyAccess access(m_arena);
    ES_ASSIGN(key, textKey(purpose));
    std::string plain = std::string(text) + kEnd;
    plain.resize((plain.size() + kBlock - 1) / kBlock * kBlock);
    const auto nonce = randomly<Nonce>();
    std::string sealed(plain.size() + kTagBytes, '\0');
    seal(key.bytes(), nonce, bound(m_header.vault, purpose), bytesOf(plain), bytesOf(sealed));
    wipe(plain);
    return toBase64(std::string(textOf(nonce.bytes)) + sealed);
}

Result<std::string> KeyVault::openText(std::string_view purpose, std::string_view sealed) const {
    const std::lock_guard lock(m_mutex);
    const KeyAccess access(m_arena);
    ES_ASSIGN(key, textKey(purpose));
    const auto wrong = [] { return fail(ErrorKind::Corrupt, "A text was not sealed by this vault"); };
    auto bytes = fromBase64(sealed);
    Nonce nonce;
    if (!bytes || bytes->size() < nonce.bytes.size() + kTagBytes) return wrong();
    std::copy_n(bytesOf(*bytes).begin(), nonce.bytes.size(), nonce.bytes.begin());
    bytes->erase(0, nonce.bytes.size());
    std::string plain(bytes->size() - kTagBytes, '\0');
    if (!unseal(key.bytes(), nonce, bound(m_header.vault, purpose), bytesOf(*bytes), bytesOf(plain))) return wrong();
    const auto end = plain.find_last_of(kEnd);
    if (end == std::string::npos) return wrong();
    plain.resize(end);
    return plain;
}

} // namespace eventscope
