// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_contract.h"

#include "core/store/content_hash.h"
#include "tests/support/store_fixture.h"

#include <QTest>

namespace eventscope::testing {

namespace {

ImportEvent importNamed(const std::string &name, const std::string &stream, std::int64_t version) {
    return {eventNamed(name), {stream}, {version}, timeOfUs(StepClock::kStartUs + 10 * version)};
}

/// Three streams, with times that do not follow the order of the log.
std::vector<ImportEvent> someImports() {
    std::vector<ImportEvent> events{importNamed("1", "a", 1), importNamed("2", "b", 1), importNamed("3", "a", 2),
                                    importNamed("4", "c", 1), importNamed("5", "a", 3)};
    events[1].recordedAt = timeOfUs(-12345);
    events[2].event.validAt = timeOfUs(1);
    events[2].event.dataEncoding = Encoding::Binary;
    events[2].event.data = std::string("\0\xff", 2);
    events[3].event.schemaVersion = 3;
    return events;
}

} // namespace

void StoreContract::importKeepsEverything() {
    auto &store = freshStore();
    const auto events = someImports();
    ListSource source(events);
    const Imported imported = must(store.import(source, {}));
    QCOMPARE(imported.events, std::uint64_t{5});
    QCOMPARE(imported.duplicates, std::uint64_t{0});
    const auto stored = readAll(store.reader());
    QCOMPARE(stored.size(), events.size());
    QVERIFY(imported.last == stored.back().position);
    for (std::size_t i = 0; i < stored.size(); ++i) {
        QVERIFY(importOf(stored[i]).event == events[i].event);
        QVERIFY(stored[i].stream == events[i].stream.value && stored[i].version == events[i].version);
        QVERIFY(stored[i].recordedAt == events[i].recordedAt);
        QVERIFY(stored[i].hash == contentHash(events[i].event));
    }
    ListSource nothing({});
    const Imported none = must(store.import(nothing, {}));
    QVERIFY(none.events == 0 && none.duplicates == 0);
}

void StoreContract::importCountsDuplicates() {
    auto &store = freshStore();
    ListSource source(someImports());
    must(store.import(source, {}));
    const auto before = readAll(store.reader());
    auto again = someImports();
    again[4].version = kNoVersion;
    again.push_back(importNamed("6", "a", 4));
    again.push_back(importNamed("7", "c", 2));
    again.back().version = kNoVersion;
    again.push_back(again.back()); // twice in one import
    ListSource second(again);
    const Imported imported = must(store.import(second, {}));
    QCOMPARE(imported.events, std::uint64_t{2});
    QCOMPARE(imported.duplicates, std::uint64_t{6});
    auto after = readAll(store.reader());
    QCOMPARE(after.size(), std::size_t{7});
    QCOMPARE(after.back().version.value, 2);
    QVERIFY(imported.last == after.back().position);
    after.resize(before.size());
    QVERIFY(after == before);
}

void StoreContract::failedImportKeepsNothing_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *fault, ErrorKind kind) {
        QTest::newRow(fault) << QString::fromLatin1(fault) << int(kind);
    };
    row("gap", ErrorKind::Invalid);
    row("version again", ErrorKind::Invalid);
    row("version 0", ErrorKind::Invalid);
    row("other content", ErrorKind::IdConflict);
    row("other stream", ErrorKind::IdConflict);
    row("other version", ErrorKind::IdConflict);
    row("other content within", ErrorKind::IdConflict);
    row("empty stream", ErrorKind::Invalid);
    row("empty type", ErrorKind::Invalid);
    row("null id", ErrorKind::Invalid);
    row("too large", ErrorKind::TooLarge);
    row("source fails", ErrorKind::Corrupt);
    row("stopped", ErrorKind::Cancelled);
}

void StoreContract::failedImportKeepsNothing() {
    QFETCH(const QString, fault);
    QFETCH(const int, kind);
    auto &store = freshStore();
    must(store.append({"old"}, Expected::any(), eventsNamed({"old1", "old2"}), {}));
    const auto before = readAll(store.reader());
    ImportEvent bad = importNamed("bad", "a", 4);
    if (fault == QLatin1String("gap")) bad.version = {5};
    if (fault == QLatin1String("version again")) bad.version = {3};
    if (fault == QLatin1String("version 0")) bad = importNamed("bad", "d", 0);
    if (fault == QLatin1String("other content")) bad = importNamed("old1", "old", 1), bad.event.data = "[]";
    if (fault == QLatin1String("other stream")) bad = importNamed("old1", "a", 4);
    if (fault == QLatin1String("other version")) bad = importNamed("old1", "old", 2);
    if (fault == QLatin1String("other content within")) bad = importNamed("5", "a", 3), bad.event.type = "Other";
    if (fault == QLatin1String("empty stream")) bad.stream.value.clear();
    if (fault == QLatin1String("empty type")) bad.event.type.clear();
    if (fault == QLatin1String("null id")) bad.event.id = {};
    if (fault == QLatin1String("too large")) bad.event.data.assign(AppendLimits().eventBytesMax + 1, ' ');
    auto events = someImports();
    std::stop_source stop;
    ListSource source(events);
    if (fault == QLatin1String("source fails")) {
        source.error = Error{ErrorKind::Corrupt, "line 6 is cut off", {}, {}, {}};
    } else if (fault == QLatin1String("stopped")) {
        stop.request_stop();
    } else {
        events.push_back(bad);
        source = ListSource(events);
    }
    const auto result = store.import(source, {.stop = stop.get_token()});
    QVERIFY(!result);
    QCOMPARE(int(result.error().kind), kind);
    QVERIFY(readAll(store.reader()) == before);
    QVERIFY(readStream(store.reader(), "a").empty());
    QCOMPARE(must(store.reader().catalogue({}, {})).streams.size(), std::size_t{1});
    QCOMPARE(must(findEvent(store.reader(), eventNamed("1").id, Fields::Id, {}))->rows(), std::size_t{0});

    // What failed left no trace: the same events can be taken now, after others came in between.
    must(store.append({"c"}, Expected::noStream(), eventsNamed({"between"}), {}));
    auto good = someImports();
    good[3].version = kNoVersion;
    ListSource retry(good);
    QCOMPARE(must(store.import(retry, {})).events, std::uint64_t{5});
    QCOMPARE(readStream(store.reader(), "c").back().version.value, 2);
    QCOMPARE(readAll(store.reader()).size(), std::size_t{8});
}

void StoreContract::appendAfterImportIsLater() {
    StepClock clock(0);
    auto &store = freshStore(clock);
    auto events = someImports();
    const Time late = timeOfUs(StepClock::kStartUs + 1'000'000'000);
    events[3].recordedAt = late;
    ListSource source(events);
    must(store.import(source, {}));
    must(store.append({"a"}, Expected::exactly({3}), eventsNamed({"new"}), {}));
    QVERIFY(readAll(store.reader()).back().recordedAt > late);
    closeStore();
}

} // namespace eventscope::testing
