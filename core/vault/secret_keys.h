// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace eventscope {

inline constexpr std::size_t kKeyBytes = 32;
using KeyBytes = std::span<std::byte, kKeyBytes>;
using ConstKeyBytes = std::span<const std::byte, kKeyBytes>;

class KeyArena;

/// A key of 32 bytes in a KeyArena; zeros at first, wiped when it ends. Cannot be copied or printed. Its bytes can be
/// looked at while a KeyAccess of its arena lives, and at no other time: elsewhere the program ends.
class SecretKey {
  public:
    SecretKey() = default;
    SecretKey(SecretKey &&other) noexcept;
    SecretKey &operator=(SecretKey &&other) noexcept;
    ~SecretKey();

    /// False for one that was moved from or never made.
    [[nodiscard]] explicit operator bool() const { return m_arena != nullptr; }
    [[nodiscard]] ConstKeyBytes bytes() const;
    [[nodiscard]] KeyBytes bytes();

  private:
    friend class KeyArena;
    SecretKey(std::shared_ptr<KeyArena> arena, std::size_t slot) : m_arena(std::move(arena)), m_slot(slot) {}
    void release();

    std::shared_ptr<KeyArena> m_arena;
    std::size_t m_slot = 0;
};

/// One region of memory for all keys of a vault, between guard pages, kept out of swap and core dumps where the system
/// lets it (libsodium's sodium_malloc), and closed to reading and writing while nobody uses it. Threads: any.
class KeyArena final : public std::enable_shared_from_this<KeyArena> {
  public:
    /// Room for `keysMax` keys. Throws std::bad_alloc.
    [[nodiscard]] static std::shared_ptr<KeyArena> make(std::size_t keysMax);
    KeyArena(const KeyArena &) = delete;
    KeyArena &operator=(const KeyArena &) = delete;
    ~KeyArena();

    /// A key of zeros; empty: there is no room.
    [[nodiscard]] SecretKey newKey();
    /// A key of random bytes; empty: there is no room.
    [[nodiscard]] SecretKey newRandomKey();
    /// False: the system did not let us keep it out of swap. It works all the same.
    [[nodiscard]] bool isLocked() const { return m_isLocked; }

  private:
    friend class SecretKey;
    friend class KeyAccess;
    explicit KeyArena(std::size_t keysMax);
    [[nodiscard]] KeyBytes slot(std::size_t index) const;
    void giveBack(std::size_t slot);
    void open();
    void close();

    std::byte *m_keys = nullptr;
    bool m_isLocked = false;
    std::mutex m_mutex;              // guards what follows
    std::vector<std::size_t> m_free; ///< slots
    std::size_t m_users = 0;
};

/// While it lives the keys of an arena can be looked at. Cost of the first and the last at a time: a system call.
class KeyAccess {
  public:
    explicit KeyAccess(std::shared_ptr<KeyArena> arena);
    KeyAccess(const KeyAccess &) = delete;
    KeyAccess &operator=(const KeyAccess &) = delete;
    ~KeyAccess();

  private:
    const std::shared_ptr<KeyArena> m_arena;
};

} // namespace eventscope
