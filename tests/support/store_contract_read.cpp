// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_contract.h"

#include "tests/support/prefilter_generator.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <algorithm>
#include <numeric>

namespace eventscope::testing {

namespace {

/// Nine events in three streams, taking turns: a-1, a-2, b-1, a-1, ...
void fill(WritableEventStore &store) {
    const char *const streams[] = {"a-1", "a-2", "b-1"};
    for (int i = 0; i < 9; ++i) {
        const NewEvent event = eventNamed(std::to_string(i), i % 2 == 0 ? "Even" : "Odd");
        must(store.append({streams[i % 3]}, Expected::any(), {&event, 1}, {}));
    }
}

/// Pages through a query by key until the end.
std::vector<PlainEvent> readInPages(const EventStore &store, Query query) {
    query.fields = Fields::All;
    std::vector<PlainEvent> events;
    for (;;) {
        const BatchPtr page = must(store.page(query, {}));
        if (page->rows() == 0) return events;
        if (page->rows() > query.rowsMax) throw std::runtime_error("the page is too large");
        for (std::size_t row = 0; row < page->rows(); ++row)
            events.push_back(plain(*page, row));
        if (query.direction == Direction::Forward) {
            query.after = events.back().position;
        } else {
            query.until = below(events.back().position);
        }
    }
}

std::vector<PlainEvent> reversed(std::vector<PlainEvent> events) {
    std::ranges::reverse(events);
    return events;
}

template <class Predicate>
std::vector<PlainEvent> only(const std::vector<PlainEvent> &events, Predicate predicate) {
    std::vector<PlainEvent> some;
    std::ranges::copy_if(events, std::back_inserter(some), predicate);
    return some;
}

CatalogueQuery listOf(CatalogueQuery::What what) {
    CatalogueQuery query;
    query.what = what;
    return query;
}

} // namespace

void StoreContract::emptyStore() {
    const EventStore &store = freshStore().reader();
    const Head head = must(store.head({}));
    QVERIFY(head.last == kBeforeAll && head.settled == kBeforeAll && head.holes.empty() && !head.lastRecordedAt);
    QCOMPARE(must(store.page({}, {}))->rows(), std::size_t{0});
    SinkOf never([](const BatchPtr &) -> Result<Flow> { return fail(ErrorKind::Internal, "a batch of nothing"); });
    const ScanEnd end = must(store.scan({}, never, {}));
    QVERIFY(end.last == kBeforeAll && end.reachedUntil);
    for (const auto what :
         {CatalogueQuery::What::Streams, CatalogueQuery::What::Categories, CatalogueQuery::What::Types}) {
        const Catalogue catalogue = must(store.catalogue(listOf(what), {}));
        QVERIFY(catalogue.streams.empty() && catalogue.categories.empty() && catalogue.types.empty() &&
                catalogue.complete);
    }
    QVERIFY(must(store.snapshots({}, {})).empty());
    QVERIFY(!store.info().identity.id.empty() && !store.info().layout.empty());
    QCOMPARE(store.info().versionBase, 1);
}

void StoreContract::pagesByPosition() {
    auto &writable = freshStore();
    fill(writable);
    const EventStore &store = writable.reader();
    const auto all = readAll(store);
    QCOMPARE(all.size(), std::size_t{9});
    for (std::size_t i = 1; i < all.size(); ++i)
        QVERIFY(all[i - 1].position < all[i].position);
    const Head head = must(store.head({}));
    QVERIFY(head.last == all.back().position && head.settled == head.last);
    QVERIFY(head.lastRecordedAt == all.back().recordedAt);
    for (std::size_t rowsMax = 1; rowsMax <= 10; ++rowsMax) {
        Query query;
        query.rowsMax = rowsMax;
        QVERIFY(readInPages(store, query) == all);
        query.direction = Direction::Backward;
        QVERIFY(readInPages(store, query) == reversed(all));
        query.from = Selector::category("a");
        const auto ofA = only(all, [](const PlainEvent &event) { return event.stream.starts_with("a-"); });
        QVERIFY(readInPages(store, query) == reversed(ofA));
        query.direction = Direction::Forward;
        QVERIFY(readInPages(store, query) == ofA);
    }
    Query range;
    range.after = all[1].position;
    range.until = all[5].position;
    QVERIFY(readAll(store, range) == std::vector(all.begin() + 2, all.begin() + 6));
    range.rowsMax = 2;
    QVERIFY(readAll(store, range) == std::vector(all.begin() + 2, all.begin() + 4));
    range.direction = Direction::Backward;
    QVERIFY(readAll(store, range) == reversed({all.begin() + 4, all.begin() + 6}));
    range.rowsMax = 0;
    QVERIFY(readAll(store, range).empty());
    std::swap(range.after, range.until);
    range.rowsMax = kNoLimit;
    QVERIFY(readAll(store, range).empty());
}

void StoreContract::pagesByVersion() {
    auto &writable = freshStore();
    fill(writable);
    const EventStore &store = writable.reader();
    const auto all = readAll(store);
    const auto stream = only(all, [](const PlainEvent &event) { return event.stream == "a-2"; });
    QCOMPARE(stream.size(), std::size_t{3});
    for (std::size_t i = 0; i < stream.size(); ++i)
        QCOMPARE(stream[i].version.value, static_cast<std::int64_t>(i) + 1);
    Query query;
    query.from = Selector::stream({"a-2"});
    query.rowsMax = 2;
    QVERIFY(readInPages(store, query) == stream);
    query.direction = Direction::Backward;
    QVERIFY(readInPages(store, query) == reversed(stream));
    query.direction = Direction::Forward;
    for (std::int64_t version = -1; version <= 4; ++version) {
        query.afterVersion = {version};
        const auto beyond = only(stream, [&](const PlainEvent &event) { return event.version.value > version; });
        QVERIFY(readInPages(store, query) == beyond);
    }
    query.afterVersion = {1};
    query.until = stream[1].position;
    QVERIFY(readAll(store, query) == std::vector{stream[1]});
    query.from = Selector::stream({"a"});
    QVERIFY(readAll(store, query).empty());
}

void StoreContract::onlyFieldsAskedFor() {
    auto &writable = freshStore();
    fill(writable);
    for (int bits = 0; bits <= static_cast<int>(Fields::All); ++bits) {
        Query query;
        query.fields = static_cast<Fields>(bits);
        query.rowsMax = 1;
        const BatchPtr page = must(writable.reader().page(query, {}));
        QCOMPARE(page->rows(), std::size_t{1});
        QCOMPARE(page->ids().size(), std::size_t{has(query.fields, Fields::Id)});
        QCOMPARE(page->data().size(), std::size_t{has(query.fields, Fields::Data)});
        QCOMPARE(page->metadata().size(), std::size_t{has(query.fields, Fields::Metadata)});
        QCOMPARE(page->validUs().size(), std::size_t{has(query.fields, Fields::ValidAt)});
        QCOMPARE(page->hashes().size(), std::size_t{has(query.fields, Fields::Hash)});
        QVERIFY((*page)[0].stream() == "a-1" && (*page)[0].type() == "Even" && (*page)[0].version() == Version{1});
    }
}

void StoreContract::scanCutsBatches() {
    constexpr std::size_t kEvents = 30'000;
    auto &store = freshStore();
    std::vector<NewEvent> batch;
    for (std::size_t i = 1; i <= kEvents; ++i) {
        batch.push_back(eventNamed(std::to_string(i)));
        if (batch.size() < 3000) continue;
        must(store.append({"s-" + std::to_string(i % 7)}, Expected::any(), batch, {}));
        batch.clear();
    }
    for (const Direction direction : {Direction::Forward, Direction::Backward}) {
        std::vector<std::size_t> sizes;
        SinkOf sink([&](const BatchPtr &rows) -> Result<Flow> {
            sizes.push_back(rows->rows());
            return Flow::More;
        });
        Query query;
        query.direction = direction;
        QVERIFY(must(store.reader().scan(query, sink, {})).reachedUntil);
        QVERIFY(sizes[0] > 0 && sizes[0] <= 256);
        QCOMPARE(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}), kEvents);
        for (std::size_t i = 1; i < sizes.size(); ++i)
            QVERIFY(sizes[i] > 0 && sizes[i] <= 16'384);
        QVERIFY(sizes.size() < 20);
    }
}

