// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "core/store/writable_event_store.h"
#include "tests/ui/support/menu_choice.h"
#include "tests/ui/support/shell_output.h"
#include "tests/ui/support/shop_store.h"
#include "ui/log/event_copy_menu.h"
#include "ui/log/filter_bar.h"
#include "ui/log/log_export.h"
#include "ui/log/log_page.h"
#include "ui/session/open_session.h"
#include "ui/widgets/banner.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

/// A name that a shell would take apart.
constexpr const char *kFile = "it's a \"$HOME\" store.evdb";

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

} // namespace

class TestLogCopy : public QObject {
    Q_OBJECT

    [[nodiscard]] QTableView &table() const { return *m_page->table(); }
    [[nodiscard]] QString clipboard() const { return QGuiApplication::clipboard()->text(); }
    void select(std::uint64_t first, int count) {
        m_page->showPosition({0, first});
        for (int i = 1; i < count; ++i)
            QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    }
    /// The text that a line of the menu at a selected row puts onto the clipboard.
    QString copied(const char *line, int column = 2) {
        QGuiApplication::clipboard()->clear();
        const QRect cell = table().visualRect(table().currentIndex().siblingAtColumn(column));
        menuAt(table().viewport(), cell.center(), QLatin1String(line));
        return QTest::qWaitFor([this] { return !clipboard().isEmpty(); }) ? clipboard() : QString();
    }
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    /// As a person fills in the dialog.
    void saveAs(const QString &path, const QString &form = {}) {
        QFileDialog *dialog = m_page->exporting()->dialog();
        QVERIFY(dialog && dialog->isVisible());
        if (!form.isEmpty()) {
            dialog->selectNameFilter(form);
            Q_EMIT dialog->filterSelected(form);
        }
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        QVERIFY(name);
        name->setText(path);
        QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save), Qt::LeftButton);
    }
    [[nodiscard]] QString note() const {
        for (const Banner *banner : m_page->findChildren<Banner *>())
            if (banner->isVisible()) return banner->accessibleName();
        return {};
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const std::string address = "sqlite:" + path(kFile).toStdString();
        SimulatedClock clock;
        auto store = openForWriting(address, clock, {.createIfMissing = true, .purpose = "test"}, {});
        QVERIFY(store.has_value());
        for (int i = 1; i <= 40; ++i) {
            NewEvent event;
            event.id = newEventId(i);
            event.type = i % 2 == 0 ? "It's" : "Other";
            event.data =
                "{\"amount\":" + std::to_string(i) + ".00,\"note\":\"" + std::string(i == 3 ? 2000 : 2, 'x') + "\"}";
            QVERIFY((*store)->append({"order-1"}, Expected::any(), {&event, 1}, {}).has_value());
        }
        store->reset();
        auto opened = openForBrowsing({.address = address}, {}, {});
        QVERIFY(opened.has_value());
        m_session = std::make_unique<Session>(m_workers, *std::move(opened));
        QTRY_VERIFY(m_session->isLoaded());
    }
    void init() {
        m_page = std::make_unique<LogPage>(*m_session, m_theme);
        m_page->resize(1000, 500);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        table().setFocus();
    }
    void cleanup() {
        QVERIFY(m_session->guard().caught().isEmpty());
        m_session->filter().set(Filter());
        m_page.reset();
    }
    void cleanupTestCase() { m_session.reset(); }

    void wholeEventsInEveryForm() {
        select(2, 3);
        const QString lines = copied("JSON &lines");
        QCOMPARE(lines.count(QLatin1Char('\n')), 3);
        QVERIFY(lines.startsWith(QStringLiteral("{\"position\":\"2\",\"stream\":\"order-1\"")));
        const auto array = Json::parse(copied("&JSON, an array").trimmed().toStdString());
        QVERIFY(array && array->isArray() && array->size() == 3);
        QVERIFY(array->child(1).member("data").member("amount") == Json::number("3.00"));
        QCOMPARE(copied("&CSV").split(QStringLiteral("\r\n")).size(), 5);
        QVERIFY(copied("&TSV").startsWith(QStringLiteral("position\tstream\t")));
        const QString markdown = copied("&Markdown table");
        QCOMPARE(markdown.split(QLatin1Char('\n')).value(1), QStringLiteral("| ---: | --- | --- | ---: | --- | --- |"));
        QCOMPARE(markdown.count(QLatin1Char('\n')), 5);
    }

    void valuesAreWhole() {
        m_page->addColumn({PayloadPath::Root::Data, *Pointer::parse("/note"), "data.note"});
        select(3, 1);
        QCOMPARE(copied("The &value", kEventColumns), QString(2000, QLatin1Char('x')));
        QCOMPARE(copied("The &value", static_cast<int>(EventColumn::Type)), QStringLiteral("Other"));
    }

    void aFilterForTheseEvents() {
        select(4, 3);
        const QString filter = copied("A &filter for these events");
        QCOMPARE(filter, QStringLiteral("position >= 4 && position <= 6"));
        m_page->filterBar()->apply(filter);
        QTRY_COMPARE(m_page->model()->rowCount(), 3);
    }

    void theCommandLinePrintsTheSameEvents() {
        m_page->filterBar()->apply(QStringLiteral("type == \"It's\" && data.amount > 10"));
        QTRY_COMPARE(m_page->model()->rowCount(), 15);
        QTRY_VERIFY(!m_session->filter().isSearching());
        select(20, 3);
        const QString lines = copied("JSON &lines");
        const QString these = copied("A command l&ine for these events");
        QVERIFY(these.contains(QStringLiteral(" events --where 'position == 20 || position == 22")));
        QCOMPARE(QString::fromUtf8(shellOutput(these)), lines);
        table().selectAll();
        const QString all = copied("JSON &lines");
        QCOMPARE(all.count(QLatin1Char('\n')), 15);
        const QString call = copied("A command line for &all that is shown");
        QVERIFY(call.contains(QStringLiteral("--where 'type == \"It'\\''s\"")));
        QCOMPARE(QString::fromUtf8(shellOutput(call)), all);
    }

    void theKeyboardOpensTheMenu() {
        select(5, 1);
        QStringList lines;
        QTimer::singleShot(0, this, [&lines] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu) return;
            for (const QAction *action : menu->actions())
                lines += action->text();
            menu->close();
        });
        QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(lines.contains(QStringLiteral("&CSV")));
    }

    void theSelectionIsExported() {
        select(7, 4);
        const QString lines = copied("JSON &lines");
        m_page->exporting()->exportSelected();
        saveAs(path("four"));
        QTRY_VERIFY(note().contains(QStringLiteral("4 event")));
        QVERIFY(note().contains(path("four.jsonl")));
        QCOMPARE(QString::fromUtf8(contentOf(path("four.jsonl"))), lines);
    }

    void ofAFilteredLogTheSelectedAreExported() {
        m_page->filterBar()->apply(QStringLiteral("data.amount > 30"));
        QTRY_COMPARE(m_page->model()->rowCount(), 10);
        QTRY_VERIFY(m_page->model()->index(9, 0).data().isValid());
        auto *selection = table().selectionModel();
        const auto whole = QItemSelectionModel::Select | QItemSelectionModel::Rows;
        for (const int row : {8, 2, 3}) // in any order, with a gap
            selection->select(m_page->model()->index(row, 0), row == 8 ? whole | QItemSelectionModel::Clear : whole);
        m_page->exporting()->exportSelected();
        saveAs(path("three"));
        QTRY_VERIFY(note().contains(QStringLiteral("3 event")));
        const QList<QByteArray> lines = contentOf(path("three.jsonl")).trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        for (const auto &[line, row] : {std::pair{0, 2}, {1, 3}, {2, 8}}) {
            const QJsonObject event = QJsonDocument::fromJson(lines[line]).object();
            const std::string position = toString(m_page->model()->positionOf(row));
            QCOMPARE(event[QStringLiteral("position")].toVariant().toString(), QString::fromStdString(position));
        }
    }

    void allThatIsShownIsExported() {
        m_page->filterBar()->apply(QStringLiteral("data.amount > 30"));
        QTRY_COMPARE(m_page->model()->rowCount(), 10);
        m_page->exporting()->exportShown();
        saveAs(path("ten"), QStringLiteral("CSV, for spreadsheets (*.csv)"));
        QTRY_VERIFY(note().contains(QStringLiteral("10 event")));
        QCOMPARE(contentOf(path("ten.csv")).count('\n'), 11);
        m_page->exporting()->exportShown();
        saveAs(path("cloud"), QStringLiteral("CloudEvents, one a line (*.ndjson)"));
        QTRY_VERIFY(QFileInfo::exists(path("cloud.ndjson")));
        QVERIFY(contentOf(path("cloud.ndjson")).contains("\"specversion\":\"1.0\""));
    }

    void theStoreItselfIsNeverReplaced() {
        const QByteArray before = contentOf(path(kFile));
        m_page->exporting()->exportShown();
        QFileDialog *dialog = m_page->exporting()->dialog();
        Q_EMIT dialog->fileSelected(path(kFile)); // as after "Replace" has been said
        dialog->close();
        QTRY_VERIFY(note().contains(QStringLiteral("is the store itself")));
        QVERIFY(contentOf(path(kFile)) == before);
    }

    void whereNothingCanBeWrittenThatIsSaid() {
        m_page->exporting()->exportShown();
        QFileDialog *dialog = m_page->exporting()->dialog();
        Q_EMIT dialog->fileSelected(path("no/such/folder/x.jsonl"));
        dialog->close();
        QTRY_VERIFY(note().contains(QStringLiteral("Nothing was written")));
        for (Banner *banner : m_page->findChildren<Banner *>())
            if (banner->isVisible()) QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(note(), QString());
    }

    void aCancelledExportLeavesNothing() {
        m_page->exporting()->exportShown();
        saveAs(path("never"));
        QVERIFY(!m_workers.jobs().entries().empty());
        m_workers.jobs().cancel(m_workers.jobs().entries().back().id);
        QTRY_VERIFY(!note().isEmpty());
        QVERIFY(note().contains(QStringLiteral("cancelled")) == !QFileInfo::exists(path("never.jsonl")));
    }

    void aFilterThatNamesOnlySomeOfTheEventsSaysSo() {
        ShopStore shop;
        shop.fill(static_cast<int>(EventCopyMenu::kEventsMax) + 50);
        const auto session = shop.open(m_workers);
        QTRY_VERIFY(session->isLoaded());
        m_page = std::make_unique<LogPage>(*session, m_theme);
        m_page->resize(1000, 500);
        m_page->show();
        table().selectAll();
        const QString filter = copied("A &filter for these events");
        QCOMPARE(filter, QStringLiteral("position >= 1 && position <= 10000"));
        QVERIFY2(note().contains(QStringLiteral("only the first 10,000 of 10,050 events")), qPrintable(note()));
        m_page.reset();
    }

  private:
    Theme m_theme{Scheme::Light};
    QTemporaryDir m_folder;
    Workers m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<LogPage> m_page;
};

QTEST_MAIN(TestLogCopy)
#include "tst_log_copy.moc"
