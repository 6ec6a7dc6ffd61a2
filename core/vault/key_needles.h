// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/secret_keys.h"
#include "core/vault/vault_rows.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace eventscope {

/// By what keys are told in the bytes of files, to look for them once they are destroyed: each key as it is and as it
/// was wrapped last, both raw, in hexadecimal of both cases and in base64 at each of its alignments. A needle has 32
/// bytes, hence a part of what is longer: nothing stands somewhere else like that by chance. All of it is in secret
/// memory and nowhere else, until it ends. One thread; move only.
class KeyNeedles {
  public:
    /// Room for `keysMax` keys. Throws std::bad_alloc.
    explicit KeyNeedles(std::size_t keysMax);

    /// REQUIRES: a KeyAccess for `key`; room.
    void add(ConstKeyBytes key, const WrappedKey &wrapped);
    [[nodiscard]] std::size_t keys() const { return m_needles.size() / kPerKey; }

    /// The needles, which can be looked at while it lives. It must not outlive them.
    class Reading {
      public:
        explicit Reading(const KeyNeedles &needles);
        [[nodiscard]] std::span<const std::string_view> texts() const { return m_texts; }

      private:
        const KeyAccess m_access;
        std::vector<std::string_view> m_texts;
    };

  private:
    static constexpr std::size_t kPerKey = 12;
    void addWritings(ConstKeyBytes bytes);
    void addText(std::string_view text);

    std::shared_ptr<KeyArena> m_arena;
    std::vector<SecretKey> m_needles;
};

} // namespace eventscope
