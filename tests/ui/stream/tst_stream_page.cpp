// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/stream/ledger_page.h"
#include "tests/ui/support/shop_store.h"
#include "ui/stream/change_model.h"
#include "ui/stream/step_bar.h"
#include "ui/stream/step_columns.h"
#include "ui/widgets/empty_state.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr int kPatienceMs = 30'000; ///< for thousands of steps in a slow build

} // namespace

class TestStreamPage : public QObject, LedgerPage {
    Q_OBJECT

  private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void opensAtTheHeadWithTheStateAfterTheLastEvent() {
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
        QCOMPARE(value("/balance"), QStringLiteral("-5.00"));
        QCOMPARE(value("/owner/name"), QStringLiteral("Grace"));
    }
    void steppingBackShowsTheStateBefore() {
        step("Previous event");
        step("Previous event");
        step("Previous event");
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
        QCOMPARE(value("/balance"), QStringLiteral("150.00"));
        QCOMPARE(value("/owner/name"), QStringLiteral("Ada"));
        QVERIFY(!m_session->cursor().isLive());
    }
    void blameNamesTheEventThatLastChangedAValue() {
        QCOMPARE(blame("/balance"), QStringLiteral("v5 MoneyWithdrawn"));
        QCOMPARE(blame("/owner/name"), QStringLiteral("v3 OwnerRenamed"));
        QCOMPARE(blame("/id"), QStringLiteral("v1 AccountOpened"));
    }
    void whatAnEventChangedIsMarkedAndListed() {
        const QModelIndex balance = tree().documentModel().indexOf(*Pointer::parse("/balance"));
        QCOMPARE(balance.data(JsonTree::MarkRole).toInt(), int(JsonTree::Changed));
        const auto *changes = table("What this event changed");
        QCOMPARE(changes->model()->rowCount(), 1);
        QCOMPARE(changes->model()->index(0, ChangeModel::PathColumn).data().toString(), QStringLiteral("/balance"));
    }
    void keysStepFromAnywhereOnThePage() {
        table("Events of the stream")->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_F10, Qt::ShiftModifier);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(3));
        QTest::keyClick(m_page.get(), Qt::Key_F10);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
    }
    void oneCanStepBeforeTheFirstEvent() {
        step("First event");
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(0));
        step("Previous event");
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>());
        QCOMPARE(tree().documentModel().rowCount(), 0);
        step("Next event");
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(0));
    }
    void aVersionAPositionOrATimeCanBeTyped() {
        const auto type = [this](const QString &text) {
            QTest::keyClick(m_page.get(), Qt::Key_G, Qt::ControlModifier);
            auto *field = named<QLineEdit>("Version to jump to");
            QVERIFY(field->hasFocus());
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Return);
            QTRY_VERIFY(m_page->isSettled());
        };
        type(QStringLiteral("2"));
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
        type(QStringLiteral("#3"));
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(2));
        type(QStringLiteral("2000-01"));
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>());
        type(QStringLiteral("2100-01"));
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
        type(QStringLiteral("99"));
        QCOMPARE(m_page->findChild<StepBar *>()->noticeText(), QStringLiteral("This stream has the versions 1 to 5"));
        type(QStringLiteral("yesterday"));
        QVERIFY(m_page->findChild<StepBar *>()->noticeText().startsWith(QStringLiteral("Expected a version")));
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
    }
    void whatWasTypedCanBeTakenBack() {
        auto *field = named<QLineEdit>("Version to jump to");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("12"));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), QStringLiteral("5"));
    }
    void aFailedStepSaysWhyAndSteppingGoesOn() {
        step("Previous event");
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(3));
        QVERIFY(table("Events of the stream")
                    ->model()
                    ->index(3, StepTable::TypeColumn)
                    .data()
                    .toString()
                    .endsWith(QStringLiteral("(failed)")));
        const auto said = m_page->findChildren<QLabel *>();
        const auto why = std::ranges::find_if(said, [](const QLabel *label) {
            return label->isVisible() && label->text().endsWith(QStringLiteral(". The state is as before it."));
        });
        QVERIFY(why != said.end());
        QCOMPARE((*why)->palette().color(QPalette::WindowText), m_theme.color(Role::Error));
        QCOMPARE(value("/balance"), QStringLiteral("150.00"));
        step("Next event");
        QVERIFY(!(*why)->isVisible());
        QCOMPARE(value("/balance"), QStringLiteral("-5.00"));
    }
    void aClickOnAnEventGoesThere() {
        auto *events = table("Events of the stream");
        const QRect cell = events->visualRect(events->model()->index(1, StepTable::TypeColumn));
        QTest::mouseClick(events->viewport(), Qt::LeftButton, {}, cell.center());
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
    }
    void theCursorOfTheSessionMovesThePage() {
        m_session->cursor().moveTo({0, 3});
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(2));
        m_session->cursor().returnToHead();
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
    }
    void theShownEventIsInView() {
        std::vector<NewEvent> many;
        for (int i = 0; i < 3000; ++i)
            many.push_back(eventOf("MoneyDeposited", R"({"balance":1})"));
        QVERIFY(m_store->append({"ledger-2"}, Expected::noStream(), many, {}).has_value());
        StreamPage page(*m_session, m_theme, StreamId{"ledger-2"});
        page.resize(1000, 500);
        page.show();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), kPatienceMs);
        const auto *events = page.findChild<QTableView *>();
        const auto inView = [&](int row) {
            return events->viewport()->rect().intersects(events->visualRect(events->model()->index(row, 0)));
        };
        QTRY_VERIFY_WITH_TIMEOUT(inView(2999), kPatienceMs);
        m_session->cursor().moveTo(page.steps()[994].position);
        QTRY_VERIFY_WITH_TIMEOUT(inView(994), kPatienceMs);
    }
    void everyControlHasAName() {
        for (const auto *widget : m_page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()) continue;
            if (widget->inherits("QScrollBar") || widget->inherits("QHeaderView") || widget->inherits("QLineEdit"))
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }
    void anUnknownStreamSaysThatItIsEmpty() {
        StreamPage page(*m_session, m_theme, StreamId{"nothing-here"});
        const auto *says = page.findChild<EmptyState *>();
        QTRY_COMPARE(says->accessibleName(), QStringLiteral("No events in this stream"));
    }
    void aStreamThatCannotBeReadIsReadAgain() {
        ShopStore shop;
        shop.append("account-1", "MoneyDeposited", "{\"amount\":5}");
        const auto session = shop.open(*m_workers);
        QTRY_VERIFY(session->isLoaded());
        shop.breakPages(true);
        StreamPage page(*session, m_theme, StreamId{"account-1"});
        page.show();
        const auto *says = page.findChild<EmptyState *>();
        QCOMPARE(says->accessibleName(), QStringLiteral("Reading the stream\u2026"));
        QTRY_COMPARE(says->accessibleName(), QStringLiteral("This stream could not be read"));
        QVERIFY(says->accessibleDescription().contains(QStringLiteral("The disk is asleep")));
        shop.breakPages(false);
        auto *again = says->findChild<QPushButton *>();
        QVERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY(page.isSettled() && !says->isVisible());
        QCOMPARE(page.steps().size(), std::size_t{1});
    }

  private:
    QString blame(const char *pointer) const { return cell(pointer, JsonTree::BlameColumn); }
};

QTEST_MAIN(TestStreamPage)
#include "tst_stream_page.moc"
