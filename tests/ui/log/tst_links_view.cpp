// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_session.h"
#include "ui/log/event_streams.h"
#include "ui/log/filter_menu.h"
#include "ui/log/inspector.h"
#include "ui/log/links_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

using namespace eventscope;
using namespace eventscope::ui;

class TestLinksView : public QObject, ShopSession {
    Q_OBJECT

    void append(const char *stream, const char *type, int cause, const char *correlation) {
        std::string metadata = "{\"userId\":\"ada\"";
        if (cause > 0) metadata += ",\"causationId\":\"" + ShopStore::idOf(cause) + "\"";
        if (*correlation) metadata += std::string(",\"correlationId\":\"") + correlation + "\"";
        m_shop->append(stream, type, "{}", metadata + "}");
    }
    void show(std::uint64_t position) {
        m_session = m_shop->open(*m_workers);
        m_inspector = std::make_unique<Inspector>(*m_session, m_theme);
        m_inspector->resize(420, 600);
        m_inspector->show();
        m_inspector->showPosition({0, position});
        QTRY_VERIFY(m_inspector->details());
        m_inspector->tabs()->setCurrentWidget(m_inspector->links());
        QTRY_VERIFY(!m_inspector->links()->isLooking());
    }
    [[nodiscard]] QTreeView &tree() const { return *m_inspector->links()->tree(); }
    [[nodiscard]] QString said() const {
        const auto *state = m_inspector->links()->findChild<EmptyState *>();
        return state->isVisible() ? state->accessibleName() : QString();
    }
    /// "Placed(Requested(Accepted))", names up to the first space.
    [[nodiscard]] QString shape(const QModelIndex &parent = {}) const {
        QStringList parts;
        for (int row = 0; row < tree().model()->rowCount(parent); ++row) {
            const QModelIndex index = tree().model()->index(row, 0, parent);
            const QString below = shape(index);
            parts += index.data().toString().section(QLatin1Char(' '), 0, 0) +
                     (below.isEmpty() ? QString() : QLatin1Char('(') + below + QLatin1Char(')'));
        }
        return parts.join(QLatin1Char(','));
    }

