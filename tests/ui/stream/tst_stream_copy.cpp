// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "core/store/writable_event_store.h"
#include "tests/ui/support/shell_output.h"
#include "ui/session/open_session.h"
#include "ui/stream/cli_call.h"
#include "ui/stream/state_pane.h"
#include "ui/stream/stream_head.h"
#include "ui/stream/stream_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/json_tree_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

/// Names that a shell would take apart.
constexpr const char *kStream = "-led'ger \"$HOME\"-1";
constexpr const char *kOther = "other;stream-2";
constexpr const char *kAccount = "account-1";
constexpr const char *kFile = "it's a store.evdb";

} // namespace

class TestStreamCopy : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        const std::string address = "sqlite:" + m_folder.filePath(QLatin1String(kFile)).toStdString();
        SimulatedClock clock;
        auto store = openForWriting(address, clock, {.createIfMissing = true, .purpose = "test"}, {});
        QVERIFY(store.has_value());
        append(**store, kStream, "AccountOpened", R"({"balance":100.00,"a/b":{"~":1}})");
        append(**store, kStream, "MoneyDeposited", R"({"balance":150.00})");
        append(**store, kStream, "MoneyWithdrawn", R"({"balance":-5.00})");
        append(**store, kOther, "AccountOpened", R"({"balance":7.00})");
        append(**store, kAccount, "AccountOpened",
               R"({"accountId":"1","ownerName":"Ada","initialDeposit":5.00,"note":"only the merge keeps it"})");
        store->reset();
        auto opened = openForBrowsing({.address = address}, {}, {});
        QVERIFY(opened.has_value());
        m_session = std::make_unique<Session>(m_workers, *std::move(opened));
        QTRY_VERIFY(m_session->isLoaded());
    }
    void init() {
        m_session->cursor().returnToHead();
        m_page = std::make_unique<StreamPage>(*m_session, m_theme, StreamId{kStream});
        m_page->resize(1200, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->isSettled());
    }
    void cleanup() {
        QVERIFY(m_session->guard().caught().isEmpty());
        m_page.reset();
    }
    void cleanupTestCase() { m_session.reset(); }

    void theStateIsCopiedDigitForDigit() { QCOMPARE(parsed(copied(Qt::Key_S)), shownState()); }
    void thePathIsAJsonPointer() {
        QVERIFY(tree().showPointer(*Pointer::parse("/a~1b/~0")));
        QCOMPARE(copied(Qt::Key_P), QByteArrayLiteral("/a~1b/~0"));
    }
    void theCallForTheStatePrintsTheState() {
        goTo(1);
        QCOMPARE(run(copied(Qt::Key_T)).member("state"), shownState());
        QCOMPARE(run(copied(Qt::Key_T)).member("version"), Json::number(2));
    }
    void theStateBeforeTheFirstEventHasACallToo() {
        goTo(std::nullopt);
        const Json shown = parsed(copied(Qt::Key_S));
        const Json printed = run(copied(Qt::Key_T));
        QVERIFY(printed.find("version") != Json::npos && printed.member("version").isNull());
        QCOMPARE(printed.member("state"), shown);
    }
    void theCallForTheChangesPrintsThePatch() {
        const Json patch = parsed(copied(Qt::Key_C));
        QCOMPARE(patch.size(), std::size_t(1));
        QCOMPARE(run(copied(Qt::Key_H)).member("changes"), patch);
    }
    void theCallForADifferencePrintsItsPatch() {
        m_page->compareWith(CompareBase{std::nullopt});
        QTRY_VERIFY(m_page->isSettled());
        const Json patch = parsed(copied(Qt::Key_C));
        const Json printed = run(copied(Qt::Key_H));
        QCOMPARE(printed.member("changes"), patch);
        QCOMPARE(printed.member("from"), Json::number(0));
        QCOMPARE(printed.member("to"), Json::number(3));
    }
    void theCallForTheValuesPrintsThem() {
        QVERIFY(tree().showPointer(*Pointer::parse("/balance")));
        const Json rows = run(copied(Qt::Key_V)).member("rows");
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows.child(2).member("value"), Json::number("-5.00"));
    }
    void theCallForAConditionPrintsWhereItHolds() {
        m_page->showWhere(QStringLiteral("state.balance < 0 || state[\"a/b\"][\"'\"] == \"it's\""));
        QTRY_VERIFY(m_page->isUpToDate());
        const Json rows = run(copied(Qt::Key_D)).member("rows");
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.child(0).member("from"), Json::number(3));
    }
    void theCallForAComparisonPrintsIt() {
        m_page->compareWithStream(StreamId{kOther});
        QTRY_VERIFY(m_page->isUpToDate());
        const Json rows = run(copied(Qt::Key_O)).member("rows");
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows.child(0).member("kind"), Json::string("differs"));
    }
    void theCallNamesTheDomainAndTheFoldThatWereChosen() {
        auto opened = openForBrowsing({.address = m_session->cliStore()}, "sample", {});
        QVERIFY(opened.has_value());
        Session session(m_workers, *std::move(opened));
        QTRY_VERIFY(session.isLoaded());
        m_page = std::make_unique<StreamPage>(session, m_theme, StreamId{kAccount});
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_VERIFY(m_page->isSettled());
        auto *fold = m_page->findChild<StreamHead *>()->findChild<QComboBox *>();
        QCOMPARE(fold->count(), 2);
        fold->setFocus();
        QTest::keyClick(fold, Qt::Key_Down);
        QTRY_VERIFY(m_page->isSettled());
        const QByteArray call = copied(Qt::Key_T);
        QVERIFY2(call.contains(" --domain sample state") && call.contains(" --fold merge "), call.constData());
        QCOMPARE(run(call).member("state"), shownState());
        QVERIFY(session.guard().caught().isEmpty());
        m_page.reset();
        init(); // for cleanup()
    }
    void everyWordComesThroughAShell_data() {
        QTest::addColumn<QByteArray>("word");
        for (const char *word : {"plain", "", " ", "it's", "\"q\"", "$HOME `id` \\ !x", "a\nb", "*?[]{}~#&|;<>()", "-x",
                                 "gr\xc3\xbc\xc3\x9f"})
            QTest::newRow(word) << QByteArray(word);
    }
    void everyWordComesThroughAShell() {
        QFETCH(QByteArray, word);
        const QByteArray quoted = QByteArray::fromStdString(shellQuoted(word.toStdString()));
        QCOMPARE(shellOutput("printf '%s.' " + quoted).chopped(1), word);
    }

  private:
    static void append(WritableEventStore &store, const char *stream, const char *type, const char *data) {
        NewEvent event;
        event.id = newEventId(1);
        event.type = type;
        event.data = data;
        QVERIFY(store.append({stream}, Expected::any(), {&event, 1}, {}).has_value());
    }
    JsonTreeView &tree() const { return *m_page->findChild<StatePane *>()->tree(); }
    Json shownState() const { return tree().documentModel().document(); }
    void goTo(std::optional<std::size_t> step) const {
        m_session->cursor().moveTo(step ? m_page->steps()[*step].position : below(m_page->steps().front().position));
        QTRY_VERIFY(m_page->isSettled());
    }
    static Json parsed(const QByteArray &text) { return Json::parse(text.toStdString()).value_or(Json()); }
    /// What is on the clipboard after the entry of the menu with this mnemonic. Once the event loop has run after it,
    /// the offscreen platform leaves the keyboard with the closed menu: what moves the page comes first.
    QByteArray copied(Qt::Key mnemonic) const {
        QApplication::clipboard()->clear();
        QTest::keyClick(m_page.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QWidget *menu = QApplication::activePopupWidget();
        if (menu) QTest::keyClick(menu, mnemonic);
        return QApplication::clipboard()->text().toUtf8();
    }
    /// Runs the call exactly as it was copied, and once more for a program to read.
    static Json run(QByteArray call) {
        if (shellOutput(call).isEmpty()) return {};
        call.replace(0, qstrlen("eventscope-cli"), "eventscope-cli --json");
        return parsed(shellOutput(call));
    }

    QTemporaryDir m_folder;
    Theme m_theme{Scheme::Light};
    Workers m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<StreamPage> m_page;
};

QTEST_MAIN(TestStreamCopy)
#include "tst_stream_copy.moc"
