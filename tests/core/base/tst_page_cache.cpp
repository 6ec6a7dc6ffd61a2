// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/page_cache.h"

#include <QTest>

#include <limits>

using namespace eventscope;

namespace {

using Cache = PageCache<int>;
using Pages = std::vector<std::uint64_t>;

Pages pagesOf(const std::vector<PageRequest> &requests) {
    Pages pages;
    for (const PageRequest &request : requests)
        pages.push_back(request.page);
    return pages;
}

/// Asks for the page of one row and answers at once.
void fetch(Cache &cache, std::uint64_t row, int value) {
    for (const PageRequest &request : cache.request(row, row))
        cache.put(request, value);
}

} // namespace

class TestPageCache : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void findsWhatWasPut();
    void asksForEachPageOnce();
    void asksNearestFirst();
    void asksForNoMoreThanItKeeps();
    void ignoresLateAnswers();
    void asksAgainAfterAnError();
    void dropsWhatIsLookedAtLeast();
    void dropsFromARowOn();
    void reachesTheLastRow();
};

void TestPageCache::findsWhatWasPut() {
    Cache cache(100, 4);
    QCOMPARE(cache.find(0), nullptr);
    const auto requests = cache.request(250, 260);
    QCOMPARE(requests.size(), 1u);
    QCOMPARE(requests[0].firstRow, 200u);
    QVERIFY(cache.put(requests[0], 17));
    QCOMPARE(*cache.find(200), 17);
    QCOMPARE(*cache.find(299), 17);
    QCOMPARE(cache.find(199), nullptr);
    QCOMPARE(cache.find(300), nullptr);
    QCOMPARE(cache.pages(), 1u);
}

void TestPageCache::asksForEachPageOnce() {
    Cache cache(10, 8);
    QCOMPARE(pagesOf(cache.request(0, 9)), Pages{0});
    QVERIFY(cache.request(5, 5).empty());
    QCOMPARE(pagesOf(cache.request(5, 10)), Pages{1});
    fetch(cache, 25, 1);
    QCOMPARE(pagesOf(cache.request(0, 39)), Pages{3});
}

void TestPageCache::asksNearestFirst() {
    Cache cache(10, 8);
    QCOMPARE(pagesOf(cache.request(20, 69)), (Pages{4, 3, 5, 2, 6}));
    Cache other(10, 8);
    QCOMPARE(pagesOf(other.request(0, 25)), (Pages{1, 0, 2}));
}

void TestPageCache::asksForNoMoreThanItKeeps() {
    Cache cache(10, 3);
    QCOMPARE(pagesOf(cache.request(0, std::numeric_limits<std::uint32_t>::max())).size(), 3u);
}

void TestPageCache::ignoresLateAnswers() {
    Cache cache(10, 8);
    const auto old = cache.request(0, 19);
    cache.clear();
    QVERIFY(!cache.put(old[0], 1));
    const auto fresh = cache.request(0, 19);
    QCOMPARE(fresh.size(), 2u);
    QVERIFY(!cache.put(old[0], 1));
    QVERIFY(!cache.giveUp(old[1]));
    QCOMPARE(cache.find(0), nullptr);
    QVERIFY(cache.put(fresh[0], 2));
    QVERIFY(!cache.put(fresh[0], 3));
    QCOMPARE(*cache.find(fresh[0].firstRow), 2);
}

void TestPageCache::asksAgainAfterAnError() {
    Cache cache(10, 8);
    const auto first = cache.request(0, 0);
    QVERIFY(cache.giveUp(first[0]));
    const auto second = cache.request(0, 0);
    QCOMPARE(second.size(), 1u);
    QVERIFY(!cache.put(first[0], 1));
    QVERIFY(cache.put(second[0], 2));
}

void TestPageCache::dropsWhatIsLookedAtLeast() {
    Cache cache(10, 2);
    fetch(cache, 0, 1);
    fetch(cache, 10, 2);
    QVERIFY(cache.find(0));
    fetch(cache, 20, 3);
    QCOMPARE(cache.pages(), 2u);
    QVERIFY(cache.find(0));
    QVERIFY(!cache.find(10));
    QVERIFY(cache.find(20));
    QCOMPARE(pagesOf(cache.request(0, 29)), Pages{1});
}

void TestPageCache::dropsFromARowOn() {
    Cache cache(10, 8);
    fetch(cache, 0, 1);
    fetch(cache, 10, 2);
    const auto pending = cache.request(20, 20);
    cache.dropFrom(15);
    QVERIFY(cache.find(9));
    QVERIFY(!cache.find(10));
    QVERIFY(!cache.put(pending[0], 3));
    QCOMPARE(pagesOf(cache.request(0, 29)), (Pages{1, 2}));
}

void TestPageCache::reachesTheLastRow() {
    constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();
    Cache cache(1 << 10, 8);
    QCOMPARE(pagesOf(cache.request(kLast, kLast)), Pages{kLast >> 10});
}

QTEST_APPLESS_MAIN(TestPageCache)
#include "tst_page_cache.moc"
