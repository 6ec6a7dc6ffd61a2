// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/secret_keys.h"

#include <sodium.h>

#include <cstdlib>
#include <new>
#include <numeric>
#include <utility>

namespace eventscope {

SecretKey::SecretKey(SecretKey &&other) noexcept : m_arena(std::move(other.m_arena)), m_slot(other.m_slot) {
    other.m_arena.reset();
}

SecretKey &SecretKey::operator=(SecretKey &&other) noexcept {
    if (this == &other) return *this;
    release();
    m_arena = std::exchange(other.m_arena, nullptr);
    m_slot = other.m_slot;
    return *this;
}

SecretKey::~SecretKey() { release(); }

ConstKeyBytes SecretKey::bytes() const { return m_arena->slot(m_slot); }

KeyBytes SecretKey::bytes() { return m_arena->slot(m_slot); }

void SecretKey::release() {
    if (m_arena) std::exchange(m_arena, nullptr)->giveBack(m_slot);
}

std::shared_ptr<KeyArena> KeyArena::make(std::size_t keysMax) {
    return std::shared_ptr<KeyArena>(new KeyArena(keysMax));
}

KeyArena::KeyArena(std::size_t keysMax) : m_free(keysMax) {
    if (sodium_init() < 0) std::abort();
    // The last slot is taken first.
    std::iota(m_free.rbegin(), m_free.rend(), std::size_t{0});
    m_keys = static_cast<std::byte *>(sodium_allocarray(keysMax, kKeyBytes));
    if (!m_keys) throw std::bad_alloc();
    // sodium_malloc has tried so before, and does not say whether it worked.
    m_isLocked = sodium_mlock(m_keys, keysMax * kKeyBytes) == 0;
    sodium_memzero(m_keys, keysMax * kKeyBytes);
    sodium_mprotect_noaccess(m_keys);
}

KeyArena::~KeyArena() { sodium_free(m_keys); }

KeyBytes KeyArena::slot(std::size_t index) const { return KeyBytes(m_keys + index * kKeyBytes, kKeyBytes); }

SecretKey KeyArena::newKey() {
    const std::lock_guard lock(m_mutex);
    if (m_free.empty()) return {};
    const std::size_t slot = m_free.back();
    m_free.pop_back();
    return {shared_from_this(), slot};
}

SecretKey KeyArena::newRandomKey() {
    SecretKey key = newKey();
    if (!key) return key;
    const KeyAccess access(shared_from_this());
    randombytes_buf(key.bytes().data(), kKeyBytes);
    return key;
}

void KeyArena::giveBack(std::size_t slotIndex) {
    open();
    sodium_memzero(slot(slotIndex).data(), kKeyBytes);
    close();
    const std::lock_guard lock(m_mutex);
    m_free.push_back(slotIndex); // there is room for it: it came from here
}

void KeyArena::open() {
    const std::lock_guard lock(m_mutex);
    if (m_users++ == 0 && sodium_mprotect_readwrite(m_keys) != 0) std::abort();
}

void KeyArena::close() {
    const std::lock_guard lock(m_mutex);
    if (--m_users == 0) sodium_mprotect_noaccess(m_keys);
}

KeyAccess::KeyAccess(std::shared_ptr<KeyArena> arena) : m_arena(std::move(arena)) { m_arena->open(); }

KeyAccess::~KeyAccess() { m_arena->close(); }

} // namespace eventscope
