// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_model.h"
#include "ui/log/event_table_model.h"
#include "ui/widgets/safe_text.h"

#include <QSignalSpy>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestEventTableModel : public QObject, private ShopModel<EventTableModel> {
    Q_OBJECT

    [[nodiscard]] QString cell(int row, EventColumn column, int role = Qt::DisplayRole) const {
        return m_model->index(row, static_cast<int>(column)).data(role).toString();
    }

  private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { close(); }
    void answersHeadersFromMemory() {
        m_shop->append("account-7f3a1122-3344-5566-7788-99aabbccdd9c", "MoneyDeposited", R"({"amount":1})");
        open();
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(cell(0, EventColumn::Position), QStringLiteral("1"));
        QCOMPARE(cell(0, EventColumn::Recorded), QStringLiteral("2026-01-01 00:00:01.000000"));
        QCOMPARE(cell(0, EventColumn::Recorded, ShortRole), QStringLiteral("2026-01-01 00:00:01"));
        QCOMPARE(cell(0, EventColumn::Stream), QStringLiteral("account-7f3a11\u2026cdd9c"));
        QCOMPARE(cell(0, EventColumn::Stream, ExactRole),
                 QStringLiteral("account-7f3a1122-3344-5566-7788-99aabbccdd9c"));
        QVERIFY(cell(0, EventColumn::Stream, Qt::ToolTipRole).contains(QStringLiteral("3344")));
        QCOMPARE(cell(0, EventColumn::Version), QStringLiteral("1"));
        QCOMPARE(cell(0, EventColumn::Type), QStringLiteral("MoneyDeposited"));
        QCOMPARE(m_model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Position"));
    }

    void aCellWaitsForItsPayloadAndThenChanges() {
        m_shop->append("account-1", "MoneyDeposited", R"({"amount":1})");
        open();
        const QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        QVERIFY(!m_model->index(0, int(EventColumn::Size)).data(LoadedRole).toBool());
        QCOMPARE(cell(0, EventColumn::Size), QStringLiteral("\u2026"));
        QTRY_COMPARE(cell(0, EventColumn::Size), QStringLiteral("12 B"));
        QCOMPARE(changes.count(), 1);
    }

    void theLastPageIsReadAgainWhenItHasGrown() {
        m_shop->fill(10);
        open();
        (void)cell(9, EventColumn::Size);
        QTRY_VERIFY(m_model->index(9, int(EventColumn::Size)).data(LoadedRole).toBool());
        m_shop->append("account-1", "MoneyDeposited", "12345678");
        QTRY_COMPARE(m_model->rowCount(), 11);
        QTRY_COMPARE(cell(10, EventColumn::Size), QStringLiteral("8 B"));
        QTRY_VERIFY(m_model->index(0, int(EventColumn::Size)).data(LoadedRole).toBool());
    }

    void cellsOfFarRowsAreTheirOwn() {
        for (int i = 0; i < 1000; ++i)
            m_shop->append("account-1", "T", std::string(static_cast<std::size_t>(i + 1), '1'));
        open();
        for (const int row : {999, 0, 255, 256, 511, 512}) {
            QTRY_COMPARE(m_model->index(row, int(EventColumn::Size)).data(LoadedRole).toBool(), true);
            QCOMPARE(cell(row, EventColumn::Size),
                     row + 1 < 1000 ? QStringLiteral("%1 B").arg(row + 1) : QStringLiteral("1.0 kB"));
        }
    }

    void growsByOneInsertAtATime() {
        open();
        const QSignalSpy inserts(m_model.get(), &QAbstractItemModel::rowsInserted);
        m_shop->fill(2000);
        QTRY_COMPARE(m_model->rowCount(), 2000);
        QVERIFY(inserts.count() < 40);
    }

    void dimsWhatIsAfterTheCursor() {
        m_shop->fill(20);
        open();
        const QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_session->cursor().moveTo({0, 15});
        QVERIFY(!m_model->index(14, 0).data(DimmedRole).toBool());
        QVERIFY(m_model->index(15, 0).data(DimmedRole).toBool());
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 15);
        QCOMPARE(changes[0][1].toModelIndex().row(), 19);
        QVERIFY(cell(15, EventColumn::Position, Qt::AccessibleTextRole).contains(QStringLiteral("after the cursor")));
        m_session->cursor().moveTo({0, 5});
        QCOMPARE(changes[1][0].toModelIndex().row(), 5);
        QCOMPARE(changes[1][1].toModelIndex().row(), 14);
        m_session->cursor().returnToHead();
        QVERIFY(!m_model->index(19, 0).data(DimmedRole).toBool());
    }

    void newEventsAfterTheCursorComeDimmed() {
        m_shop->fill(5);
        open();
        m_session->cursor().moveTo({0, 5});
        m_shop->fill(1);
        QTRY_COMPARE(m_model->rowCount(), 6);
        QVERIFY(m_model->index(5, 0).data(DimmedRole).toBool());
    }

    void marksFollowTheSeries() {
        m_shop->fill(30);
        open();
        QCOMPARE(m_model->index(0, 0).data(SeriesRole).toInt(), 0);
        QCOMPARE(m_model->index(2, 0).data(SeriesRole).toInt(), 1);
    }

    void hostileNamesAreShownSafely() {
        m_shop->append("order-\xe2\x80\xae<b>", "Bad\x1b[31m");
        open();
        QCOMPARE(cell(0, EventColumn::Stream), QStringLiteral("order-\u27E6U+202E\u27E7<b>"));
        QCOMPARE(cell(0, EventColumn::Type), QStringLiteral("Bad\u241B[31m"));
        QVERIFY(cell(0, EventColumn::Stream, Qt::ToolTipRole).contains(QStringLiteral("&lt;b&gt;")));
    }

    void tellsWhenPayloadsCannotBeRead() {
        m_shop->fill(5);
        open();
        m_shop->breakPages(true);
        (void)cell(0, EventColumn::Size);
        QTRY_VERIFY(m_model->pages().problem());
        QCOMPARE(cell(0, EventColumn::Size), QStringLiteral("\u2026"));
        m_shop->breakPages(false);
        m_model->pages().retry();
        QTRY_COMPARE(cell(0, EventColumn::Size), QStringLiteral("15 B"));
    }

    void copiedRowsAreNoFormulas() {
        m_shop->append("=cmd|' /C calc'!A0", "a\tb");
        open();
        QCOMPARE(m_model->rowText(0),
                 QStringLiteral("1\t2026-01-01T00:00:01.000000Z\t\"'=cmd|' /C calc'!A0\"\t1\t\"a\tb\""));
    }

    void copiesExactRows() {
        m_shop->append("account-1", "MoneyDeposited");
        open();
        QCOMPARE(m_model->rowText(0), QStringLiteral("1\t2026-01-01T00:00:01.000000Z\taccount-1\t1\tMoneyDeposited"));
    }
};

QTEST_GUILESS_MAIN(TestEventTableModel)
#include "tst_event_table_model.moc"
