// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/segmented.h"

#include <QtTest/QtTest>

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

using namespace eventscope;

class TestSegmented : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Over the borders of the first segments, at 1024, 3072 and 7168 elements.
    void everyElementIsFoundAgain() {
        Segmented<std::uint64_t> sequence;
        for (std::size_t i = 0; i < 20'000; ++i)
            sequence.set(i, i * i);
        for (std::size_t i = 0; i < 20'000; ++i)
            QCOMPARE(sequence[i], std::uint64_t{i * i});
    }

    void growingMovesNothing() {
        Segmented<int> sequence;
        std::vector<const int *> places;
        for (int i = 0; i < 10'000; ++i) {
            sequence.set(static_cast<std::size_t>(i), i);
            places.push_back(&sequence[static_cast<std::size_t>(i)]);
        }
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(places[static_cast<std::size_t>(i)] == &sequence[static_cast<std::size_t>(i)]);
    }

    void anElementCanBeSetAnew() {
        Segmented<int> sequence;
        sequence.set(0, 1);
        sequence.set(1023, 2);
        sequence.set(1024, 3);
        sequence.set(1023, 4);
        QVERIFY(sequence[0] == 1 && sequence[1023] == 4 && sequence[1024] == 3);
    }

    void anotherThreadReadsWhatItWasHanded() {
        constexpr std::size_t kElements = 50'000;
        Segmented<std::size_t> sequence;
        std::atomic<std::size_t> published = 0;
        std::jthread writer([&] {
            for (std::size_t i = 0; i < kElements; ++i) {
                sequence.set(i, i + 1);
                published.store(i + 1, std::memory_order_release);
            }
        });
        std::size_t wrong = 0;
        for (std::size_t seen = 0; seen < kElements;) {
            const std::size_t end = published.load(std::memory_order_acquire);
            for (; seen < end; ++seen)
                wrong += sequence[seen] == seen + 1 ? 0 : 1;
        }
        QCOMPARE(wrong, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestSegmented)
#include "tst_segmented.moc"
