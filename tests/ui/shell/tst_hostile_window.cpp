// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "tests/support/hostile_corpus.h"
#include "tests/ui/support/shown_texts.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "tests/ui/support/watched_application.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/session/open_session.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/chunked_text.h"

#include <QClipboard>
#include <QComboBox>
#include <QDeadlineTimer>
#include <QFile>
#include <QHelpEvent>
#include <QMimeData>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>
#include <QToolTip>
#include <QTreeView>

#include <functional>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr std::size_t kFileLargeBytes = std::size_t{50} << 20;
constexpr std::size_t kStoreLargeBytes = std::size_t{900} << 10; // what our own store takes

/// Names that a file system takes, in the title and in the list of recent stores.
const QString kStoreName = QString::fromUtf8("<b>\x1b[31mgpj.\xe2\x80\xae"
                                             "exe&amp;.evdb");
const QString kFileName = QString::fromUtf8("<img src=x>\xe2\x81\xa6=1.jsonl");

/// Looks after each event, where QTRY_VERIFY would lose 50 ms at each of a thousand waits.
bool soon(const std::function<bool()> &holds) {
    QTimer beat; // for what comes without an event
    beat.start(20);
    const QDeadlineTimer limit(60'000);
    while (!holds()) {
        if (limit.hasExpired()) return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

/// The cases as somebody opens them: from a store of ours, or from a file as it lies.
struct Source {
    QString address;
    std::vector<testing::HostileCase> cases;
};

} // namespace

/// Everything that wants to break or mislead, in every view of the real window. Each case is a stream of three events.
class TestHostileWindow : public QObject {
    Q_OBJECT

    static void addCases(const char *source, const std::vector<testing::HostileCase> &cases) {
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::addRow("%s: %s", source, cases[i].name.c_str())
                << (qstrcmp(source, "file") == 0) << static_cast<int>(i);
    }

    void makeStore() {
        m_store.address = m_folder.filePath(kStoreName);
        SimulatedClock clock;
        auto writer = openForWriting("sqlite:" + m_store.address.toStdString(), clock, {true, "test"}, {});
        QVERIFY2(writer.has_value(), "the store cannot be made");
        m_store.cases = testing::appendStorable(**writer, testing::hostileCases(kStoreLargeBytes));
    }

    void makeFile() {
        m_file.address = m_folder.filePath(kFileName);
        m_file.cases = testing::hostileCases(kFileLargeBytes);
        QFile file(m_file.address);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::string text = testing::jsonLinesOf(m_file.cases);
        QCOMPARE(file.write(text.data(), static_cast<qint64>(text.size())), static_cast<qint64>(text.size()));
    }

    void open(const Source &source) {
        if (m_opened == source.address) return;
        const auto failing = connect(m_window.get(), &MainWindow::openFailed, this,
                                     [](const QString &problem) { QFAIL(qPrintable(problem)); });
        m_window->open(source.address);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session() && m_window->session()->isLoaded() &&
                                     m_window->session()->rows() == 3 * source.cases.size(),
                                 120'000);
        disconnect(failing);
        m_opened = source.address;
        checkTexts();
    }

    /// The first thing that is wrong with what can be seen now.
    void checkTexts() {
        QCoreApplication::processEvents();
        for (const ShownText &shown : shownTexts(*m_window)) {
            const QString problem = problemWith(shown);
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
        }
        QVERIFY(m_window->findChildren<QTextBrowser *>().isEmpty());
    }

    void select(Position position) {
        trigger(actions::kShowLog);
        m_window->pages()->log()->showPosition(position);
        QVERIFY(soon([&] {
            const auto &details = m_window->inspector()->details();
            return details && details->event().position() == position;
        }));
    }

    void checkInspector(const testing::HostileCase &one) {
        QTabWidget *tabs = m_window->inspector()->tabs();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (!tabs->isTabEnabled(tab)) continue;
            tabs->setCurrentIndex(tab);
            checkTexts();
        }
        qobject_cast<ChunkedText *>(tabs->widget(2))->copyAll();
        const QByteArray copied =
            QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("application/octet-stream"));
        QVERIFY2(copied == QByteArrayView(one.data.data(), static_cast<qsizetype>(one.data.size())),
                 "other bytes copied");
        QGuiApplication::clipboard()->clear();
        tabs->setCurrentIndex(0);
    }

    /// No cell of a row as a spreadsheet would take it is a formula.
    void checkCopiedRow() {
        QTableView *table = m_window->pages()->log()->table();
        table->setFocus();
        QTest::keySequence(table, QKeySequence::Copy);
        static const QRegularExpression kCell(QStringLiteral("(?:^|\t)(?:\"((?:[^\"]|\"\")*)\"|([^\t]*))"));
        auto cells = kCell.globalMatch(QGuiApplication::clipboard()->text());
        for (int i = 0; i < 5; ++i) {
            QVERIFY(cells.hasNext());
            const auto match = cells.next();
            const QString cell = match.captured(match.lastCapturedIndex());
            QVERIFY2(!QStringLiteral("=+-@\t").contains(cell.left(1)), qPrintable(cell));
        }
        QVERIFY(!cells.hasNext());
    }

    void stepThroughStream() {
        QTest::keyClick(m_window->pages()->log()->table(), Qt::Key_Return);
        auto *page = qobject_cast<StreamPage *>(m_window->pages()->currentWidget());
        QVERIFY(page);
        const auto shows = [page](std::optional<std::size_t> step) {
            return page->isSettled() && page->shownStep() == step;
        };
        QVERIFY(soon([&] { return shows(1); }));
        checkTexts();
        QTest::keyClick(page, Qt::Key_F10, Qt::ShiftModifier);
        QVERIFY(soon([&] { return shows(0); }));
        checkTexts();
        QTest::keyClick(page, Qt::Key_F10, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(soon([&] { return shows(2); }));
        checkTexts();
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
    }

    void trigger(QLatin1String id) { m_window->actions().action(id)->trigger(); }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
        makeStore();
        makeFile();
        m_workers = std::make_unique<Workers>();
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
        const auto open = [](const StoreAccess &access, const JobControl &job) {
            return openForBrowsing(access, {}, job);
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_connections.all(), Doors{open, {}, {}});
        showActive(*m_window);
    }

    void isShownSafelyEverywhere_data() {
        QTest::addColumn<bool>("fromFile");
        QTest::addColumn<int>("number");
        addCases("store", m_store.cases);
        addCases("file", m_file.cases);
    }
    void isShownSafelyEverywhere() {
        QFETCH(bool, fromFile);
        QFETCH(int, number);
        const Source &source = fromFile ? m_file : m_store;
        open(source);
        if (QTest::currentTestFailed()) return;
        const QSize size = m_window->size();
        select(m_window->session()->index().position(3 * static_cast<std::uint64_t>(number) + 1));
        checkInspector(source.cases[static_cast<std::size_t>(number)]);
        checkCopiedRow();
        stepThroughStream();
        QCOMPARE(m_window->size(), size); // no text has pushed it wider
        QVERIFY(m_window->session()->guard().caught().isEmpty());
    }

    void theNavigatorAndTheTimelineSayItSafely() {
        for (const Source *source : {&m_store, &m_file}) {
            open(*source);
            QTreeView *tree = m_window->navigator()->tree();
            tree->expandAll();
            QTRY_VERIFY(!m_window->navigator()->model()->isLoading());
            checkTexts();
            auto *view = m_window->timeline()->findChild<TimelineView *>();
            auto *groups = m_window->timeline()->findChild<QComboBox *>();
            for (int group = 0; group < groups->count(); ++group) {
                groups->setCurrentIndex(group);
                QTRY_VERIFY(m_window->timeline()->isUpToDate());
                for (int x = 0; x < view->width(); x += 8) {
                    QHelpEvent help(QEvent::ToolTip, {x, 10}, view->mapToGlobal(QPoint(x, 10)));
                    QCoreApplication::sendEvent(view, &help);
                    const QString problem =
                        problemWith({QStringLiteral("timeline"), QToolTip::text(), ShownText::Kind::Tip});
                    QVERIFY2(problem.isEmpty(), qPrintable(problem));
                }
            }
            groups->setCurrentIndex(0);
        }
    }

    void namesOfFilesAreShownSafely() {
        open(m_store);
        trigger(actions::kCloseStore);
        m_opened.clear();
        QCOMPARE(m_settings->recents().size(), 2);
        checkTexts(); // the welcome page with both in its list
        m_window->open(m_folder.filePath(QString::fromUtf8("<b>\xe2\x80\xae\n.evdb")));
        QTRY_VERIFY(m_workers->jobs().entries().empty());
        checkTexts(); // the banner
    }

    void cleanupTestCase() {
        m_window.reset();
        m_workers.reset();
    }

  private:
    QTemporaryDir m_folder;
    Theme m_theme{Scheme::Light};
    Source m_store, m_file;
    QString m_opened;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Settings> m_settings;
    SomeConnections m_connections;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv) {
    WatchedApplication application(argc, argv);
    TestHostileWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_hostile_window.moc"
