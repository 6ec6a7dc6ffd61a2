// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file/file_event_store.h"

#include "core/store/content_hash.h"
#include "tests/support/store_fixture.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <semaphore>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;
namespace fs = std::filesystem;

namespace {

std::string line(const std::string &stream, int version) {
    return R"({"stream":")" + stream + R"(","version":)" + std::to_string(version) +
           R"(,"type":"Happened","recordedAt":"2026-03-01T00:00:0)" + std::to_string(version) +
           R"(Z","data":{ "n" : 1.0 }})"
           "\n";
}

/// An event of stream "a" with such a text in it.
std::string lineWith(const std::string &text) { return R"({"stream":"a","type":"A","data":[")" + text + "\"]}\n"; }

} // namespace

class TestFileStore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;

    void write(std::string_view bytes) const { std::ofstream(m_path, std::ios::binary) << bytes; }
    void append(std::string_view bytes) const { std::ofstream(m_path, std::ios::binary | std::ios::app) << bytes; }
    std::shared_ptr<const EventStore> opened() const { return must(openFileStore(m_path, {})); }
    std::vector<PlainEvent> openedEvents() const { return readAll(*opened()); }
    /// The error of opening a file of these bytes, in one line.
    std::string errorOf(std::string_view bytes) const {
        write(bytes);
        const auto store = openFileStore(m_path, {});
        return store ? "" : describe(store.error());
    }

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("events.jsonl")).toStdString();
    }

    void everyFieldIsKept() {
        write(R"({"position":"9","stream":"a-1","version":4,"id":"018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f","type":"Paid",)"
              R"("schemaVersion":2,"recordedAt":"2026-03-04T12:00:03.881902Z","validAt":"2026-01-01T00:00:00Z",)"
              R"("data":{ "amount" : 1.50 },"metadata":{"userId":"u"}})"
              "\n");
        const auto events = openedEvents();
        QCOMPARE(events.size(), std::size_t{1});
        NewEvent content{must(parseEventId("018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f")),
                         "Paid",
                         2,
                         Encoding::Json,
                         R"({ "amount" : 1.50 })",
                         Encoding::Json,
                         R"({"userId":"u"})",
                         must(parseTime("2026-01-01"))};
        QVERIFY(importOf(events[0]).event == content);
        QVERIFY(events[0].hash == contentHash(content));
        QVERIFY((events[0].position == Position{0, 1} && events[0].stream == "a-1" && events[0].version == Version{4}));
        QCOMPARE(toIso(events[0].recordedAt), std::string("2026-03-04T12:00:03.881902Z"));
    }

    void whatIsMissingIsFilledIn() {
        write("{\"type\":\"A\"}\n{\"type\":\"B\",\"recordedAt\":\"2026-03-01T00:00:00Z\"}\n{\"type\":\"C\"}\n");
        const auto events = openedEvents();
        QCOMPARE(events.size(), std::size_t{3});
        for (std::size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(events[i].stream, std::string("events"));
            QCOMPARE(events[i].version.value, static_cast<std::int64_t>(i) + 1);
            QVERIFY(!events[i].id.isNull());
        }
        QVERIFY(events[0].id != events[1].id && events[2].recordedAt == events[1].recordedAt);
        QVERIFY(openedEvents() == events);
    }

    void orderIsThatOfTheFile() {
        write(line("b", 7) + line("a", 0) + line("b", 9) + line("a", 1));
        const auto store = opened();
        const auto events = readAll(*store);
        QCOMPARE(events.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY((events[i].position == Position{0, i + 1}));
        QCOMPARE(store->info().versionBase, 0);
        Query query;
        query.from = Selector::stream({"b"});
        query.afterVersion = {7};
        QCOMPARE(readAll(*store, query).size(), std::size_t{1});
        QCOMPARE(must(store->catalogue({}, {})).streams.size(), std::size_t{2});
        QCOMPARE(must(store->head({})).last.minor, std::uint64_t{4});
    }

    void arraysAndCloudEventsAreRead() {
        write("[\n {\"stream\":\"s\",\"type\":\"A\"},\n {\"stream\":\"s\",\"type\":\"B\"}\n]");
        QCOMPARE(openedEvents().size(), std::size_t{2});
        write(R"([{"specversion":"1.0","id":"1","source":"/shop","type":"A","subject":"s","data":{"n":1}}])");
        const auto events = openedEvents();
        QCOMPARE(events.size(), std::size_t{1});
        QVERIFY(events[0].stream == "s" && events[0].data == R"({"n":1})");
        write(R"({"specversion":"1.0","id":"1","source":"/shop","type":"A","subject":"s"})"
              "\n"
              R"({"specversion":"1.0","id":"2","source":"/shop","type":"B","subject":"s"})"
              "\n");
        QCOMPARE(openedEvents().size(), std::size_t{2});
    }

    void sameIdTwiceIsShown() {
        const std::string event = R"({"stream":"s","type":"A","id":"018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f"})"
                                  "\n";
        write(event + event);
        const auto store = opened();
        QCOMPARE(readAll(*store).size(), std::size_t{2});
        const auto id = must(parseEventId("018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f"));
        QVERIFY((must(findEvent(*store, id, Fields::Id, {}))->minor()[0] == 1));
    }

    void errorsNameTheLine() {
        QVERIFY(errorOf(line("a", 1) + "\n" + line("a", 2) + "{\"stream\":\n").find(m_path + ", line 4") !=
                std::string::npos);
        const std::string again = errorOf(line("a", 1) + line("b", 1) + line("a", 1));
        QVERIFY2(again.find(m_path + ", line 3: version 1 of stream \"a\" comes after version 1") != std::string::npos,
                 again.c_str());
        QVERIFY2(again.find("import them into one store instead") != std::string::npos, again.c_str());
        QVERIFY(!errorOf("{\"stream\":\"a\"}\n").empty());
        QVERIFY(!errorOf("[{\"type\":\"A\"},").empty());
    }

    void incompleteLastLineIsLeftOut() {
        write(line("a", 1) + line("a", 2).substr(0, 30));
        const auto store = opened();
        QCOMPARE(readAll(*store).size(), std::size_t{1});
        QCOMPARE(store->info().findings.size(), std::size_t{1});
        QVERIFY(store->info().findings.front().starts_with("line 2: the file ends within this line"));
        append(line("a", 2).substr(30));
        QCOMPARE(must(store->head({})).last.minor, std::uint64_t{2});
        QVERIFY(readAll(*store) == openedEvents());
    }

    void unknownKeysAreFindings() {
        write(R"({"stream":"a","type":"A","colour":"red"})"
              "\n{\"stream\":\n");
        QVERIFY(!openFileStore(m_path, {}));
        write(R"({"stream":"a","type":"A","colour":"red"})"
              "\n{\"stream\":");
        const auto store = opened();
        QCOMPARE(store->info().findings.size(), std::size_t{2});
        QVERIFY(store->info().findings[0].starts_with("line 2: "));
        QCOMPARE(store->info().findings[1], std::string("line 1: unknown key \"colour\""));
    }

    void lastLineNeedsNoEnd() {
        std::string text = line("a", 1) + line("a", 2);
        text.pop_back();
        write(text);
        const auto store = opened();
        QCOMPARE(readAll(*store).size(), std::size_t{2});
        append("\n" + line("a", 3));
        QCOMPARE(must(store->head({})).last.minor, std::uint64_t{3});
    }

    void followerSeesAppendedLines() {
        write(line("a", 1));
        const auto store = opened();
        std::binary_semaphore caughtUp(0);
        const std::jthread writer([&] {
            caughtUp.acquire();
            append(line("a", 2) + line("a", 3).substr(0, 10));
            caughtUp.acquire();
            append(line("a", 3).substr(10) + line("b", 1));
        });
        std::vector<PlainEvent> seen;
        Query query;
        query.fields = Fields::All;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row)
                seen.push_back(plain(*batch, row));
            if (seen.size() <= 2) caughtUp.release();
            return seen.size() < 4 ? Flow::More : Flow::Enough;
        });
        must(store->follow(query, sink, {}));
        QVERIFY(seen == openedEvents());
        QCOMPARE(seen.size(), std::size_t{4});
    }

    void faultyAppendedLineIsNamedAndNothingOfItTaken() {
        write(line("a", 1));
        const auto store = opened();
        append(line("a", 2) + "\n" + line("a", 2));
        for (int again = 0; again < 2; ++again) {
            const auto head = store->head({});
            QVERIFY(!head && head.error().kind == ErrorKind::Corrupt);
            QVERIFY(describe(head.error()).find("line 4") != std::string::npos);
            QCOMPARE(readAll(*store).size(), std::size_t{1});
        }
    }

    void otherFileInItsPlaceIsTold() {
        const auto isTold = [&](const EventStore &store, const char *part) {
            const auto head = store.head({});
            return !head && head.error().kind == ErrorKind::Unavailable &&
                   describe(head.error()).find(part) != std::string::npos;
        };
        write(line("a", 1) + line("a", 2));
        auto store = opened();
        fs::resize_file(m_path, 20);
        QVERIFY(isTold(*store, "shorter"));
        QCOMPARE(readAll(*store).size(), std::size_t{2});

        write(line("a", 1));
        store = opened();
        write(line("b", 1) + line("b", 2)); // as long and longer, but other bytes
        QVERIFY(isTold(*store, "written anew"));

        store = opened();
        fs::rename(m_path, m_path + ".old");
        QVERIFY(isTold(*store, "removed"));
        write(line("a", 1) + line("a", 2));
        QVERIFY(isTold(*store, "replaced"));

        write("[]");
        store = opened();
        append(" ");
        QVERIFY(isTold(*store, "grown"));
    }

    void editThatKeepsTheLengthIsTold_data() {
        QTest::addColumn<QString>("padding"); // in a second event, so that the file is small or large
        QTest::newRow("small") << "";
        QTest::newRow("large") << QString(3 << 20, QLatin1Char('x'));
    }
    void editThatKeepsTheLengthIsTold() {
        QFETCH(QString, padding);
        write(line("a", 1) + lineWith(padding.toStdString()) + line("a", 3));
        const auto store = opened();
        QVERIFY(store->head({}));
        {
            std::fstream file(m_path, std::ios::binary | std::ios::in | std::ios::out);
            file.seekp(static_cast<std::streamoff>(line("a", 1).find("1.0")));
            file << "2.0";
        }
        fs::last_write_time(m_path, fs::file_time_type::clock::now() - std::chrono::hours(1)); // as cp -p would
        for (int again = 0; again < 2; ++again) {
            const auto head = store->head({});
            QVERIFY(!head && head.error().kind == ErrorKind::Unavailable);
            QVERIFY(describe(head.error()).find("edited while it was open. Open it again") != std::string::npos);
            QCOMPARE(readAll(*store).size(), std::size_t{3}); // what was read stays readable
        }
        Query query;
        SinkOf sink([](const BatchPtr &) -> Result<Flow> { return Flow::More; });
        const auto followed = store->follow(query, sink, {});
        QVERIFY(!followed && followed.error().kind == ErrorKind::Unavailable);
    }

    void touchedFileIsStillTheSame() {
        write(line("a", 1));
        const auto store = opened();
        fs::last_write_time(m_path, fs::file_time_type::clock::now() - std::chrono::hours(1));
        QCOMPARE(must(store->head({})).last.minor, std::uint64_t{1});
        write(line("a", 1));
        QCOMPARE(must(store->head({})).last.minor, std::uint64_t{1});
        append(line("a", 2));
        QCOMPARE(must(store->head({})).last.minor, std::uint64_t{2});
    }

    void rewrittenBeginningOfAGrowingLargeFileIsTold() {
        const std::string large = lineWith(std::string(3 << 20, 'x'));
        write(line("a", 1) + large);
        const auto store = opened();
        append(line("a", 3));
        QCOMPARE(must(store->head({})).last.minor, std::uint64_t{3});
        write(line("b", 1) + large + line("a", 3) + line("a", 4));
        const auto head = store->head({});
        QVERIFY(!head && head.error().kind == ErrorKind::Unavailable);
    }

    void checkingCanBeStopped() {
        write(line("a", 1));
        const auto store = opened();
        fs::last_write_time(m_path, fs::file_time_type::clock::now() - std::chrono::hours(1));
        std::stop_source stop;
        stop.request_stop();
        const auto head = store->head({.stop = stop.get_token()});
        QVERIFY(!head && head.error().kind == ErrorKind::Cancelled);
    }

    void fileIsNeverTouched() {
        write(line("a", 1));
        fs::permissions(m_path, fs::perms::owner_read);
        const auto before = fs::last_write_time(m_path);
        const auto store = opened();
        QVERIFY(must(store->head({})).last.minor == 1);
        QVERIFY(fs::last_write_time(m_path) == before);
        QCOMPARE(std::distance(fs::directory_iterator(m_folder->path().toStdString()), {}), std::ptrdiff_t{1});
        QVERIFY(store->info().readOnly.readOnly);
        QCOMPARE(store->info().readOnly.evidence.size(), std::size_t{3});
        QVERIFY(!store->info().has(Capability::Append));
    }

    void identityIsThatOfThePath() {
        write(line("a", 1));
        const std::string id = opened()->info().identity.id;
        append(line("a", 2));
        QCOMPARE(opened()->info().identity.id, id);
        const std::string other = m_path + "2.jsonl";
        fs::copy_file(m_path, other);
        QVERIFY(must(openFileStore(other, {}))->info().identity.id != id);
        QCOMPARE(opened()->info().identity.name, std::string("events.jsonl"));
    }

    void openingCanBeStopped() {
        write(line("a", 1));
        std::stop_source stop;
        stop.request_stop();
        const auto store = openFileStore(m_path, {.stop = stop.get_token()});
        QVERIFY(!store && store.error().kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestFileStore)
#include "tst_file_store.moc"
