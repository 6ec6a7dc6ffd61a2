// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_contract.h"

#include "tests/support/prefilter_generator.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <map>
#include <set>

namespace eventscope::testing {

namespace {

/// The catalogue as of a position, counted from the events.
Catalogue counted(const std::vector<PlainEvent> &events, Position until) {
    std::map<std::string, StreamEntry> streams;
    std::map<std::pair<std::string, int>, TypeEntry> types;
    std::map<std::string, std::pair<std::set<std::string>, std::uint64_t>> categories;
    for (const PlainEvent &event : events) {
        if (event.position > until) continue;
        auto &stream =
            streams.try_emplace(event.stream, StreamEntry{event.stream, {}, 0, event.recordedAt, {}, {}}).first->second;
        stream.version = event.version;
        ++stream.events;
        stream.last = event.recordedAt;
        stream.lastPosition = event.position;
        auto &type = types
                         .try_emplace({event.type, event.schemaVersion},
                                      TypeEntry{event.type, event.schemaVersion, 0, event.recordedAt, {}})
                         .first->second;
        ++type.events;
        type.last = event.recordedAt;
        auto &[names, count] = categories[std::string(categoryOf(event.stream))];
        names.insert(event.stream);
        ++count;
    }
    Catalogue catalogue;
    for (const auto &[name, entry] : streams)
        catalogue.streams.push_back(entry);
    for (const auto &[name, entry] : types)
        catalogue.types.push_back(entry);
    for (const auto &[name, entry] : categories)
        catalogue.categories.push_back({name, entry.first.size(), entry.second});
    return catalogue;
}

} // namespace

void StoreContract::catalogueAsOfEveryPosition() {
    std::mt19937_64 random(7);
    auto &writable = freshStore();
    PrefilterGenerator(random).fill(writable);
    const EventStore &store = writable.reader();
    const auto events = readAll(store);
    std::vector<Position> moments{kBeforeAll, kEnd};
    for (std::size_t i = 0; i < events.size(); i += 7)
        moments.push_back(events[i].position);
    for (const Position until : moments) {
        const Catalogue wanted = counted(events, until);
        CatalogueQuery query;
        query.until = until;
        QVERIFY(must(store.catalogue(query, {})).streams == wanted.streams);
        query.what = CatalogueQuery::What::Categories;
        QVERIFY(must(store.catalogue(query, {})).categories == wanted.categories);
        query.what = CatalogueQuery::What::Types;
        QVERIFY(must(store.catalogue(query, {})).types == wanted.types);
    }
}

void StoreContract::catalogueInPages() {
    std::mt19937_64 random(7);
    auto &writable = freshStore();
    PrefilterGenerator(random).fill(writable);
    const EventStore &store = writable.reader();
    const auto wanted = counted(readAll(store), kEnd).streams;
    CatalogueQuery query;
    query.rowsMax = 2;
    std::vector<StreamEntry> found;
    for (bool complete = false; !complete;) {
        const Catalogue page = must(store.catalogue(query, {}));
        QVERIFY(!page.streams.empty() && page.streams.size() <= 2);
        found.insert(found.end(), page.streams.begin(), page.streams.end());
        query.afterStream = found.back().stream;
        complete = page.complete;
    }
    QVERIFY(found == wanted);

    using Names = std::vector<std::string>;
    const auto names = [&](const char *category, const char *glob, const char *afterStream) {
        CatalogueQuery some;
        if (category) some.category = category;
        some.glob = glob;
        some.afterStream = afterStream;
        Names result;
        for (const StreamEntry &entry : must(store.catalogue(some, {})).streams)
            result.push_back(entry.stream);
        return result;
    };
    QVERIFY((names("order", "", "") == Names{"order-1", "order-2"}));
    QVERIFY((names(nullptr, "[oO]rder-1", "") == Names{"Order-1", "order-1"}));
    QVERIFY((names("order", "*-2", "") == Names{"order-2"}));
    QVERIFY(names("nothing", "", "").empty());
    // New streams are listed from then on.
    must(writable.append({"aaa"}, Expected::any(), eventsNamed({"new"}), {}));
    QCOMPARE(names(nullptr, "", "")[0], std::string("Order-1"));
    QCOMPARE(names(nullptr, "", "Order-1")[0], std::string("aaa"));
}

void StoreContract::snapshotsAreKept() {
    auto &store = freshStore();
    const auto snapshot = [](const char *stream, std::int64_t version, const char *fold, const char *state) {
        return Snapshot{{stream}, {version}, {0, static_cast<std::uint64_t>(version)}, timeOfUs(version), fold,
                        2,        state};
    };
    const auto second = snapshot("a", 20, "F", R"({"n":20})"), first = snapshot("a", 10, "F", "{}");
    const auto other = snapshot("b", 5, "G", "[]"), replaced = snapshot("a", 10, "F", R"({"n":10})");
    for (const Snapshot &each : {second, first, other, replaced})
        must(store.putSnapshot(each, {}));
    QVERIFY((must(store.reader().snapshots({"a"}, {})) == SnapshotList{replaced, second}));
    QVERIFY((must(store.reader().snapshots({"b"}, {})) == SnapshotList{other}));
    QCOMPARE(must(store.reader().snapshots({}, {})).size(), std::size_t{3});
    QVERIFY(must(store.reader().snapshots({"c"}, {})).empty());
    const auto nameless = store.putSnapshot(snapshot("", 1, "F", "{}"), {});
    QVERIFY(!nameless && nameless.error().kind == ErrorKind::Invalid);

    // Several go all or none.
    const auto changed = snapshot("b", 5, "G", "[1]"), added = snapshot("c", 1, "F", "{}");
    QVERIFY(!store.putSnapshots(SnapshotList{changed, added, snapshot("", 1, "F", "{}")}, {}));
    QVERIFY((must(store.reader().snapshots({"b"}, {})) == SnapshotList{other}));
    must(store.putSnapshots(SnapshotList{changed, added}, {}));
    must(store.putSnapshots({}, {}));
    QVERIFY((must(store.reader().snapshots({"b"}, {})) == SnapshotList{changed}));
    QVERIFY((must(store.reader().snapshots({"c"}, {})) == SnapshotList{added}));
}

} // namespace eventscope::testing
