// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sample_window.h"
#include "ui/log/find_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/assistance.h"
#include "ui/shell/key_table.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QLineEdit>
#include <QShortcut>
#include <QTableView>
#include <QTreeWidget>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

/// One key as it works now: where, and within what.
struct Live {
    QKeySequence keys;
    const QWidget *place;
    Qt::ShortcutContext context;
    QString name;
};

QString nameOf(const QObject &object) {
    return QLatin1String(object.metaObject()->className()) + QLatin1Char(' ') + object.objectName();
}

std::vector<Live> liveKeys(const QWidget &window) {
    std::vector<Live> all;
    for (const auto *shortcut : window.findChildren<QShortcut *>()) {
        const auto *place = qobject_cast<const QWidget *>(shortcut->parent());
        if (place && place->window() == &window && shortcut->isEnabled())
            all.push_back({shortcut->key(), place, shortcut->context(), nameOf(*place)});
    }
    QList<const QWidget *> widgets{&window};
    for (const QWidget *widget : window.findChildren<QWidget *>())
        if (widget->window() == &window) widgets += widget;
    for (const QWidget *widget : widgets)
        for (const QAction *action : widget->actions())
            for (const QKeySequence &keys : action->shortcuts())
                if (widget == action->parent() || widget == &window)
                    all.push_back({keys, widget, action->shortcutContext(), action->text()});
    return all;
}

/// True where both would answer one press of the key.
bool collide(const Live &a, const Live &b) {
    const auto reaches = [](const Live &one, const QWidget *focused) {
        switch (one.context) {
        case Qt::WidgetShortcut:
            return one.place == focused;
        case Qt::WidgetWithChildrenShortcut:
            return one.place == focused || one.place->isAncestorOf(focused);
        default:
            return true;
        }
    };
    return a.keys == b.keys && (reaches(a, b.place) || reaches(b, a.place));
}

} // namespace

class TestShortcuts : public QObject {
    Q_OBJECT

