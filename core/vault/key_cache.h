// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/key_ids.h"
#include "core/vault/secret_keys.h"

#include <cstddef>
#include <cstring>
#include <list>
#include <memory>
#include <unordered_map>
#include <utility>

namespace eventscope {

/// The keys that were used last, at most as many as are said. One thread.
class KeyCache {
  public:
    using KeyPtr = std::shared_ptr<const SecretKey>;
    explicit KeyCache(std::size_t keysMax) : m_keysMax(keysMax) {}

    /// Null: not here.
    [[nodiscard]] KeyPtr find(const KeyId &id) {
        const auto found = m_places.find(id);
        if (found == m_places.end()) return nullptr;
        m_keys.splice(m_keys.begin(), m_keys, found->second);
        return found->second->second;
    }
    void put(const KeyId &id, KeyPtr key) {
        drop(id);
        m_keys.emplace_front(id, std::move(key));
        m_places[id] = m_keys.begin();
        if (m_keys.size() > m_keysMax) dropLast();
    }
    void drop(const KeyId &id) {
        const auto found = m_places.find(id);
        if (found == m_places.end()) return;
        m_keys.erase(found->second);
        m_places.erase(found);
    }
    /// The one that was not used for longest; false: there is none.
    bool dropLast() {
        if (m_keys.empty()) return false;
        drop(KeyId(m_keys.back().first));
        return true;
    }
    void clear() {
        m_places.clear();
        m_keys.clear();
    }
    [[nodiscard]] std::size_t size() const { return m_keys.size(); }

  private:
    using Keys = std::list<std::pair<KeyId, KeyPtr>>;
    /// Ids are random already.
    struct RandomBytes {
        std::size_t operator()(const KeyId &id) const {
            std::size_t hash = 0;
            std::memcpy(&hash, id.bytes.data(), sizeof hash);
            return hash;
        }
    };
    const std::size_t m_keysMax;
    Keys m_keys; ///< the one that was used last in front
    std::unordered_map<KeyId, Keys::iterator, RandomBytes> m_places;
};

} // namespace eventscope
