// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_cache.h"

#include <QTest>

#include <chrono>
#include <memory>

using namespace eventscope;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kRoom = 3;
constexpr std::chrono::seconds kIdle{60};

KeyId id(unsigned char number) {
    KeyId key;
    key.bytes[0] = std::byte{number};
    return key;
}

} // namespace

/// Keys are kept while they are used, and no longer.
class TestKeyCache : public QObject {
    Q_OBJECT

    std::shared_ptr<KeyArena> m_arena = KeyArena::make(16);
    const KeyCache::Moment m_start{};

    [[nodiscard]] KeyCache::KeyPtr key() { return std::make_shared<const SecretKey>(m_arena->newRandomKey()); }

  private Q_SLOTS:
    void theOneThatWasNotUsedForLongestMakesRoom() {
        KeyCache cache(kRoom, kIdle);
        for (unsigned char i = 0; i < kRoom; ++i)
            cache.put(id(i), key(), m_start);
        QVERIFY(cache.find(id(0), m_start)); // is used last now
        cache.put(id(9), key(), m_start);
        QVERIFY(!cache.find(id(1), m_start));
        QVERIFY(cache.find(id(0), m_start) && cache.find(id(9), m_start));
        QCOMPARE(cache.size(), kRoom);
    }

    void whatNobodyUsesIsWiped() {
        KeyCache cache(kRoom, kIdle);
        const auto kept = key();
        const std::weak_ptr<const SecretKey> used = kept;
        cache.put(id(0), kept, m_start);
        auto other = key();
        const std::weak_ptr<const SecretKey> idle = other;
        cache.put(id(1), std::move(other), m_start);
        cache.dropIdle(m_start + kIdle - 1s);
        QCOMPARE(cache.size(), std::size_t{2});
        QVERIFY(cache.find(id(0), m_start + 30s));
        cache.dropIdle(m_start + kIdle);
        QVERIFY(idle.expired() && !used.expired());
        cache.put(id(2), key(), m_start + 90s); // another one drops it, too
        QVERIFY(!cache.find(id(0), m_start + 90s) && cache.find(id(2), m_start + 90s));
    }
};

QTEST_GUILESS_MAIN(TestKeyCache)
#include "tst_key_cache.moc"
