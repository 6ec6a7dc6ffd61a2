// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/shop_store.h"
#include "ui/stream/state_pane.h"
#include "ui/stream/stream_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/json_tree_view.h"

#include <QCheckBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace eventscope::ui {

/// A stream of five events in a page on the screen, and the ways of a user to its parts. The fourth event cannot be
/// folded. A store call on the GUI thread is found by close().
class LedgerPage {
  protected:
    void open() {
        m_store = emptyStore(m_clock);
        const std::vector<NewEvent> events = {
            eventOf("AccountOpened", R"({"id":"a","balance":100.00,"owner":{"name":"Ada"}})"),
            eventOf("MoneyDeposited", R"({"balance":150.00})"),
            eventOf("OwnerRenamed", R"({"owner":{"name":"Grace"}})"),
            eventOf("NoteAdded", "not json"),
            eventOf("MoneyWithdrawn", R"({"balance":-5.00})"),
        };
        QVERIFY(m_store->append({"ledger-1"}, Expected::noStream(), events, {}).has_value());
        const std::vector<NewEvent> others = {
            eventOf("AccountOpened", R"({"id":"b","balance":100.00,"owner":{"name":"Ada"}})"),
            eventOf("MoneyDeposited", R"({"balance":150.00})"),
            eventOf("AccountClosed", "{}"),
        };
        QVERIFY(m_store->append({"ledger-other"}, Expected::noStream(), others, {}).has_value());
        m_workers = std::make_unique<Workers>();
        auto opened = browse(std::shared_ptr<const EventStore>(m_store, &m_store->reader()), {});
        QVERIFY(opened.has_value());
        m_session = std::make_unique<Session>(*m_workers, *std::move(opened));
        QTRY_VERIFY(m_session->isLoaded());
        m_page = std::make_unique<StreamPage>(*m_session, m_theme, StreamId{"ledger-1"});
        m_page->resize(1200, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->isSettled());
    }
    void close() {
        QVERIFY(m_session->guard().caught().isEmpty());
        m_page.reset();
        m_session.reset();
        m_workers.reset();
    }

    static NewEvent eventOf(const char *type, const char *data) {
        NewEvent made;
        made.id = newEventId(1);
        made.type = type;
        made.data = data;
        return made;
    }
    JsonTreeView &tree() const { return *m_page->findChild<StatePane *>()->tree(); }
    template <class Widget>
    Widget *named(const char *name) const {
        for (auto *candidate : m_page->findChildren<Widget *>()) {
            if (candidate->accessibleName() == QLatin1String(name)) return candidate;
        }
        return nullptr;
    }
    QCheckBox *box(const char *text) const {
        for (auto *candidate : m_page->findChildren<QCheckBox *>()) {
            if (candidate->text() == QLatin1String(text)) return candidate;
        }
        return nullptr;
    }
    void toggle(QCheckBox *box) const { QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2)); }
    QTableView *table(const char *name) const { return named<QTableView>(name); }
    QString cell(const char *pointer, int column) const {
        return tree().documentModel().indexOf(*Pointer::parse(pointer)).siblingAtColumn(column).data().toString();
    }
    QString value(const char *pointer) const { return cell(pointer, JsonTree::ValueColumn); }
    /// The texts of a table, a line each, cells separated by bars.
    static QStringList linesOf(const QTableView &table) {
        QStringList lines;
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < table.model()->columnCount(); ++column)
                cells << table.model()->index(row, column).data().toString();
            lines << cells.join(u'|');
        }
        return lines;
    }
    void press(const char *button) const {
        auto *found = named<QToolButton>(button);
        QVERIFY2(found && found->isEnabled(), button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    /// Clicks a button of the bar and waits until its step is shown.
    void step(const char *button) const {
        press(button);
        QTRY_VERIFY(m_page->isSettled());
    }
    void goTo(std::optional<std::size_t> step) const {
        const Position first = m_page->steps().front().position;
        m_session->cursor().moveTo(step ? m_page->steps()[*step].position : below(first));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(m_page->shownStep(), step);
    }
    /// A key on a value of the state.
    void ask(const char *pointer, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const {
        QVERIFY(tree().showPointer(*Pointer::parse(pointer)));
        tree().setFocus();
        QTest::keyClick(&tree(), key, modifiers);
        QTRY_VERIFY(m_page->isUpToDate());
    }

    SystemClock m_clock;
    Theme m_theme{Scheme::Light};
    std::shared_ptr<WritableEventStore> m_store;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<StreamPage> m_page;
};

} // namespace eventscope::ui
