// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/index/log_index.h"
#include "core/store/memory/memory_store.h"

#include <QTest>

using namespace eventscope;

namespace {

void appendSome(MemoryStore &store, int events, std::uint64_t firstId) {
    for (int i = 0; i < events; ++i) {
        NewEvent event;
        event.id = newEventId(firstId + static_cast<std::uint64_t>(i));
        event.type = i % 3 == 0 ? "Opened" : "Changed";
        const StreamId stream{"order-" + std::to_string(i % 10)};
        const std::vector<NewEvent> batch{event};
        if (!store.append(stream, Expected::any(), batch, {})) qFatal("append failed");
    }
}

std::shared_ptr<Dictionary> dictionaryOf(const EventStore &store) {
    Query query;
    query.rowsMax = 1;
    return (*store.page(query, {}))->dictionaryPtr();
}

} // namespace

class TestFillIndex : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void readsWhatIsThere();
    void continuesWhereItWas();
    void canBeStopped();
};

void TestFillIndex::readsWhatIsThere() {
    SystemClock clock;
    MemoryStore store(clock);
    LogIndex index(dictionaryOf(store.reader()));
    QVERIFY(fillIndex(index, store.reader(), {}, {}));
    QCOMPARE(index.rows(), 0u);

    appendSome(store, 5'000, 1'000);
    std::vector<std::uint64_t> told;
    QVERIFY(fillIndex(index, store.reader(), [&](std::uint64_t rows) { told.push_back(rows); }, {}));
    QCOMPARE(index.rows(), 5'000u);
    QVERIFY(told.size() > 1);
    QCOMPARE(told.back(), 5'000u);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    const auto byCategory = index.countsByCategory(5'000);
    QCOMPARE(byCategory.size(), 1u);
    QCOMPARE(byCategory[0].second, 5'000u);
    QCOMPARE(index.dictionary().stream(index.streamCode(13)), "order-3");
    QCOMPARE(index.version(13).value, 2);
}

void TestFillIndex::continuesWhereItWas() {
    SystemClock clock;
    MemoryStore store(clock);
    LogIndex index(dictionaryOf(store.reader()));
    appendSome(store, 100, 1'000);
    QVERIFY(fillIndex(index, store.reader(), {}, {}));
    QVERIFY(fillIndex(index, store.reader(), [](std::uint64_t) { QFAIL("nothing is new"); }, {}));
    appendSome(store, 50, 2'000);
    QVERIFY(fillIndex(index, store.reader(), {}, {}));
    QCOMPARE(index.rows(), 150u);
    for (std::uint64_t row = 1; row < 150; ++row)
        QVERIFY(index.position(row - 1) < index.position(row));
}

void TestFillIndex::canBeStopped() {
    SystemClock clock;
    MemoryStore store(clock);
    LogIndex index(dictionaryOf(store.reader()));
    appendSome(store, 5'000, 1'000);
    std::stop_source source;
    JobControl job;
    job.stop = source.get_token();
    const Result<void> result = fillIndex(
        index, store.reader(), [&](std::uint64_t) { source.request_stop(); }, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QVERIFY(index.rows() > 0);
    QVERIFY(index.rows() < 5'000);
    QVERIFY(fillIndex(index, store.reader(), {}, {}));
    QCOMPARE(index.rows(), 5'000u);
}

QTEST_APPLESS_MAIN(TestFillIndex)
#include "tst_fill_index.moc"