void StoreContract::sinkEndsScan() {
    auto &store = freshStore();
    std::vector<NewEvent> batch;
    for (int i = 0; i < 1000; ++i)
        batch.push_back(eventNamed(std::to_string(i)));
    must(store.append({"s"}, Expected::any(), batch, {}));
    std::vector<PlainEvent> seen;
    Flow flow = Flow::Enough;
    SinkOf sink([&](const BatchPtr &rows) -> Result<Flow> {
        for (std::size_t row = 0; row < rows->rows(); ++row)
            seen.push_back(plain(*rows, row));
        return flow;
    });
    Query query;
    const ScanEnd end = must(store.reader().scan(query, sink, {}));
    QVERIFY(!end.reachedUntil && !seen.empty() && seen.size() < 1000 && end.last == seen.back().position);
    query.after = end.last;
    flow = Flow::More;
    const ScanEnd rest = must(store.reader().scan(query, sink, {}));
    QVERIFY(rest.reachedUntil && rest.last == seen.back().position);
    QCOMPARE(seen.size(), std::size_t{1000});
    for (std::size_t i = 1; i < seen.size(); ++i)
        QVERIFY(seen[i - 1].position < seen[i].position);

    SinkOf failing([](const BatchPtr &) -> Result<Flow> { return fail(ErrorKind::Corrupt, "the sink is full"); });
    const auto failed = store.reader().scan({}, failing, {});
    QVERIFY(!failed && failed.error().message == "the sink is full");
}

