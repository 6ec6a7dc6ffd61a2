// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_model.h"
#include "ui/shell/navigator_model.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestNavigatorModel : public QObject, private ShopModel<NavigatorModel> {
    Q_OBJECT

    /// The rows below `parent` as "name count" each.
    [[nodiscard]] QStringList rows(const QModelIndex &parent = {}) const {
        QStringList rows;
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            rows += m_model->index(row, 0, parent).data().toString() + QLatin1Char(' ') +
                    m_model->index(row, 1, parent).data().toString();
        }
        return rows;
    }
    /// The model tester asks for more by itself, too.
    void fetchAll(const QModelIndex &parent, int count) {
        QTRY_VERIFY((m_model->fetchMore(parent), m_model->rowCount(parent) == count));
    }

  private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { close(); }

    void listsCategoriesWithTheirCounts() {
        m_shop->fill(30);
        open();
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("account 20"), QStringLiteral("order 10")}));
    }

    void newCategoriesComeWhereTheyBelong() {
        m_shop->fill(30);
        open();
        QTRY_COMPARE(m_model->rowCount(), 2);
        m_shop->append("candidate-1", "T");
        m_shop->append("zebra-1", "T");
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("account 20"), QStringLiteral("candidate 1"),
                                          QStringLiteral("order 10"), QStringLiteral("zebra 1")}));
    }

    void readsStreamsWhenACategoryIsOpened() {
        m_shop->append("account-b", "T");
        m_shop->append("account-a", "T");
        m_shop->append("account-a", "T");
        m_shop->append("alone", "T");
        open();
        QTRY_COMPARE(m_model->rowCount(), 2);
        const QModelIndex account = m_model->index(0, 0);
        QVERIFY(m_model->hasChildren(account));
        fetchAll(account, 2);
        QCOMPARE(rows(account), (QStringList{QStringLiteral("a 2"), QStringLiteral("b 1")}));
        QVERIFY(!m_model->canFetchMore(account));
        QVERIFY(*m_model->streamOf(m_model->index(1, 0, account)) == StreamId{"account-b"});
        QVERIFY(!m_model->streamOf(account));
        fetchAll(m_model->index(1, 0), 1);
        QCOMPARE(rows(m_model->index(1, 0)), QStringList{QStringLiteral("alone 1")});
    }

    void readsLongListsInPages() {
        for (int i = 0; i < 450; ++i)
            m_shop->append("account-" + std::to_string(1000 + i), "T");
        open();
        QTRY_COMPARE(m_model->rowCount(), 1);
        const QModelIndex account = m_model->index(0, 0);
        fetchAll(account, 450);
        QVERIFY(!m_model->canFetchMore(account));
        QCOMPARE(m_model->index(449, 0, account).data().toString(), QStringLiteral("1449"));
    }

    void countsAsOfTheCursor() {
        m_shop->append("account-a", "T");
        m_shop->append("order-a", "T");
        m_shop->append("account-a", "T");
        m_shop->append("account-b", "T");
        open();
        QTRY_COMPARE(m_model->rowCount(), 2);
        const QModelIndex account = m_model->index(0, 0);
        fetchAll(account, 2);
        m_session->cursor().moveTo({0, 1});
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("account 1"), QStringLiteral("order 0")}));
        QTRY_COMPARE(rows(account), QStringList{QStringLiteral("a 1")});
        m_session->cursor().returnToHead();
        QTRY_COMPARE(rows(account), (QStringList{QStringLiteral("a 2"), QStringLiteral("b 1")}));
    }

    void openListsFollowTheLog() {
        m_shop->append("account-a", "T");
        open();
        QTRY_COMPARE(m_model->rowCount(), 1);
        const QModelIndex account = m_model->index(0, 0);
        fetchAll(account, 1);
        m_shop->append("account-a", "T");
        QTRY_COMPARE(rows(account), QStringList{QStringLiteral("a 2")});
    }

    void matchesStreamsByTheirText() {
        m_shop->append("account-one", "T");
        m_shop->append("order-one*", "T");
        m_shop->append("order-two", "T");
        open();
        QTRY_COMPARE(m_model->rowCount(), 2);
        m_model->setMatch(QStringLiteral("one"));
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("account-one 1"), QStringLiteral("order-one* 1")}));
        QVERIFY(*m_model->streamOf(m_model->index(0, 0)) == StreamId{"account-one"});
        m_model->setMatch(QStringLiteral("one*"));
        QTRY_COMPARE(rows(), QStringList{QStringLiteral("order-one* 1")});
        m_model->setMatch({});
        QCOMPARE(m_model->rowCount(), 2);
    }
};

QTEST_GUILESS_MAIN(TestNavigatorModel)
#include "tst_navigator_model.moc"
