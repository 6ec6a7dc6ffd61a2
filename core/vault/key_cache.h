// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/key_ids.h"
#include "core/vault/secret_keys.h"

#include <chrono>
#include <cstddef>
#include <cstring>
#include <list>
#include <memory>
#include <unordered_map>
#include <utility>

namespace eventscope {

/// The keys that were used last, at most as many, and none for longer without being used, than is said. One thread.
class KeyCache {
  public:
    using KeyPtr = std::shared_ptr<const SecretKey>;
    using Moment = std::chrono::steady_clock::time_point; // a clock that is set back keeps no key
    KeyCache(std::size_t keysMax, std::chrono::seconds idleMax) : m_keysMax(keysMax), m_idleMax(idleMax) {}

    /// Null: not here.
    [[nodiscard]] KeyPtr find(const KeyId &id, Moment now) {
        const auto found = m_places.find(id);
        if (found == m_places.end()) return nullptr;
        m_keys.splice(m_keys.begin(), m_keys, found->second);
        found->second->usedAt = now;
        return found->second->key;
    }
    void put(const KeyId &id, KeyPtr key, Moment now) {
        dropIdle(now);
        drop(id);
        m_keys.push_front({id, std::move(key), now});
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
        drop(KeyId(m_keys.back().id));
        return true;
    }
    void dropIdle(Moment now) {
        while (!m_keys.empty() && m_keys.back().usedAt + m_idleMax <= now)
            dropLast();
    }
    void clear() {
        m_places.clear();
        m_keys.clear();
    }
    [[nodiscard]] std::size_t size() const { return m_keys.size(); }

  private:
    struct Cached {
        KeyId id;
        KeyPtr key;
        Moment usedAt;
    };
    using Keys = std::list<Cached>;
    /// Ids are random already.
    struct RandomBytes {
        std::size_t operator()(const KeyId &id) const {
            std::size_t hash = 0;
            std::memcpy(&hash, id.bytes.data(), sizeof hash);
            return hash;
        }
    };
    const std::size_t m_keysMax;
    const std::chrono::seconds m_idleMax;
    Keys m_keys; ///< the one that was used last in front
    std::unordered_map<KeyId, Keys::iterator, RandomBytes> m_places;
};

} // namespace eventscope