    [[nodiscard]] MainWindow &window() const { return m_sample->window(); }
    [[nodiscard]] StreamPage *streamPage() const {
        return qobject_cast<StreamPage *>(window().pages()->currentWidget());
    }
    void openStore() {
        window().openSample();
        QTRY_VERIFY_WITH_TIMEOUT(window().session() && window().session()->isLoaded(), 30'000);
    }
    void openStream() {
        window().pages()->openStream({std::string(window().session()->index().dictionary().stream(0))}, Position{0, 1});
        QTRY_VERIFY(streamPage()->isSettled());
    }
    void press(const char *keys, QWidget *at = nullptr) {
        const QKeyCombination key = QKeySequence(QLatin1String(keys))[0];
        QTest::keyClick(at ? at : &window(), key.key(), key.keyboardModifiers());
    }
    [[nodiscard]] QStringList shownWords() const {
        QStringList words;
        const QTreeWidget &tree = *window().assistance()->shortcuts()->tree();
        for (int at = 0; at < tree.topLevelItemCount(); ++at)
            for (int row = 0; row < tree.topLevelItem(at)->childCount(); ++row)
                if (!tree.topLevelItem(at)->isHidden() && !tree.topLevelItem(at)->child(row)->isHidden())
                    words += tree.topLevelItem(at)->child(row)->text(0);
        return words;
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() { m_sample = std::make_unique<SampleWindow>(m_theme); }
    void cleanup() { m_sample.reset(); }

    void noKeyDoesTwoThingsInOnePlace() {
        openStore();
        openStream();
        press("Ctrl+3");
        press("Ctrl+4");
        const auto keys = liveKeys(window());
        QVERIFY(keys.size() > 30);
        QStringList twice;
        for (std::size_t a = 0; a < keys.size(); ++a)
            for (std::size_t b = a + 1; b < keys.size(); ++b)
                if (collide(keys[a], keys[b]))
                    twice += keys[a].keys.toString() + QStringLiteral(": ") + keys[a].name + QStringLiteral(" / ") +
                             keys[b].name;
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QLatin1Char('\n'))));
        QSet<QString> inTable;
        for (const KeyRow &row : keyTable()) {
            const QString key = nameOf(row.place) + QLatin1String(row.widget) + QLatin1String(row.keys);
            QVERIFY2(!inTable.contains(key), qPrintable(key));
            QVERIFY2(!QKeySequence(QLatin1String(row.keys)).isEmpty(), row.keys);
            inTable += key;
        }
    }

    /// The list is made by hand where keys have no words of their own: it names all of them, and nothing else.
    void theTableHoldsTheShortcutsOfThePages() {
        openStore();
        openStream();
        press("Ctrl+3");
        press("Ctrl+4");
        press("Ctrl+5");
        QSet<const KeyRow *> found;
        QStringList missing;
        for (const auto *shortcut : window().findChildren<QShortcut *>()) {
            const auto *place = qobject_cast<const QWidget *>(shortcut->parent());
            if (!place || place->window() != &window()) continue;
            if (const KeyRow *row = rowOf(*place, shortcut->key()))
                found += row;
            else
                missing += shortcut->key().toString() + QStringLiteral(" of ") + nameOf(*place);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
        for (const KeyRow &row : keyTable())
            QVERIFY2(!*row.widget || found.contains(&row),
                     qPrintable(QLatin1String(row.widget) + QLatin1Char(' ') + QLatin1String(row.keys)));
    }

    void opensByKeyAlsoWithoutAStoreAndCanBeSearched() {
        press("Ctrl+/");
        QTRY_VERIFY(window().assistance()->shortcuts() && window().assistance()->shortcuts()->isVisible());
        ShortcutSheet &sheet = *window().assistance()->shortcuts();
        const auto all = shownWords();
        for (const QAction *action : window().actions().all())
            if (!action->shortcut().isEmpty()) QVERIFY(all.contains(action->text().remove(QLatin1Char('&'))));
        QTest::keyClicks(sheet.edit(), QStringLiteral("f10"));
        QCOMPARE(shownWords(), (QStringList{QStringLiteral("Next event"), QStringLiteral("Previous event"),
                                            QStringLiteral("First event"), QStringLiteral("Last event")}));
        sheet.edit()->setText(QStringLiteral("timeline"));
        QVERIFY(shownWords().contains(QStringLiteral("Zoom into the marked range")));
        sheet.edit()->clear();
        QCOMPARE(shownWords(), all);
        QTest::keyClick(sheet.edit(), Qt::Key_Escape);
        QTRY_VERIFY(!window().assistance()->shortcuts());
    }

    void listedKeysDoWhatTheySay() {
        openStore();
        QTableView *table = window().pages()->log()->table();
        table->setFocus();
        press("Ctrl+L");
        QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        press("Esc", QApplication::focusWidget());
        QTRY_VERIFY(table->hasFocus());
        press("Ctrl+F", table);
        QTRY_VERIFY(window().pages()->log()->findBar()->isVisible());
        press("Esc", QApplication::focusWidget());
        QTRY_VERIFY(!window().pages()->log()->findBar()->isVisible());
        TimelineView &timeline = window().timeline()->view();
        QTRY_VERIFY(window().timeline()->isUpToDate());
        timeline.setFocus();
        press("Left", &timeline);
        QTRY_VERIFY(!window().session()->cursor().isLive());
        press("End", &timeline);
        QTRY_VERIFY(window().session()->cursor().isLive());
        press("Ctrl+Left", &timeline);
        QVERIFY(timeline.range());
        press("Esc", &timeline);
        QVERIFY(!timeline.range());
        openStream();
        if (streamPage()->steps().size() > 1) {
            press("F10", streamPage());
            QTRY_COMPARE(streamPage()->shownStep(), std::optional<std::size_t>(1));
            press("Ctrl+F10", streamPage());
            QTRY_COMPARE(streamPage()->shownStep(), std::optional<std::size_t>(0));
        }
        press("Ctrl+1");
        QCOMPARE(window().pages()->currentWidget(), window().pages()->log());
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<SampleWindow> m_sample;
};

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