    /// "Category order 12"
    [[nodiscard]] QStringList streams() const {
        EventStreams *list = m_inspector->links()->streams();
        if (!QTest::qWaitFor([&] { return !list->isCounting(); })) return {};
        QStringList lines;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < list->model()->columnCount(); ++column)
                cells += list->model()->index(row, column).data().toString();
            lines += cells.join(QLatin1Char(' '));
        }
        return lines;
    }

  private Q_SLOTS:
    void init() { makeShop(); }
    void cleanup() {
        m_inspector.reset();
        closeSession();
    }

    void causesAndEffectsAreATree() {
        append("order-1", "Placed", 0, "c-1");
        append("payment-1", "Requested", 1, "c-1");
        append("order-2", "Other", 0, "c-2");
        append("payment-1", "Accepted", 2, "c-1");
        append("stock-1", "Reserved", 1, "c-1");
        show(2);
        QCOMPARE(shape(), QStringLiteral("Placed(Requested(Accepted),Reserved)"));
        QVERIFY(tree().currentIndex().data().toString().startsWith(QStringLiteral("Requested")));
        QVERIFY(tree().currentIndex().data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("this event")));
    }

    void anotherEventIsAKeyAway() {
        append("order-1", "Placed", 0, "c-1");
        append("payment-1", "Requested", 1, "c-1");
        show(1);
        const QSignalSpy asked(m_inspector.get(), &Inspector::eventActivated);
        tree().setFocus();
        QTest::keyClick(&tree(), Qt::Key_Down);
        QTest::keyClick(&tree(), Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QVERIFY(asked[0][0].value<Position>() == Position(0, 2));
    }

    void followsTheEventThatIsInspected() {
        append("order-1", "Placed", 0, "c-1");
        append("payment-1", "Requested", 1, "c-1");
        append("order-2", "Alone", 0, "");
        show(1);
        m_inspector->showPosition({0, 3});
        QTRY_VERIFY(said().contains(QStringLiteral("No causes and no effects")));
        m_inspector->showPosition({0, 2});
        QTRY_COMPARE(shape(), QStringLiteral("Placed(Requested)"));
    }

    void everyStreamThatItIsInIsListedWithItsEvents() {
        append("order-1", "Placed", 0, "c-1");
        append("payment-1", "Requested", 1, "c-1");
        append("payment-1", "Accepted", 2, "c-1");
        append("payment-2", "Requested", 1, "c-1");
        append("payment-3", "Requested", 0, "c-2");
        show(2);
        QCOMPARE(streams(),
                 QStringList({QStringLiteral("Stream payment-1 2"), QStringLiteral("Category payment 4"),
                              QStringLiteral("Type Requested 3"), QStringLiteral("Correlation c-1 4"),
                              QStringLiteral("Same cause %1 2").arg(QString::fromStdString(ShopStore::idOf(1))),
                              QStringLiteral("Its effects %1 1").arg(QString::fromStdString(ShopStore::idOf(2)))}));
    }

    void anEventThatNamesNothingIsInNoOthers() {
        append("order-1", "Placed", 0, "");
        show(1);
        QCOMPARE(streams(),
                 QStringList({QStringLiteral("Stream order-1 1"), QStringLiteral("Category order 1"),
                              QStringLiteral("Type Placed 1"),
                              QStringLiteral("Its effects %1 0").arg(QString::fromStdString(ShopStore::idOf(1)))}));
    }

    void anEventThatNamesItselfHasNeitherCauseNorEffects() {
        append("order-1", "Placed", 1, ShopStore::idOf(1).c_str());
        show(1);
        const QString self = QString::fromStdString(ShopStore::idOf(1));
        QVERIFY2(said().contains(QStringLiteral("No causes and no effects")), qPrintable(said()));
        const QString why = m_inspector->links()->findChild<EmptyState *>()->accessibleDescription();
        QVERIFY2(why.contains(QStringLiteral("names itself")), qPrintable(why));
        QCOMPARE(streams(), QStringList({QStringLiteral("Stream order-1 1"), QStringLiteral("Category order 1"),
                                         QStringLiteral("Type Placed 1"), QStringLiteral("Correlation %1 1").arg(self),
                                         QStringLiteral("Its effects %1 0").arg(self)}));
        const QSignalSpy filtered(m_inspector->filterMenu(), &FilterMenu::applyRequested);
        EventStreams *list = m_inspector->links()->streams();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(filtered.count(), 1);
        const auto filter = Filter::parse(filtered[0][0].toString().toStdString());
        QVERIFY2(filter.has_value(), qPrintable(filtered[0][0].toString()));
        m_session->filter().set(*filter);
        QTRY_VERIFY(!m_session->filter().isSearching());
        QCOMPARE(m_session->filter().count(), 0u);
    }

    /// What the log shows then is as many events as the list says.
    void enterGoesToTheStream() {
        append("order-1", "Placed", 0, "c-1");
        append("payment-1", "Requested", 1, "c-1");
        append("payment-1", "Accepted", 2, "c-1");
        append("payment-2", "Requested", 1, "c-2");
        show(2);
        const QStringList listed = streams();
        EventStreams *list = m_inspector->links()->streams();
        QSignalSpy opened(m_inspector.get(), &Inspector::streamActivated);
        QSignalSpy filtered(m_inspector->filterMenu(), &FilterMenu::applyRequested);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QVERIFY(opened[0][0].value<StreamId>() == StreamId{"payment-1"});
        for (int row = 1; row < listed.size(); ++row) {
            QTest::keyClick(list, Qt::Key_Down);
            QTest::keyClick(list, Qt::Key_Return);
            QCOMPARE(filtered.count(), row);
            const auto filter = Filter::parse(filtered.last()[0].toString().toStdString());
            QVERIFY2(filter.has_value(), qPrintable(filtered.last()[0].toString()));
            m_session->filter().set(*filter);
            QTRY_VERIFY(!m_session->filter().isSearching());
            QCOMPARE(QString::number(m_session->filter().count()), listed[row].section(QLatin1Char(' '), -1));
        }
    }

    void isNotLookedForBeforeItIsSeen() {
        append("order-1", "Placed", 0, "c-1");
        m_session = m_shop->open(*m_workers);
        m_inspector = std::make_unique<Inspector>(*m_session, m_theme);
        m_inspector->show();
        m_inspector->showPosition({0, 1});
        QTRY_VERIFY(m_inspector->details());
        QVERIFY(!m_inspector->links()->isLooking());
    }

    void aProblemCanBeTriedAgain() {
        append("order-1", "Placed", 0, "c-1");
        append("payment-1", "Requested", 1, "c-1");
        show(1);
        m_shop->breakPages(true);
        m_inspector->links()->setEvent(m_inspector->details());
        QTRY_VERIFY(said().contains(QStringLiteral("could not be found")));
        m_shop->breakPages(false);
        m_inspector->links()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(shape(), QStringLiteral("Placed(Requested)"));
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<Inspector> m_inspector;
};

QTEST_MAIN(TestLinksView)
#include "tst_links_view.moc"
