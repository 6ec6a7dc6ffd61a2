// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memory/memory_store.h"
#include "ui/stream/step_bar.h"
#include "ui/stream/stream_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/json_tree_view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr int kPatienceMs = 30'000; ///< for thousands of steps in a slow build

NewEvent eventOf(const char *type, const char *data) {
    NewEvent made;
    made.id = newEventId(1);
    made.type = type;
    made.data = data;
    return made;
}

} // namespace

class TestStreamPage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        m_memory = std::make_shared<MemoryStore>(m_clock);
        const std::vector<NewEvent> events = {
            eventOf("AccountOpened", R"({"id":"a","balance":100.00,"owner":{"name":"Ada"}})"),
            eventOf("MoneyDeposited", R"({"balance":150.00})"),
            eventOf("OwnerRenamed", R"({"owner":{"name":"Grace"}})"),
            eventOf("NoteAdded", "not json"),
            eventOf("MoneyWithdrawn", R"({"balance":-5.00})"),
        };
        QVERIFY(m_memory->append({"ledger-1"}, Expected::noStream(), events, {}).has_value());
        m_workers = std::make_unique<Workers>();
        auto opened = browse(std::shared_ptr<const EventStore>(m_memory, &m_memory->reader()), {});
        QVERIFY(opened.has_value());
        m_session = std::make_unique<Session>(*m_workers, *std::move(opened));
        QTRY_VERIFY(m_session->isLoaded());
        m_page = std::make_unique<StreamPage>(*m_session, m_theme, StreamId{"ledger-1"});
        m_page->resize(1200, 600);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->isSettled());
    }
    void cleanup() {
        QVERIFY(m_session->guard().caught().isEmpty());
        m_page.reset();
        m_session.reset();
        m_workers.reset();
    }

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
    void aVersionCanBeTyped() {
        auto *version = m_page->findChild<QSpinBox *>();
        version->setFocus();
        version->selectAll();
        QTest::keyClicks(version, QStringLiteral("2"));
        QTest::keyClick(version, Qt::Key_Return);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
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
        QVERIFY(m_memory->append({"ledger-2"}, Expected::noStream(), many, {}).has_value());
        StreamPage page(*m_session, m_theme, StreamId{"ledger-2"});
        page.resize(1000, 500);
        page.show();
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), kPatienceMs);
        const auto *events = page.findChild<QTableView *>();
        const auto inView = [&](int row) {
            return events->viewport()->rect().intersects(events->visualRect(events->model()->index(row, 0)));
        };
        QTRY_VERIFY_WITH_TIMEOUT(inView(2999), kPatienceMs);
        m_session->cursor().moveTo({0, 1000});
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
        QTRY_VERIFY(std::ranges::any_of(page.findChildren<QLabel *>(), [](const QLabel *label) {
            return label->text() == QStringLiteral("There are no events in this stream.");
        }));
    }

  private:
    JsonTreeView &tree() const { return *m_page->findChild<JsonTreeView *>(); }
    QTableView *table(const char *name) const {
        for (auto *view : m_page->findChildren<QTableView *>()) {
            if (view->accessibleName() == QLatin1String(name)) return view;
        }
        return nullptr;
    }
    QString cell(const char *pointer, int column) const {
        return tree().documentModel().indexOf(*Pointer::parse(pointer)).siblingAtColumn(column).data().toString();
    }
    QString value(const char *pointer) const { return cell(pointer, JsonTree::ValueColumn); }
    QString blame(const char *pointer) const { return cell(pointer, JsonTree::BlameColumn); }
    /// Clicks a button of the bar and waits until its step is shown.
    void step(const char *button) const {
        for (auto *candidate : m_page->findChildren<QToolButton *>()) {
            if (candidate->accessibleName() == QLatin1String(button)) QTest::mouseClick(candidate, Qt::LeftButton);
        }
        QTRY_VERIFY(m_page->isSettled());
    }

    SystemClock m_clock;
    Theme m_theme{Scheme::Light};
    std::shared_ptr<MemoryStore> m_memory;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<StreamPage> m_page;
};

QTEST_MAIN(TestStreamPage)
#include "tst_stream_page.moc"
