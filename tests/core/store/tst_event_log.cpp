// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memory/event_log.h"

#include <QtTest/QtTest>

#include <map>
#include <rapidcheck.h>

using namespace eventscope;

namespace {

/// Few different bytes, so that ids meet in the same slots.
EventId idOf(unsigned number) {
    EventId id;
    id.bytes[0] = static_cast<std::byte>(number);
    id.bytes[15] = static_cast<std::byte>(number >> 8);
    return id;
}

EventLog::Added eventOf(unsigned number, const char *stream, std::int64_t version) {
    EventLog::Added event;
    event.stream = stream;
    event.version = {version};
    event.id = idOf(number);
    event.type = "Happened";
    return event;
}

/// Runs random insertions at the end and removals from the end, as the log does, beside a map.
void indexAgreesWithMap() {
    Segmented<LogRow> rows;
    IdIndex index(rows);
    std::vector<unsigned> log;
    std::map<unsigned, RowNumber> first;
    const auto steps = *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 700U));
    for (const unsigned step : steps) {
        if (step >= 600 && !log.empty()) {
            const auto last = static_cast<RowNumber>(log.size() - 1);
            index.erase(last);
            if (first.at(log.back()) == last) first.erase(log.back());
            log.pop_back();
        } else {
            LogRow row{};
            row.id = idOf(step);
            rows.set(log.size(), row);
            index.insert(static_cast<RowNumber>(log.size()));
            first.try_emplace(step, static_cast<RowNumber>(log.size()));
            log.push_back(step);
        }
    }
    for (unsigned number = 0; number < 600; ++number) {
        const auto found = index.find(idOf(number));
        const auto wanted = first.find(number);
        RC_ASSERT(found.has_value() == (wanted != first.end()));
        if (found) RC_ASSERT(*found == wanted->second);
    }
}

} // namespace

class TestEventLog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void segmentsKeepEveryElement() {
        Segmented<int> numbers;
        for (int i = 0; i < 100'000; ++i)
            numbers.set(static_cast<std::size_t>(i), i);
        for (int i = 0; i < 100'000; ++i)
            QCOMPARE(numbers[static_cast<std::size_t>(i)], i);
    }

    void idIndexAgreesWithMap() { QVERIFY(rc::check("ids are found at their first row", indexAgreesWithMap)); }

    void idIndexGrows() {
        Segmented<LogRow> rows;
        IdIndex index(rows);
        for (unsigned i = 0; i < 50'000; ++i) {
            LogRow row{};
            row.id = idOf(i);
            rows.set(i, row);
            index.insert(i);
        }
        for (unsigned i = 0; i < 50'000; ++i)
            QCOMPARE(index.find(idOf(i)).value(), i);
        for (unsigned i = 50'000; i-- > 25'000;)
            index.erase(i);
        for (unsigned i = 0; i < 50'000; ++i)
            QCOMPARE(index.find(idOf(i)).has_value(), i < 25'000);
    }

    void readersSeeOnlyWhatIsPublished() {
        EventLog log;
        log.add(eventOf(1, "a-1", 1));
        QCOMPARE(log.rows(), std::size_t{0});
        QVERIFY(!log.findId(idOf(1), log.rows()));
        QVERIFY(log.categories(log.rows()).empty());
        QCOMPARE(log.lastVersion("a-1")->value, 1);
        log.publish();
        QCOMPARE(log.rows(), std::size_t{1});
        QVERIFY(log.findId(idOf(1), log.rows()));
        QCOMPARE(log.categories(log.rows()).size(), std::size_t{1});
    }

    void discardLeavesNoTrace() {
        EventLog log;
        log.add(eventOf(1, "a-1", 1));
        log.publish();
        const std::string large(3u << 20, 'x');
        for (unsigned i = 2; i < 2000; ++i) {
            auto event = eventOf(i, i % 2 == 0 ? "a-1" : "b-1", i);
            if (i < 5) event.data.bytes = large;
            log.add(event);
        }
        log.discard();
        QCOMPARE(log.lastVersion("a-1")->value, 1);
        QVERIFY(!log.lastVersion("b-1") && !log.findId(idOf(2)));
        auto event = eventOf(2, "b-1", 1);
        event.data.bytes = "kept";
        log.add(event);
        log.publish();
        QCOMPARE(log.rows(), std::size_t{2});
        QVERIFY(log.row(1).data().bytes == "kept");
        const auto categories = log.categories(2);
        QCOMPARE(categories.size(), std::size_t{2});
        QVERIFY(categories[1].name == "b" && categories[1].streams == 1 && categories[1].events == 1);
        QCOMPARE(log.countBelow({RowList::Kind::Stream, *log.dictionary()->findStream("a-1")}, 2), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_event_log.moc"
