// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_contract.h"

#include "core/store/content_hash.h"
#include "tests/support/append_model.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <cstdlib>

namespace eventscope::testing {

namespace {

/// A letter is an event; a capital letter the same event with other content.
std::vector<NewEvent> batchOf(const QString &letters) {
    std::vector<NewEvent> events;
    for (const QChar letter : letters) {
        events.push_back(
            eventNamed(letter.toLower().toLatin1() == 0 ? "" : std::string(1, letter.toLower().toLatin1())));
        if (letter.isUpper()) events.back().data = "{\"other\":true}";
    }
    return events;
}

std::uint64_t randomSeed() {
    if (const char *given = std::getenv("EVENTSCOPE_TEST_SEED")) return std::strtoull(given, nullptr, 10);
    return std::random_device{}();
}

} // namespace

/// Stream "old" holds a, b and c; stream "absent" holds nothing.
void StoreAppendContract::appendTable_data() {
    using Kind = Expected::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QString>("batch");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *cell, Kind kind, int version, const char *stream, const char *batch,
                        const char *outcome) {
        QTest::newRow(cell) << int(kind) << version << QString::fromLatin1(stream) << QString::fromLatin1(batch)
                            << QString::fromLatin1(outcome);
    };
    row("any, absent", Kind::Any, 0, "absent", "xy", "appended 1-2");
    row("any, none present", Kind::Any, 0, "old", "xy", "appended 4-5");
    row("any, all present", Kind::Any, 0, "old", "bc", "duplicate 2-3");
    row("any, all present, apart", Kind::Any, 0, "old", "ac", "duplicate 1-3");
    row("any, some present", Kind::Any, 0, "old", "cx", "partial duplicate");
    row("any, other content", Kind::Any, 0, "old", "B", "id conflict");
    row("any, other content of one", Kind::Any, 0, "old", "xaB", "id conflict");
    row("any, other stream", Kind::Any, 0, "absent", "a", "id conflict");
    row("any, other order", Kind::Any, 0, "old", "ba", "id conflict");

    row("no stream, absent", Kind::NoStream, 0, "absent", "x", "appended 1-1");
    row("no stream, none present", Kind::NoStream, 0, "old", "x", "wrong version, actual 3");
    row("no stream, all present, the first", Kind::NoStream, 0, "old", "ab", "duplicate 1-2");
    row("no stream, all present, not the first", Kind::NoStream, 0, "old", "bc", "wrong version, actual 3");
    row("no stream, all present, apart", Kind::NoStream, 0, "old", "ac", "wrong version, actual 3");
    row("no stream, some present", Kind::NoStream, 0, "old", "ax", "partial duplicate");
    row("no stream, other content", Kind::NoStream, 0, "old", "A", "id conflict");
    row("no stream, other stream", Kind::NoStream, 0, "absent", "a", "id conflict");

    row("stream exists, absent", Kind::StreamExists, 0, "absent", "x", "wrong version, actual 0");
    row("stream exists, none present", Kind::StreamExists, 0, "old", "x", "appended 4-4");
    row("stream exists, all present", Kind::StreamExists, 0, "old", "abc", "duplicate 1-3");
    row("stream exists, some present", Kind::StreamExists, 0, "old", "xa", "partial duplicate");
    row("stream exists, other content", Kind::StreamExists, 0, "old", "aB", "id conflict");

    row("exact 0, absent", Kind::Exact, 0, "absent", "x", "appended 1-1");
    row("exact 1, absent", Kind::Exact, 1, "absent", "x", "wrong version, actual 0");
    row("exact 3, none present", Kind::Exact, 3, "old", "x", "appended 4-4");
    row("exact 2, none present", Kind::Exact, 2, "old", "x", "wrong version, actual 3");
    row("exact 4, none present", Kind::Exact, 4, "old", "x", "wrong version, actual 3");
    row("exact 0, none present", Kind::Exact, 0, "old", "x", "wrong version, actual 3");
    row("exact -1, none present", Kind::Exact, -1, "old", "x", "wrong version, actual 3");
    row("exact 1, all present right after", Kind::Exact, 1, "old", "bc", "duplicate 2-3");
    row("exact 0, all present right after", Kind::Exact, 0, "old", "a", "duplicate 1-1");
    row("exact 2, all present elsewhere", Kind::Exact, 2, "old", "bc", "wrong version, actual 3");
    row("exact 3, all present elsewhere", Kind::Exact, 3, "old", "bc", "wrong version, actual 3");
    row("exact 0, all present, apart", Kind::Exact, 0, "old", "ac", "wrong version, actual 3");
    row("exact 3, some present", Kind::Exact, 3, "old", "cx", "partial duplicate");
    row("exact 2, other content", Kind::Exact, 2, "old", "C", "id conflict");
}

