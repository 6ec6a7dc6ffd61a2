// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/content_hash.h"
#include "core/store/import_feed.h"
#include "core/store/sqlite/sqlite_store.h"
#include "core/store/sqlite/verify_chain.h"

#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/sqlite_fixture.h"
#include "tests/support/executors.h"

#include <QTest>

#include <map>
#include <memory>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr std::size_t kMany = 5000; ///< more than the feed reads ahead

/// `count` events, by turns of 40 streams. Every hundredth is large.
std::vector<ImportEvent> someEvents(std::size_t count) {
    std::vector<ImportEvent> events(count);
    for (std::size_t i = 0; i < count; ++i) {
        ImportEvent &event = events[i];
        event.stream.value = "order-" + std::to_string(i % 40);
        event.event = counted(event.stream.value, static_cast<std::int64_t>(i));
        event.version = {static_cast<std::int64_t>(i / 40) + 1};
        event.recordedAt = timeOfUs(1'700'000'000'000'000 + static_cast<std::int64_t>(i));
        if (i % 100 == 99) event.event.data = '"' + std::string(200'000, 'x') + '"';
    }
    return events;
}

std::unique_ptr<Executor> executorNamed(const QString &name) {
    if (name == QLatin1String("threads")) return std::make_unique<Threads>();
    if (name == QLatin1String("never")) return std::make_unique<Never>();
    if (name == QLatin1String("no threads")) return std::make_unique<NoThreads>();
    return nullptr;
}

void addExecutors() {
    QTest::addColumn<QString>("workers");
    for (const char *name : {"none", "threads", "never", "no threads"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Everything until the end or an error.
Result<void> drain(ImportFeed &feed, std::vector<PreparedImport> &into) {
    for (;;) {
        ES_ASSIGN(batch, feed.next());
        if (batch.empty()) return {};
        into.insert(into.end(), batch.begin(), batch.end());
    }
}

} // namespace

class TestSqliteImport : public QObject {
    Q_OBJECT

  private:
    FastFolder m_folder;
    SystemClock m_clock;
    const AppendLimits m_limits;
    std::string pathOf(const char *name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

  private Q_SLOTS:
    void feedKeepsTheOrder_data() { addExecutors(); }
    void feedKeepsTheOrder() {
        QFETCH(const QString, workers);
        const auto executor = executorNamed(workers);
        const auto events = someEvents(kMany);
        ListSource source(events);
        const JobControl job{{}, nullptr, executor.get()};
        ImportFeed feed(source, m_limits, ImportFeed::Chains::Guess, job);
        std::vector<PreparedImport> prepared;
        QVERIFY(drain(feed, prepared));
        QCOMPARE(prepared.size(), events.size());
        std::map<std::string, ChainEnd> ends;
        for (std::size_t i = 0; i < events.size(); ++i) {
            const ImportEvent &event = events[i];
            QVERIFY(prepared[i].event.event == event.event && prepared[i].event.version == event.version);
            QVERIFY(prepared[i].content == contentHash(event.event));
            QCOMPARE(prepared[i].stream, i % 40);
            ChainEnd &end = ends[event.stream.value];
            QVERIFY(prepared[i].before == end);
            end = {event.version, chainHash(end.chain, event.stream.value, event.version, event.event.id,
                                            prepared[i].content, event.recordedAt)};
            QVERIFY(prepared[i].after == end);
        }
        QVERIFY(must(feed.next()).empty());
    }

    void feedTellsAnErrorAfterWhatCameBefore_data() { addExecutors(); }
    void feedTellsAnErrorAfterWhatCameBefore() {
        QFETCH(const QString, workers);
        const auto executor = executorNamed(workers);
        const JobControl job{{}, nullptr, executor.get()};
        auto events = someEvents(1000);
        ListSource failing(events);
        failing.error = Error{ErrorKind::Corrupt, "line 1001 is cut off", {}, {}, {}};
        events[600].event.type.clear();
        events[600].line = 601;
        ListSource invalid(events);
        for (auto [source, before, message] : {std::tuple(&failing, std::size_t{1000}, "line 1001 is cut off"),
                                               std::tuple(&invalid, std::size_t{600}, "line 601: ")}) {
            ImportFeed feed(*source, m_limits, ImportFeed::Chains::Leave, job);
            std::vector<PreparedImport> prepared;
            const auto end = drain(feed, prepared);
            QVERIFY(!end);
            QCOMPARE(prepared.size(), before);
            QVERIFY2(end.error().message.starts_with(message), end.error().message.c_str());
            QVERIFY(!feed.next());
        }
    }

    void feedStops_data() { addExecutors(); }
    void feedStops() {
        QFETCH(const QString, workers);
        const auto executor = executorNamed(workers);
        std::stop_source stop;
        ListSource source(someEvents(kMany));
        const JobControl job{stop.get_token(), nullptr, executor.get()};
        ImportFeed feed(source, m_limits, ImportFeed::Chains::Leave, job);
        QVERIFY(!must(feed.next()).empty());
        stop.request_stop();
        std::vector<PreparedImport> prepared;
        const auto end = drain(feed, prepared);
        QVERIFY(!end);
        QCOMPARE(end.error().kind, ErrorKind::Cancelled);
        QVERIFY(prepared.size() < kMany);
    }

    void abandonedFeedLeavesTheSourceAlone_data() { addExecutors(); }
    void abandonedFeedLeavesTheSourceAlone() {
        QFETCH(const QString, workers);
        const auto executor = executorNamed(workers);
        {
            ListSource source(someEvents(kMany));
            const JobControl job{{}, nullptr, executor.get()};
            ImportFeed feed(source, m_limits, ImportFeed::Chains::Leave, job);
            QVERIFY(!must(feed.next()).empty());
        }
        // A task that starts only now finds nothing to do, and no source.
        if (auto *late = dynamic_cast<Never *>(executor.get())) {
            QCOMPARE(late->tasks.size(), std::size_t{1});
            late->tasks.front()();
        }
    }

    void workersChangeNothing_data() { addExecutors(); }
    void workersChangeNothing() {
        QFETCH(const QString, workers);
        const auto executor = executorNamed(workers);
        auto events = someEvents(kMany);
        // Duplicates within, so that what was worked out ahead about the chain of their stream is wrong from here on.
        events.insert(events.begin() + 1000, events[7]);
        events.insert(events.begin() + 3000, events[2000]);
        const std::string path = pathOf("w.evdb");
        {
            const auto store = must(openSqliteForWriting(path, m_clock, true, {}));
            const JobControl job{{}, nullptr, executor.get()};
            ListSource first({events.begin(), events.begin() + 4000});
            const Imported empty = must(store->import(first, job));
            QCOMPARE(empty.events, std::uint64_t{3998});
            QCOMPARE(empty.duplicates, std::uint64_t{2});
            ListSource second({events.begin() + 3500, events.end()});
            const Imported filled = must(store->import(second, job));
            QCOMPARE(filled.events, std::uint64_t{kMany - 3998});
            QCOMPARE(filled.duplicates, std::uint64_t{500});
        }
        const StoreVerdict verdict = must(verifyChain(path, {}));
        QVERIFY(verdict.isSound());
        QCOMPARE(verdict.events, std::uint64_t{kMany});
        const auto reader = must(openSqliteStore(path, {}));
        const auto stored = readAll(*reader);
        const auto expected = someEvents(kMany);
        for (std::size_t i = 0; i < kMany; ++i)
            QVERIFY(importOf(stored[i]).event == expected[i].event && stored[i].version == expected[i].version);
        QVERIFY(QFile::remove(QString::fromStdString(path)));
    }
};

QTEST_GUILESS_MAIN(TestSqliteImport)
#include "tst_sqlite_import.moc"
