// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter_help.h"
#include "tests/ui/support/sample_window.h"
#include "ui/help/help_browser.h"
#include "ui/help/help_window.h"
#include "ui/log/filter_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/shell/assistance.h"
#include "ui/shell/key_table.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/json_tree_view.h"

#include <QApplication>
#include <QListWidget>
#include <QTableView>

using namespace eventscope;
using namespace eventscope::ui;

class TestWindowHelp : public QObject {
    Q_OBJECT

    [[nodiscard]] MainWindow &window() const { return m_sample->window(); }
    [[nodiscard]] static QWidget *shownTree(const QWidget *part) {
        for (auto *tree : part->findChildren<JsonTreeView *>())
            if (tree->isVisible()) return tree;
        return nullptr;
    }
    [[nodiscard]] HelpWindow *help() const { return window().assistance()->help(); }
    /// The page that F1 opens while `place` has the keyboard.
    [[nodiscard]] QString pageFor(QWidget *place) {
        window().activateWindow();
        place->setFocus();
        const auto hasKeyboard = [this, place] {
            const QWidget *focused = QApplication::focusWidget();
            return place == &window() || place->focusProxy() == focused || place == focused;
        };
        if (!QTest::qWaitFor([&] { return window().isActiveWindow() && hasKeyboard(); }))
            return QStringLiteral("never had the keyboard");
        QTest::keyClick(place == &window() ? place : QApplication::focusWidget(), Qt::Key_F1);
        if (!QTest::qWaitFor([this] { return help() && help()->isVisible(); })) return QStringLiteral("no help");
        return help()->browser()->page();
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() { m_sample = std::make_unique<SampleWindow>(m_theme); }
    void cleanup() { m_sample.reset(); }

    void explainsWhatHasTheKeyboard() {
        QCOMPARE(pageFor(&window()), QStringLiteral("welcome"));
        window().openSample();
        QTRY_VERIFY_WITH_TIMEOUT(window().session() && window().session()->isLoaded(), 30'000);
        LogPage &log = *window().pages()->log();
        log.table()->selectRow(log.model()->rowCount() - 1);
        QTRY_VERIFY(window().inspector()->details());
        QCOMPARE(pageFor(log.table()), QStringLiteral("log"));
        QCOMPARE(pageFor(log.filterBar()), QStringLiteral("filter"));
        QCOMPARE(pageFor(shownTree(window().inspector())), QStringLiteral("inspector"));
        QCOMPARE(pageFor(&window().timeline()->view()), QStringLiteral("timeline"));
        StreamPage *page = window().pages()->openStream(
            {std::string(window().session()->index().dictionary().stream(0))}, Position{0, 1});
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(pageFor(shownTree(page)), QStringLiteral("stream"));
        help()->close();
        QTRY_VERIFY(!help());
    }

    void holdsTheTableOfTheLanguageAndAllKeys() {
        QCOMPARE(pageFor(&window()), QStringLiteral("welcome"));
        help()->showPage(QStringLiteral("filter"));
        const QString language = help()->browser()->toPlainText();
        for (const FilterExample &example : filterExamples())
            QVERIFY2(language.contains(QLatin1String(example.expression)), example.expression);
        help()->showPage(QStringLiteral("keyboard"));
        const QString keys = help()->browser()->toPlainText();
        for (const KeyRow &row : keyTable())
            QVERIFY2(keys.contains(wordsOf(row)), row.words);
        for (const QAction *action : window().actions().all()) {
            if (action->shortcut().isEmpty()) continue;
            QVERIFY2(keys.contains(action->shortcut().toString(QKeySequence::NativeText)), qPrintable(action->text()));
        }
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<SampleWindow> m_sample;
};

QTEST_MAIN(TestWindowHelp)
#include "tst_window_help.moc"