void StoreAppendContract::appendTable() {
    QFETCH(const int, kind);
    QFETCH(const int, version);
    QFETCH(const QString, stream);
    QFETCH(const QString, batch);
    QFETCH(const QString, outcome);
    auto &store = freshStore();
    must(store.append(streamNamed("old"), Expected::noStream(), batchOf(QStringLiteral("abc")), {}));
    const auto before = readAll(store.reader());
    const Expected expected{static_cast<Expected::Kind>(kind), {version}};
    const auto result = store.append(streamNamed(stream.toStdString()), expected, batchOf(batch), {});
    QCOMPARE(QString::fromStdString(outcomeOf(result)), outcome);
    auto after = readAll(store.reader());
    if (result && !result->duplicate) {
        QCOMPARE(after.size(), before.size() + static_cast<std::size_t>(batch.size()));
        QVERIFY(result->position == after.back().position);
        after.resize(before.size());
    } else if (result) {
        QVERIFY(result->position == before[static_cast<std::size_t>(result->last.value - 1)].position);
    }
    QVERIFY(after == before);
}

void StoreAppendContract::appendFillsEveryField() {
    auto &store = freshStore();
    NewEvent event = eventNamed("full", "Registered");
    event.metadata = R"({"userId":"u1"})";
    if (keepsAll()) {
        event.schemaVersion = 7;
        event.validAt = timeOfUs(-5);
    }
    const auto appended = must(store.append(streamNamed("user-1"), Expected::any(), {&event, 1}, {}));
    const auto events = readAll(store.reader());
    QCOMPARE(events.size(), std::size_t{1});
    QVERIFY(events[0].position == appended.position && events[0].version == appended.first);
    QCOMPARE(events[0].stream, streamNamed("user-1").value);
    QCOMPARE(events[0].version.value, 1);
    QVERIFY(isKept(event, importOf(events[0]).event));
    if (!keepsAll()) return;
    QVERIFY(events[0].hash == contentHash(event));
    QVERIFY(toUs(events[0].recordedAt) >= StepClock::kStartUs);
}

void StoreAppendContract::recordedTimesGrowStrictly() {
    StepClock stopped(0), backward(-1'000'000);
    for (Clock *clock : {&stopped, &backward}) {
        auto &store = freshStore(*clock);
        for (int i = 0; i < 5; ++i) {
            const std::string name = std::to_string(i);
            must(store.append(streamNamed("s"), Expected::any(), eventsNamed({name + "x"}), {}));
            must(store.append(streamNamed("s"), Expected::any(), eventsNamed({name + "y", name + "z"}), {}));
        }
        const auto events = readAll(store.reader());
        QCOMPARE(events.size(), std::size_t{15});
        for (std::size_t i = 1; i < events.size(); ++i)
            QVERIFY(events[i - 1].recordedAt < events[i].recordedAt);
        closeStore();
    }
}

void StoreAppendContract::limitsAreStated() {
    StepClock clock;
    auto &store = freshStore(clock, {.eventBytesMax = 1000, .eventsMax = 4});
    NewEvent event = eventNamed("big");
    event.metadata = "{}";
    const auto jsonOf = [](std::size_t bytes) { return '"' + std::string(bytes - 2, 'x') + '"'; };
    event.data = jsonOf(998);
    must(store.append(streamNamed("s"), Expected::any(), {&event, 1}, {}));
    event = eventNamed("bigger");
    event.data = jsonOf(999);
    const auto tooBig = store.append(streamNamed("s"), Expected::any(), {&event, 1}, {});
    QVERIFY(!tooBig && tooBig.error().kind == ErrorKind::TooLarge);
    QVERIFY(describe(tooBig.error()).find("1000") != std::string::npos);
    const auto tooMany = store.append(streamNamed("s"), Expected::any(), eventsNamed({"1", "2", "3", "4", "5"}), {});
    QVERIFY(!tooMany && tooMany.error().kind == ErrorKind::TooLarge);
    QVERIFY(describe(tooMany.error()).find("At most 4 ") != std::string::npos);
    QCOMPARE(readAll(store.reader()).size(), std::size_t{1});
    closeStore();

    auto &usual = freshStore();
    std::vector<NewEvent> batch;
    for (int i = 0; i < 4096; ++i)
        batch.push_back(eventNamed(std::to_string(i)));
    QCOMPARE(must(usual.append(streamNamed("s"), Expected::any(), batch, {})).last.value, 4096);
    for (NewEvent &each : batch)
        each.id = derivedEventId("again", toString(each.id));
    batch.push_back(eventNamed("4096"));
    const auto over = usual.append(streamNamed("s"), Expected::any(), batch, {});
    QVERIFY(!over && over.error().kind == ErrorKind::TooLarge);
}

