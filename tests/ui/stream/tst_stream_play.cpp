// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/stream/ledger_page.h"
#include "ui/stream/step_bar.h"

#include <QComboBox>
#include <QTabWidget>

using namespace eventscope;
using namespace eventscope::ui;

class TestStreamPlay : public QObject, LedgerPage {
    Q_OBJECT

  private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void playingStopsAtAFailedStepAndAtTheEnd() {
        chooseFastest();
        press("Play"); // at the end: from the beginning
        QVERIFY(m_page->isPlaying());
        QTRY_VERIFY(!m_page->isPlaying());
        QCOMPARE(m_page->shownStep().has_value() ? notice() : QString(),
                 QStringLiteral("Stopped: v4 NoteAdded could not be folded"));
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(3));
        QTest::keyClick(m_page.get(), Qt::Key_F5); // goes on
        QVERIFY(m_page->isPlaying());
        QTRY_VERIFY(!m_page->isPlaying());
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
        QCOMPARE(notice(), QStringLiteral("Stopped at the end of the stream"));
    }
    void playingIsOnePlaceInTheHistoryOfTheCursor() {
        goTo(0);
        chooseFastest();
        press("Play");
        QTRY_VERIFY(!m_page->isPlaying());
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(3));
        m_session->cursor().back();
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(0));
    }
    void escapeSpaceAndTheButtonStop() {
        chooseSlowest();
        goTo(std::nullopt);
        for (const Qt::Key key : {Qt::Key_Escape, Qt::Key_Space}) {
            press("Play");
            QVERIFY(m_page->isPlaying());
            table("Events of the stream")->setFocus();
            QTest::keyClick(table("Events of the stream"), key);
            QVERIFY(!m_page->isPlaying());
        }
        press("Play");
        press("Pause");
        QVERIFY(!m_page->isPlaying());
    }
    void whoeverStepsTakesOver() {
        goTo(std::nullopt);
        chooseSlowest();
        press("Play");
        step("Next event");
        QVERIFY(!m_page->isPlaying());
    }
    void aWatchedValueIsShownAtEveryStep() {
        ask("/balance", Qt::Key_F9);
        QCOMPARE(watched(), QStringList(QStringLiteral("/balance|-5.00|v5 MoneyWithdrawn")));
        goTo(2);
        QCOMPARE(watched(), QStringList(QStringLiteral("/balance|150.00|v2 MoneyDeposited")));
        goTo(std::nullopt);
        QCOMPARE(watched(), QStringList(QStringLiteral("/balance|not there|")));
    }
    void playingStopsWhenAWatchedValueChanges() {
        ask("/owner/name", Qt::Key_F9);
        goTo(0);
        chooseFastest();
        press("Play");
        QTRY_VERIFY(!m_page->isPlaying());
        QCOMPARE(notice(), QStringLiteral("Stopped: /owner/name changed"));
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(2));
        goTo(0);
        auto *stops = box("Play stops when one changes");
        toggle(stops);
        QVERIFY(!stops->isChecked());
        press("Play");
        QTRY_VERIFY(!m_page->isPlaying());
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(3)); // which cannot be folded
    }
    void keysAndButtonsGoToTheChangesOfTheWatchedValue() {
        ask("/balance", Qt::Key_F9);
        goTo(0);
        QTest::keyClick(m_page.get(), Qt::Key_F8);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
        press("Next change of the watched value (F8)");
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
        QTest::keyClick(m_page.get(), Qt::Key_F8, Qt::ShiftModifier);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
        press("Previous change of the watched value (Shift+F8)");
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(0));
    }
    void deleteEndsWatching() {
        ask("/balance", Qt::Key_F9);
        ask("/owner/name", Qt::Key_F9);
        ask("/balance", Qt::Key_F9); // watched already
        QCOMPARE(watched().size(), 2);
        auto *list = table("Watched values");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(watched(), QStringList(QStringLiteral("/owner/name|Grace|v3 OwnerRenamed")));
    }
    void watchedValuesSurviveAnotherFold() {
        ask("/balance", Qt::Key_F9);
        auto *fold = named<QComboBox>("What makes the state");
        QVERIFY(fold->count() >= 1);
        Q_EMIT fold->currentIndexChanged(0); // the same again: the history is built anew
        QTRY_VERIFY(m_page->isUpToDate());
        QCOMPARE(watched(), QStringList(QStringLiteral("/balance|-5.00|v5 MoneyWithdrawn")));
    }

  private:
    QString notice() const { return m_page->findChild<StepBar *>()->noticeText(); }
    QStringList watched() const { return linesOf(*table("Watched values")); }
    void choose(Qt::Key key) {
        auto *speed = named<QComboBox>("Steps a second");
        speed->setFocus();
        QTest::keyClick(speed, key);
    }
    void chooseFastest() { choose(Qt::Key_End); }
    void chooseSlowest() { choose(Qt::Key_Home); }
};

QTEST_MAIN(TestStreamPlay)
#include "tst_stream_play.moc"
