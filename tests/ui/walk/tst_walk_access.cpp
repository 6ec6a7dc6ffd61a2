// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/walk/access_check.h"
#include "tests/ui/walk/tour_window.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace eventscope::ui;

class TestWalkAccess : public QObject {
    Q_OBJECT

    /// What a check says of a window with these two in a row.
    template <class Check>
    QStringList saidOf(Check check, QWidget *first, QWidget *second) {
        QWidget window;
        auto *row = new QHBoxLayout(&window);
        row->addWidget(first);
        row->addWidget(second);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) return {QStringLiteral("The window is not active")};
        return check(window);
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void aNamelessButtonIsFound() {
        auto *nameless = new QPushButton;
        const auto said = saidOf(unspoken, nameless, new QPushButton(QStringLiteral("Named")));
        QCOMPARE(said.size(), 1);
        QVERIFY(said.front().contains(QStringLiteral("has no name")));
    }

    void aPaintedWidgetWithoutWordsIsFound() {
        class Drawing : public QWidget {
          public:
            Drawing() { setFocusPolicy(Qt::TabFocus); }
        };
        QVERIFY(!saidOf(unspoken, new Drawing, new QPushButton(QStringLiteral("Named"))).isEmpty());
        auto *named = new Drawing;
        named->setAccessibleName(QStringLiteral("Plot"));
        const auto said = saidOf(unspoken, named, new QPushButton(QStringLiteral("Named")));
        QVERIFY(said.join(u' ').contains(QStringLiteral("does not say what it paints")));
    }

    void aButtonForTheMouseAloneIsFound() {
        auto *forMouse = new QPushButton(QStringLiteral("Mouse"));
        forMouse->setFocusPolicy(Qt::NoFocus);
        QCOMPARE(saidOf(unreachable, forMouse, new QPushButton(QStringLiteral("Key"))).size(), 1);
    }

    void aTrapIsFound() {
        auto *trap = new QPlainTextEdit;
        trap->setTabChangesFocus(false);
        const auto said = saidOf(badOrder, trap, new QPushButton(QStringLiteral("Key")));
        QVERIFY2(said.join(u' ').contains(QStringLiteral("keeps the keyboard")), qPrintable(said.join(u'\n')));
    }

    void anOrderAgainstTheEyeIsFound() {
        auto *first = new QLineEdit;
        auto *middle = new QWidget;
        auto *second = new QLineEdit, *third = new QLineEdit;
        auto *row = new QHBoxLayout(middle);
        row->addWidget(second);
        row->addWidget(third);
        const auto said = saidOf(
            [&](QWidget &window) {
                QWidget::setTabOrder(first, third);
                QWidget::setTabOrder(third, second);
                return badOrder(window);
            },
            first, middle);
        QCOMPARE(said.size(), 1);
        QVERIFY(said.front().contains(QStringLiteral("goes back")));
    }

    void anInvisibleFocusIsFound() {
        auto *hidden = new QPushButton(QStringLiteral("Key"));
        hidden->setStyleSheet(QStringLiteral("border: 0; outline: 0;"));
        const auto said = saidOf(badOrder, hidden, new QPushButton(QStringLiteral("Key")));
        QVERIFY(said.join(u' ').contains(QStringLiteral("does not show")));
    }

    void aBannerThatRepeatsAnotherIsFound() {
        auto *first = new Banner(m_theme), *second = new Banner(m_theme);
        first->say(Role::Error, QStringLiteral("The disk is asleep"));
        second->say(Role::Error, QStringLiteral("The disk is asleep"));
        QCOMPARE(saidOf(saidTwice, first, second).size(), 1);
    }

    void everythingIsSpokenAndHadByKeyboard() {
        const QStringList problems = m_window.walk(m_theme, {1280, 800}, [](QWidget &window) {
            QWidget *front = TourWindow::front(window);
            // A popup takes the keys without being active, and the platform without a screen gives it none.
            if (front->windowType() == Qt::Popup) return unspoken(*front) + unreachable(*front);
            front->activateWindow();
            if (!QTest::qWaitForWindowActive(front)) return QStringList(QStringLiteral("The window is not active"));
            return unspoken(*front) + saidTwice(*front) + unreachable(*front) + badOrder(*front);
        });
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

  private:
    Theme m_theme{Scheme::Light};
    TourWindow m_window;
};

QTEST_MAIN(TestWalkAccess)
#include "tst_walk_access.moc"