void StoreAppendContract::badBatchesAreRefused_data() {
    QTest::addColumn<QString>("what");
    for (const char *what : {"empty batch", "equal ids", "null id", "empty type", "empty stream", "year 10000"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void StoreAppendContract::badBatchesAreRefused() {
    QFETCH(const QString, what);
    auto &store = freshStore();
    auto batch = eventsNamed({"a", "b"});
    StreamId stream = streamNamed("s");
    if (what == QLatin1String("empty batch")) batch.clear();
    if (what == QLatin1String("equal ids")) batch[1].id = batch[0].id;
    if (what == QLatin1String("null id")) batch[1].id = {};
    if (what == QLatin1String("empty type")) batch[1].type.clear();
    if (what == QLatin1String("empty stream")) stream.value.clear();
    if (what == QLatin1String("year 10000")) batch[1].validAt = must(parseTime("9999-12-31")) + std::chrono::days(1);
    const auto result = store.append(stream, Expected::any(), batch, {});
    QVERIFY(!result && result.error().kind == ErrorKind::Invalid);
    QVERIFY(!result.error().message.empty());
    QVERIFY(readAll(store.reader()).empty());
}

void StoreAppendContract::strangeNames_data() {
    QTest::addColumn<QByteArray>("strange");
    QTest::newRow("space") << QByteArray("a b ");
    QTest::newRow("unicode") << QByteArray("B\u00fccher-\u2713\U0001F4D6");
    QTest::newRow("quotes") << QByteArray("it's \"quoted\"; DROP TABLE events;--");
    QTest::newRow("patterns") << QByteArray("%_*?[a-z]\\");
    QTest::newRow("newline") << QByteArray("a\nb\r\t");
    QTest::newRow("right to left") << QByteArray("\u202Eevil\u202C");
    QTest::newRow("escape") << QByteArray("\x1b[31mred");
    QTest::newRow("hyphens") << QByteArray("--a-");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe-x");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("1 KiB") << QByteArray(1024, 'n');
    QTest::newRow("long") << QByteArray(1025, 'n');
}

/// Such a name is kept to the byte or refused, as a stream and as a type alike.
void StoreAppendContract::strangeNames() {
    QFETCH(const QByteArray, strange);
    const std::string strangeName = strange.toStdString();
    auto &store = freshStore();
    const NewEvent event = eventNamed("a", strangeName);
    const auto result = store.append({strangeName}, Expected::any(), {&event, 1}, {});
    if (!result && !factory().takesName(strangeName)) {
        QVERIFY(readAll(store.reader()).empty());
        return;
    }
    if (!result) {
        const bool isUtf8 = QString::fromUtf8(strange).toUtf8() == strange;
        QVERIFY(strangeName.size() > 1024 || strangeName.find('\0') != std::string::npos ||
                (!isUtf8 && !factory().takesAnyName()));
        QVERIFY(result.error().kind == ErrorKind::Invalid || result.error().kind == ErrorKind::TooLarge);
        QVERIFY(readAll(store.reader()).empty());
        return;
    }
    QCOMPARE(readStream(store.reader(), strangeName).size(), std::size_t{1});
    QCOMPARE(readStream(store.reader(), strangeName)[0].type, strangeName);
    const auto streams = must(store.reader().catalogue({}, {})).streams;
    QCOMPARE(streams.size(), std::size_t{1});
    QCOMPARE(streams[0].stream, strangeName);
    Query category;
    category.from = Selector::category(std::string(categoryOf(strangeName)));
    QCOMPARE(readAll(store.reader(), category).size(), std::size_t{1});
}

void StoreAppendContract::payloadBytesAreKept_data() {
    QTest::addColumn<QByteArray>("bytes");
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all.append(static_cast<char>(i));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("every byte") << all;
    QTest::newRow("malformed JSON") << QByteArray("{\"a\":1,,}");
    QTest::newRow("white space") << QByteArray(" {\n \"a\" : 1.50 , \"a\":12345678901234567890 }\n");
    QTest::newRow("escaped NUL") << QByteArray("{\"a\":\"\\u0000\"}");
    QTest::newRow("lone surrogate") << QByteArray("\"\\ud800\"");
    QTest::newRow("half a code point") << QByteArray("\"\xc3\"");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("large") << QByteArray(500'000, '7');
}

void StoreAppendContract::payloadBytesAreKept() {
    QFETCH(const QByteArray, bytes);
    auto &store = freshStore();
    int number = 0;
    for (const Encoding encoding : {Encoding::Json, Encoding::Text, Encoding::Binary}) {
        NewEvent event = eventNamed(std::to_string(number++));
        event.dataEncoding = event.metadataEncoding = encoding;
        event.data = event.metadata = bytes.toStdString();
        const auto result = store.append(streamNamed("s"), Expected::any(), {&event, 1}, {});
        if (!result && !keepsAll()) {
            QVERIFY(result.error().kind != ErrorKind::Internal && !result.error().message.empty());
            QVERIFY(must(findEvent(store.reader(), event.id, Fields::Header, {}))->rows() == 0);
            continue;
        }
        must(result);
        const PlainEvent stored = readStream(store.reader(), streamNamed("s").value).back();
        QVERIFY(stored.dataEncoding == encoding && stored.metadataEncoding == encoding);
        if (keepsAll()) {
            QVERIFY(stored.data == event.data && stored.metadata == event.metadata);
            QVERIFY(stored.hash == contentHash(event));
        } else {
            QVERIFY(isKept(event, importOf(stored).event));
        }
        QVERIFY(must(store.append(streamNamed("s"), Expected::any(), {&event, 1}, {})).duplicate);
    }
}

void StoreAppendContract::randomAppendsFollowTheTable() {
    const std::uint64_t seed = randomSeed();
    qInfo("EVENTSCOPE_TEST_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    auto &store = freshStore();
    AppendModel model;
    for (int sequence = 0; sequence < factory().sequences(); ++sequence) {
        RandomAppends appends(random, sequence);
        for (int step = 1 + static_cast<int>(random() % 8); step > 0; --step) {
            const RandomAppend append = appends.next();
            const std::string wanted = model.append(append.stream, append.expected, append.events);
            QCOMPARE(outcomeOf(store.append(streamNamed(append.stream), append.expected, append.events, {})), wanted);
        }
        for (const std::string &stream : appends.streams()) {
            const auto stored = readStream(store.reader(), streamNamed(stream).value);
            const auto &wanted = model.stream(stream);
            QCOMPARE(stored.size(), wanted.size());
            for (std::size_t i = 0; i < stored.size(); ++i)
                QVERIFY(isKept(wanted[i], importOf(stored[i]).event));
        }
    }
    for (const auto &row : model.hits()) {
        for (const int hits : row)
            QVERIFY2(hits > factory().sequences() / 250, "a cell of the table was hardly met");
    }
}

void StoreAppendContract::reopenedStoreIsTheSame() {
    if (!factory().persists()) return;
    auto &store = freshStore();
    must(store.append(streamNamed("a-1"), Expected::any(), eventsNamed({"1", "2"}), {}));
    must(store.append(streamNamed("a-2"), Expected::any(), eventsNamed({"3"}), {}));
    const Snapshot snapshot{streamNamed("a-1"), {2}, {0, 2}, timeOfUs(7), "Fold", 1, "{}"};
    const bool keepsSnapshots = store.reader().info().has(Capability::Snapshots);
    if (keepsSnapshots) must(store.putSnapshot(snapshot, {}));
    const auto before = readAll(store.reader());
    const std::string identity = store.reader().info().identity.id;
    closeStore();
    StepClock clock(0);
    auto again = must(factory().reopen(clock));
    QCOMPARE(again->reader().info().identity.id, identity);
    QVERIFY(readAll(again->reader()) == before);
    if (keepsSnapshots) QVERIFY(must(again->reader().snapshots(streamNamed("a-1"), {})) == SnapshotList{snapshot});
    QVERIFY(must(again->append(streamNamed("a-1"), Expected::exactly({0}), eventsNamed({"1", "2"}), {})).duplicate);
    must(again->append(streamNamed("a-1"), Expected::exactly({2}), eventsNamed({"4"}), {}));
    const auto after = readAll(again->reader());
    QCOMPARE(after.size(), std::size_t{4});
    QVERIFY(before.back().recordedAt < after.back().recordedAt);
}

} // namespace eventscope::testing
