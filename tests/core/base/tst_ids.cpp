// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <QtTest/QtTest>

#include <set>

using namespace eventscope;

class TestIds : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void positionsRoundTrip() {
        for (const Position position : {Position{}, Position{0, 48211}, Position{7, 0}, kEnd}) {
            QVERIFY(*parsePosition(toString(position)) == position);
        }
        QCOMPARE(toString({0, 12}), std::string("12"));
        QCOMPARE(toString({7, 12}), std::string("7:12"));
    }
    void wrongPositionsAreRefused() {
        for (const char *text : {"", "-1", "1:", ":1", "1:2:3", "0x10", "18446744073709551616", "12 "}) {
            QVERIFY2(!parsePosition(text), text);
        }
    }
    void positionsOrderByMajorFirst() { QVERIFY((Position{1, 0} > Position{0, 999})); }

    void eventIdsRoundTrip() {
        const EventId id = newEventId(1'700'000'000'000);
        QVERIFY(*parseEventId(toString(id)) == id);
        QVERIFY(*parseEventId("{018F4E2A-7C1B-7D3E-9A55-0C6B1F2D3E4F}") ==
                *parseEventId("018f4e2a7c1b7d3e9a550c6b1f2d3e4f"));
    }
    void wrongEventIdsAreRefused() {
        for (const char *text :
             {"", "018f4e2a", "018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4", "018f4e2a-7c1b-7d3e-9a5-50c6b1f2d3e4f",
              "g18f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f", "018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f0"}) {
            QVERIFY2(!parseEventId(text), text);
        }
    }
    void newIdsAreVersion7AndDiffer() {
        std::set<EventId> seen;
        for (int i = 0; i < 1000; ++i) {
            const EventId id = newEventId(1'700'000'000'000);
            QCOMPARE(toString(id)[14], '7');
            QVERIFY(std::string("89ab").find(toString(id)[19]) != std::string::npos);
            QVERIFY(seen.insert(id).second);
        }
        QVERIFY(newEventId(1000) < newEventId(2000));
    }
    void derivedIdsDependOnBothParts() {
        QVERIFY(derivedEventId("a", "bc") == derivedEventId("a", "bc"));
        QVERIFY(derivedEventId("a", "bc") != derivedEventId("ab", "c"));
        QCOMPARE(toString(derivedEventId("a", "b"))[14], '5');
    }
    void categoriesEndAtTheFirstHyphen() {
        QCOMPARE(categoryOf("order-1-2"), std::string_view("order"));
        QCOMPARE(categoryOf("orders"), std::string_view("orders"));
        QCOMPARE(categoryOf("-x"), std::string_view(""));
    }

    void originals() {
        QCOMPARE(originalOf("person-p1~tT-1"), std::string_view("person-p1"));
        QCOMPARE(originalOf("person-p1~tT_1~t2"), std::string_view("person-p1"));
        for (const std::string_view name : {"person-p1", "person~t", "~tT-1", "a~tb.c", "a~tb c", "a~T1", ""})
            QCOMPARE(originalOf(name), name);
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
