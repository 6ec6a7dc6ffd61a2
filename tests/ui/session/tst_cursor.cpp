// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cursor.h"

#include <QSignalSpy>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestCursor : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void beginsLive() {
        const Cursor cursor;
        QVERIFY(cursor.isLive());
        QVERIFY(cursor.until() == kEnd);
        QVERIFY(!cursor.canGoBack() && !cursor.canGoForward());
    }

    void movesAndReturns() {
        Cursor cursor;
        const QSignalSpy changes(&cursor, &Cursor::changed);
        cursor.moveTo({0, 7});
        QVERIFY(cursor.asOf() == Position(0, 7));
        QVERIFY(cursor.until() == Position(0, 7));
        cursor.returnToHead();
        QVERIFY(cursor.isLive());
        QCOMPARE(changes.count(), 2);
    }

    void aMoveToWhereItIsChangesNothing() {
        Cursor cursor;
        const QSignalSpy changes(&cursor, &Cursor::changed);
        cursor.returnToHead();
        cursor.moveTo({0, 7});
        cursor.moveTo({0, 7});
        QCOMPARE(changes.count(), 1);
        cursor.back();
        QVERIFY(!cursor.canGoBack());
    }

    void goesBackAndForward() {
        Cursor cursor;
        cursor.moveTo({0, 1});
        cursor.moveTo({0, 2});
        cursor.back();
        QVERIFY(cursor.until() == Position(0, 1));
        cursor.back();
        QVERIFY(cursor.isLive());
        cursor.back();
        cursor.forward();
        cursor.forward();
        QVERIFY(cursor.until() == Position(0, 2));
        QVERIFY(!cursor.canGoForward());
    }

    void aNewMoveForgetsTheWayForward() {
        Cursor cursor;
        cursor.moveTo({0, 1});
        cursor.back();
        cursor.moveTo({0, 3});
        QVERIFY(!cursor.canGoForward());
    }

    void aDragIsOneMove() {
        Cursor cursor;
        cursor.moveTo({0, 9});
        for (std::uint64_t at = 1; at < 50; ++at)
            cursor.moveTo({0, at}, Cursor::Move::Drag);
        cursor.endDrag();
        QVERIFY(cursor.until() == Position(0, 49));
        for (std::uint64_t at = 50; at < 60; ++at)
            cursor.moveTo({0, at}, Cursor::Move::Drag);
        cursor.back();
        QVERIFY(cursor.until() == Position(0, 49));
        cursor.back();
        QVERIFY(cursor.until() == Position(0, 9));
    }

    void remembersOnlySoMuch() {
        Cursor cursor;
        for (std::uint64_t at = 1; at <= 1000; ++at)
            cursor.moveTo({0, at});
        int steps = 0;
        for (; cursor.canGoBack(); ++steps)
            cursor.back();
        QCOMPARE(steps, 200);
        QVERIFY(cursor.until() == Position(0, 800));
    }
};

QTEST_GUILESS_MAIN(TestCursor)
#include "tst_cursor.moc"