void StoreContract::findsEventById() {
    auto &store = freshStore();
    fill(store);
    const EventId id = eventNamed("4").id;
    const BatchPtr found = must(findEvent(store.reader(), id, Fields::Data, {}));
    QCOMPARE(found->rows(), std::size_t{1});
    QVERIFY((*found)[0].id() == id && (*found)[0].data().bytes == eventNamed("4").data);
    QCOMPARE(must(findEvent(store.reader(), eventNamed("nowhere").id, Fields::Header, {}))->rows(), std::size_t{0});

    Query query;
    query.prefilter.kind = Prefilter::Kind::EventIdIs;
    query.prefilter.text = toString(id);
    const auto elsewhere = must(store.reader().page(query, {}));
    const Position position = (*elsewhere)[0].position();
    query.from = Selector::stream({"a-1"});
    QVERIFY(readAll(store.reader(), query).empty());
    query.from = Selector::category("a");
    QCOMPARE(readAll(store.reader(), query).size(), std::size_t{1});
    query.after = position;
    QVERIFY(readAll(store.reader(), query).empty());
    query.after = kBeforeAll;
    query.until = below(position);
    QVERIFY(readAll(store.reader(), query).empty());
}

/// Exact on header columns, a superset where payloads are concerned, in every range and direction.
void StoreContract::prefiltersAnswerAsTheNativeOnes() {
    constexpr int kRounds = 400;
    std::mt19937_64 random(20260301);
    PrefilterGenerator generator(random);
    auto &writable = freshStore();
    generator.fill(writable);
    const EventStore &store = writable.reader();
    for (int round = 0; round < kRounds; ++round) {
        Query query = generator.query();
        const bool headerOnly = query.prefilter == PrefilterGenerator::withoutPayloads(query.prefilter);
        Query everything = query;
        everything.prefilter = {};
        std::vector<PlainEvent> wanted;
        everything.fields = Fields::All;
        const BatchPtr batch = must(store.page(everything, {}));
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            if (matches(query.prefilter, (*batch)[row])) wanted.push_back(plain(*batch, row));
        }
        const auto found = readAll(store, query);
        const std::string text = "round " + std::to_string(round);
        const auto inOrder = [&](const PlainEvent &a, const PlainEvent &b) {
            return query.direction == Direction::Forward ? a.position < b.position : b.position < a.position;
        };
        QVERIFY2(std::ranges::includes(found, wanted, inOrder), text.c_str());
        if (headerOnly) QVERIFY2(found == wanted, text.c_str());
        query.rowsMax = 3;
        if (headerOnly) QVERIFY2(readInPages(store, query) == wanted, text.c_str());
    }
}

} // namespace eventscope::testing
