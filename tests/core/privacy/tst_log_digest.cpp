// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/log_digest.h"

#include "core/base/simulated_clock.h"
#include "core/store/memory/memory_store.h"
#include "tests/support/store_fixture.h"

#include <QtTest/QtTest>

#include <utility>
#include <vector>

using namespace eventscope;
using namespace eventscope::testing;

/// What tells two logs apart, and what does not.
class TestLogDigest : public QObject {
    Q_OBJECT

    using Plain = std::vector<std::pair<const char *, const char *>>; // streams and the names of their events

    static LogDigest digestOf(const Plain &events, Position until = kEnd, const std::string &data = "{}") {
        SimulatedClock clock;
        MemoryStore store(clock);
        for (const auto &[stream, name] : events) {
            NewEvent event;
            event.id = derivedEventId("digest", name);
            event.type = "Noted";
            event.data = data;
            must(store.append({stream}, Expected::any(), {&event, 1}, {}));
        }
        return must(digestOfLog(store.reader(), until, {}));
    }

  private Q_SLOTS:
    void theSameEventsAreTheSame() {
        const Plain events{{"a", "1"}, {"b", "2"}, {"a", "3"}};
        QVERIFY(digestOf(events) == digestOf(events));
        QCOMPARE(digestOf(events).events, std::uint64_t{3});
        QVERIFY(digestOf(events) == digestOf(events, kEnd, R"({"sealed":"or not"})"));
    }

    void whatIsOtherIsTold() {
        const LogDigest before = digestOf({{"a", "1"}, {"b", "2"}, {"a", "3"}});
        for (const Plain &other : {Plain{{"a", "1"}, {"b", "2"}}, Plain{{"a", "1"}, {"b", "2"}, {"a", "3"}, {"a", "4"}},
                                   Plain{{"a", "1"}, {"a", "3"}, {"b", "2"}}, Plain{{"a", "1"}, {"b", "2"}, {"b", "3"}},
                                   Plain{{"a", "1"}, {"b", "2"}, {"a", "4"}}, Plain{{"a", "2"}, {"b", "1"}, {"a", "3"}},
                                   Plain{{"a1", "1"}, {"b", "2"}, {"a", "3"}}})
            QVERIFY(digestOf(other).hash != before.hash);
    }

    void whatComesBehindItsEndIsNotInIt() {
        const Position end{0, 2};
        QVERIFY(digestOf({{"a", "1"}, {"b", "2"}}, end) == digestOf({{"a", "1"}, {"b", "2"}, {"a", "3"}}, end));
        QCOMPARE(digestOf({}).events, std::uint64_t{0});
    }

    void itIsReadFromTheLedgerAsItWasWritten() {
        const LogDigest digest = digestOf({{"a", "1"}, {"b", "2"}}, {0, 2});
        QVERIFY(logDigestIn(toJson(digest)) == digest);
        QVERIFY(!logDigestIn(Json()));
        QVERIFY(!logDigestIn(Json::object({{"until", Json::string("2")}, {"hash", Json::string("12")}})));
    }
};

QTEST_GUILESS_MAIN(TestLogDigest)
#include "tst_log_digest.moc"
