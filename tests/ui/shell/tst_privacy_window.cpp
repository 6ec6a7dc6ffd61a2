// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/open_vault.h"
#include "core/privacy/event_transformer.h"
#include "core/workspace/workspace_path.h"
#include "tests/ui/support/candidate_window.h"
#include "ui/log/export_dialog.h"
#include "ui/log/inspector.h"
#include "ui/log/log_export.h"
#include "ui/log/log_page.h"
#include "ui/privacy/access_dialog.h"
#include "ui/privacy/accounts_list.h"
#include "ui/privacy/backup_dialog.h"
#include "ui/privacy/backups_list.h"
#include "ui/privacy/confirm_pane.h"
#include "ui/privacy/find_pane.h"
#include "ui/privacy/holds_list.h"
#include "ui/privacy/passphrase_dialog.h"
#include "ui/privacy/person_keys_dialog.h"
#include "ui/privacy/preview_pane.h"
#include "ui/privacy/privacy_page.h"
#include "ui/privacy/report_pane.h"
#include "ui/privacy/reveal_dialog.h"
#include "ui/privacy/run_pane.h"
#include "ui/privacy/subject_bar.h"
#include "ui/privacy/tombstone_pane.h"
#include "ui/privacy/transform_pane.h"
#include "ui/privacy/verify_pane.h"
#include "ui/processes/board_watch.h"
#include "ui/processes/processes_page.h"
#include "ui/projections/projection_details.h"
#include "ui/projections/projection_table.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/projections_page.h"
#include "ui/projections/rows_pane.h"
#include "ui/session/open_session.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_opener.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/shell/vault_dialog.h"
#include "ui/shell/vault_locker.h"
#include "ui/stream/stream_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/format.h"
#include "ui/widgets/json_tree_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <functional>
#include <set>

using namespace eventscope;
using namespace eventscope::ui;

/// A person found, previewed, held, erased and verified, by clicks and keys.
class TestPrivacyWindow : public QObject, CandidateWindow {
    Q_OBJECT

    [[nodiscard]] PrivacyPage &page() const { return *m_window->front()->privacy()->page(); }
    [[nodiscard]] static QString cell(const QTableView *table, int row, int column) {
        return table->model()->index(row, column).data().toString();
    }
    [[nodiscard]] static bool says(const QWidget *part, const char *text) {
        return std::ranges::any_of(part->findChildren<QLabel *>(),
                                   [text](const QLabel *label) { return label->text().contains(QLatin1String(text)); });
    }
    /// All texts of a column.
    [[nodiscard]] static QStringList column(const QTableView *table, int column) {
        QStringList texts;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            texts += cell(table, row, column);
        return texts;
    }
    void click(QAbstractButton *button) {
        QVERIFY(button->isVisible());
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void goTo(PrivacyStep step) { click(page().strip()->button(step)); }
    [[nodiscard]] QString person() const {
        return QString::fromStdString(m_candidate.value.substr(std::string_view("candidate-").size()));
    }
    void showPage() {
        QTRY_VERIFY(!m_window->opener().vaultDialog());
        showActive(*m_window);
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        QTRY_VERIFY(m_window->front()->privacy()->page());
        QTRY_VERIFY(page().isVisible() && !page().isBusy());
    }
    void find() {
        showPage();
        QTest::keyClicks(page().bar()->subject(), person());
        QTest::keyClick(page().bar()->subject(), Qt::Key_Return);
        QTRY_VERIFY(page().study() && !page().isBusy());
    }
    void confirm() {
        goTo(PrivacyStep::Confirm);
        QTest::keyClicks(page().confirmPane()->decidedBy(), QStringLiteral("DPO 4"));
        QTest::keyClicks(page().confirmPane()->typed(), person());
    }
    void erase() {
        confirm();
        eraseAsConfirmed();
    }
    void eraseAsConfirmed() {
        click(page().confirmPane()->eraseButton());
        QTRY_VERIFY(m_window->front() && m_window->front()->privacy()->page() && !page().isBusy() &&
                    page().strip()->isVisible() && page().strip()->current() == PrivacyStep::Verify);
    }
    [[nodiscard]] QString backupPath() const { return m_folder->filePath(QStringLiteral("s.vault-backup")); }
    /// All that it asks for, typed.
    [[nodiscard]] BackupDialog *startBackup() {
        click(page().backups()->makeButton());
        auto *dialog = page().findChild<BackupDialog *>();
        QTest::keyClicks(dialog->file(), backupPath());
        QTest::keyClicks(dialog->opening().passphrase().first(), QStringLiteral("one of its own"));
        QTest::keyClicks(dialog->opening().passphrase().again(), QStringLiteral("one of its own"));
        QTest::keyClicks(dialog->expires(), QStringLiteral("2999-01-31"));
        QTest::keyClicks(dialog->madeBy(), QStringLiteral("operations 12"));
        return dialog;
    }
    void makeBackup() {
        showPage();
        QTRY_VERIFY(page().backups()->isVisible());
        const QPointer<BackupDialog> dialog = startBackup();
        QTest::keyClick(dialog->madeBy(), Qt::Key_Return);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        QTRY_COMPARE(page().backups()->table()->model()->rowCount(), 1);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }
    /// What the vault and its ledger are on the disk, with when they were written.
    [[nodiscard]] QList<QByteArray> filesOfVault() const {
        QList<QByteArray> all;
        const auto ledger = ledgerPath(m_window->session()->info().identity);
        for (const std::string &path :
             {vaultPathOfFile(m_folder->filePath(QStringLiteral("s.evdb")).toStdString()), ledger.value_or("none")}) {
            QFile file(QString::fromStdString(path));
            all += file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("nothing");
            all += QFileInfo(file).lastModified().toString(Qt::ISODateWithMs).toUtf8();
        }
        return all;
    }
    void forgetPerson() {
        page().bar()->subject()->setFocus();
        QTest::keyClick(page().bar()->subject(), Qt::Key_A);
        QTest::keyClick(page().bar()->subject(), Qt::Key_Backspace);
    }
    /// The same store without a vault: the policy names values that are in clear.
    void makeClear() {
        const std::string path = m_folder->filePath(QStringLiteral("s.evdb")).toStdString();
        for (const QString &file : QDir(m_folder->path()).entryList({QStringLiteral("s.evdb*")}, QDir::Files))
            QVERIFY(QFile::remove(m_folder->filePath(file)));
        const auto made = makeSmallSample(path, AreSealed::No);
        QVERIFY2(made, made ? "" : describe(made.error()).c_str());
        m_candidate = *made;
    }
    /// By a program that knows nothing of this window.
    void appendByAnother(const char *type = "CandidateCreated") {
        SystemClock clock;
        const auto store =
            openForWriting(m_folder->filePath(QStringLiteral("s.evdb")).toStdString(), clock, {.purpose = "test"}, {});
        QVERIFY2(store, store ? "" : describe(store.error()).c_str());
        NewEvent event;
        event.id = derivedEventId("test", "one more");
        event.type = type;
        event.data = R"({"candidateId":"one-more"})";
        const auto appended = (*store)->append({"candidate-one-more"}, Expected::any(), {&event, 1}, {});
        QVERIFY2(appended, appended ? "" : describe(appended.error()).c_str());
    }
    [[nodiscard]] const RowsPane &rowsPane() const {
        return *m_window->front()->projections()->page()->details()->rows();
    }
    void showCandidates() {
        showActive(*m_window);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(m_window->front()->projections()->page());
        QTRY_VERIFY(m_window->front()->projections()->page()->watch().isLoaded());
        m_window->front()->projections()->page()->choose("candidate-list");
    }
    /// Of the candidate, cell by cell; none: there is no such row.
    [[nodiscard]] QStringList shownRow() const {
        const auto *model = rowsPane().table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (!model->index(row, 0).data(Qt::ToolTipRole).toString().contains(person())) continue;
            QStringList texts;
            for (int column = 0; column < model->columnCount(); ++column)
                texts += model->index(row, column).data().toString();
            return texts;
        }
        return {};
    }
    /// Of whoever was found.
    void transformAndRemove() {
        goTo(PrivacyStep::Preview);
        auto *way = page().previewPane()->findChildren<QRadioButton *>().at(1);
        // As the command line says it.
        QVERIFY(way->accessibleDescription().contains(QStringLiteral("still personal data")));
        QVERIFY(!way->accessibleDescription().contains(QStringLiteral("anonymised")));
        way->click();
        goTo(PrivacyStep::Confirm);
        TransformPane &pane = *page().transformPane();
        QVERIFY(pane.isVisible());
        const QString rules = m_folder->filePath(QStringLiteral("rules.json"));
        QFile file(rules);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("{\"transformation\":1,\"rules\":[{\"event\":\"*\",\"path\":\"/fullName\",\"do\":\"remove\"},"
                   "{\"event\":\"*\",\"path\":\"/email\",\"do\":\"pseudonym\"}]}");
        file.close();
        QTest::keyClicks(pane.rules(), rules);
        QVERIFY(!pane.copyButton()->isEnabled());
        click(pane.previewButton());
        QTRY_VERIFY(!pane.isBusy());
        QVERIFY2(column(pane.table(), 2).contains(QStringLiteral("/fullName")),
                 qPrintable(column(pane.table(), 2).join(u',')));
        QTest::keyClicks(pane.id(), QStringLiteral("T-1"));
        click(pane.copyButton());
        QTRY_VERIFY(!pane.isBusy());
        QTRY_VERIFY(pane.outcome()->isVisible());
        QVERIFY(says(pane.outcome(), "still personal data"));
        QVERIFY(!pane.removeButton()->isEnabled());
        QTest::keyClicks(pane.reason(), QStringLiteral("Art17"));
        QTest::keyClicks(pane.typed(), QString::fromStdString(m_candidate.value));
        QTRY_VERIFY(pane.removeButton()->isEnabled());
        click(pane.removeButton());
        QTRY_VERIFY(!pane.isBusy());
    }
    /// Of the candidate.
    [[nodiscard]] Position firstPosition() const {
        const LogIndex &index = m_window->session()->index();
        for (std::uint64_t row = 0; row < index.rows(); ++row)
            if (index.dictionary().stream(index.streamCode(row)) == m_candidate.value) return index.position(row);
        return {};
    }
    void open(bool mayWrite = true) {
        const auto door = [this, mayWrite](const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            StoreAccess asked = access;
            asked.mayWrite = mayWrite;
            ES_ASSIGN(opened, openForBrowsing(asked, {}, job));
            if (m_asksTwo) {
                ES_ASSIGN(policy, policyOfTwo());
                opened.protection.policy = std::move(policy);
            }
            opened.modelsFolder = m_models;
            if (m_unlocks) unlockSample(opened);
            opened.freshProgram = m_freshProgram;
            return opened;
        };
        openSample(Doors{.open = door, .sample = {}, .report = {}, .clipboard = clipboard()});
    }
    /// Of the sample's candidates, with two who decide.
    [[nodiscard]] static Result<PrivacyPolicy> policyOfTwo() {
        return PrivacyPolicy::parse(
            R"json({"policy": 1, "confirmation": {"secondPerson": true}, "events": {"CandidateCreated": [
                    {"path": "/fullName", "subject": "/candidateId"}, {"path": "/email", "subject": "/candidateId"}]}})json");
    }
    void openUnlocked(bool mayWrite = true) {
        open(mayWrite);
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
    }
    /// Of a desktop that says what is ours, which the one that tests run on never does.
    [[nodiscard]] ClipboardDoor clipboard() {
        return {[this](QClipboard::Mode mode) { return m_copied.contains(mode); },
                [this](QClipboard::Mode mode) {
                    m_copied.erase(mode);
                    QGuiApplication::clipboard()->clear(mode);
                }};
    }
    void copy(const QString &text) {
        QGuiApplication::clipboard()->setText(text);
        m_copied = {QClipboard::Clipboard, QClipboard::Selection};
    }
    /// The store was read anew since `before` was shown.
    [[nodiscard]] bool isAnew(const QPointer<StoreView> &before) const {
        return m_window->front() && m_window->front() != before && m_window->session()->isLoaded();
    }
    /// Anew when `act` is done; whatever was shown before is gone with its store.
    void readAnewBy(const std::function<void()> &act) {
        const QPointer<StoreView> before = m_window->front();
        act();
        QTRY_VERIFY(isAnew(before));
    }
    void typePassphrase() {
        QTRY_VERIFY(m_window->opener().vaultDialog() && m_window->opener().vaultDialog()->isVisible());
        QTest::keyClicks(m_window->opener().vaultDialog()->passphrase(), QStringLiteral("sample"));
        QTest::keyClick(m_window->opener().vaultDialog()->passphrase(), Qt::Key_Return);
    }
    [[nodiscard]] LogExport &exporting() const { return *m_window->front()->pages()->log()->exporting(); }
    [[nodiscard]] QString clearPath() const { return m_folder->filePath(QStringLiteral("clear.jsonl")); }
    /// Asked for by the key; answers the dialog that comes before the file.
    [[nodiscard]] ExportDialog *startExport() {
        showActive(*m_window);
        m_window->pages()->showLog();
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
        return exporting().clearDialog();
    }
    /// Of its fields, those that look as if one could write into them.
    [[nodiscard]] static QStringList enabledNames(const ExportDialog &dialog) {
        QStringList names;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            if (label->buddy() && label->isEnabled()) names += label->text();
        return names;
    }
    /// The bytes that came into the file that is chosen in the end.
    [[nodiscard]] QByteArray exported(ExportDialog *asked) {
        const QPointer<ExportDialog> dialog = asked;
        QTest::mouseClick(dialog->fileButton(), Qt::LeftButton);
        QFileDialog *where = exporting().dialog();
        if (!where) return "nobody asks for a file";
        QSignalSpy told(&exporting(), &LogExport::told);
        Q_EMIT where->fileSelected(clearPath());
        where->close();
        if (!QTest::qWaitFor([&told] { return !told.isEmpty(); })) return "nothing came of it";
        QFile file(clearPath());
        const QByteArray text = file.open(QFile::ReadOnly) ? file.readAll() : told.front().at(1).toString().toUtf8();
        file.remove();
        return text;
    }
    [[nodiscard]] std::size_t ledgerLines() const {
        std::size_t lines = 0;
        Workers workers;
        Job<std::size_t> job(workers);
        bool isOver = false;
        job.start(m_window->session()->privacy()->keep(
                      [](const StorePrivacy::Desk &desk, const JobControl &) -> Result<std::size_t> {
                          return desk.things.ledger->entries().size();
                      }),
                  [&](const Result<std::size_t> &count) {
                      lines = count.value_or(0);
                      isOver = true;
                  });
        return QTest::qWaitFor([&isOver] { return isOver; }) ? lines : 0;
    }
    [[nodiscard]] bool isUnlocked() const { return m_window->front()->opened().protection.vault->isUnlocked(); }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() {
        makeSample();
        m_unlocks = true;
        m_freshProgram = EVENTSCOPE_CLI;
        m_asksTwo = false;
        m_models.clear();
    }
    void cleanup() { m_window.reset(); }

    void everyPlaceIsListedWithItsReason() {
        openUnlocked();
        find();
        const QStringList reasons = column(page().findPane()->table(), 1);
        QCOMPARE(reasons.count(QStringLiteral("sealed for them")), 2);
        QVERIFY(reasons.count(QStringLiteral("their id")) > 1);
        page().findPane()->kinds()->setCurrentIndex(1);
        QCOMPARE(column(page().findPane()->table(), 2),
                 (QStringList{QStringLiteral("/fullName"), QStringLiteral("/email")}));
        QSignalSpy shown(&page(), &PrivacyPage::eventActivated);
        page().findPane()->table()->setCurrentIndex(page().findPane()->table()->model()->index(0, 0));
        QTest::keyClick(page().findPane()->table(), Qt::Key_Return);
        QCOMPARE(shown.size(), 1);
    }

    void nobodyIsFoundWithoutAnId() {
        openUnlocked();
        showPage();
        QTest::mouseClick(page().bar()->findButton(), Qt::LeftButton);
        QVERIFY(!page().isBusy() && !page().study());
        QVERIFY(page().empty()->isVisible());
        QVERIFY(!page().strip()->isVisible());
    }

    void thePreviewShowsWhatIsReadBeforeAndAfter() {
        openUnlocked();
        find();
        goTo(PrivacyStep::Preview);
        const QTableView *changes = page().previewPane()->changes();
        QCOMPARE(column(changes, 1), (QStringList{QStringLiteral("/fullName"), QStringLiteral("/email")}));
        QVERIFY(cell(changes, 0, 2).contains(QLatin1Char(' ')));
        QCOMPARE(cell(changes, 0, 3), QStringLiteral("\u27e6shredded\u27e7"));
        QVERIFY(shownName().contains(QLatin1Char(' '))); // nothing was done
    }

    /// "Every number opens its list."
    void aFigureOpensItsList() {
        openUnlocked();
        find();
        goTo(PrivacyStep::Preview);
        for (auto *figure : page().previewPane()->findChildren<QPushButton *>()) {
            if (!figure->text().contains(QStringLiteral("protected"))) continue;
            click(figure);
            QCOMPARE(page().strip()->current(), PrivacyStep::Find);
            QCOMPARE(page().findPane()->table()->model()->rowCount(), 2);
            return;
        }
        QFAIL("no figure of protected values");
    }

    void aHoldForbidsIt() {
        openUnlocked();
        find();
        goTo(PrivacyStep::Holds);
        HoldsList &holds = *page().holds();
        QVERIFY(!holds.addButton()->isEnabled());
        QTest::keyClicks(holds.reason(), QStringLiteral("court order"));
        QTest::keyClicks(holds.until(), QStringLiteral("never"));
        click(holds.addButton());
        QVERIFY(holds.titleText().contains(QStringLiteral("never")));
        holds.until()->clear();
        click(holds.addButton());
        QTRY_COMPARE(holds.table()->model()->rowCount(), 1);
        confirm();
        QVERIFY(page().confirmPane()->obstacle()->isVisible());
        QVERIFY(!page().confirmPane()->eraseButton()->isEnabled());
        goTo(PrivacyStep::Holds);
        holds.table()->selectRow(0);
        click(holds.releaseButton());
        QTRY_COMPARE(holds.table()->model()->rowCount(), 0);
        confirm();
        QVERIFY(!page().confirmPane()->obstacle()->isVisible());
        QVERIFY(page().confirmPane()->eraseButton()->isEnabled());
    }

    void theIdMustBeTypedLetterByLetter() {
        openUnlocked();
        find();
        confirm();
        QLineEdit *typed = page().confirmPane()->typed();
        QVERIFY(page().confirmPane()->eraseButton()->isEnabled());
        QTest::keyClick(typed, Qt::Key_Backspace);
        QVERIFY(!page().confirmPane()->eraseButton()->isEnabled());
        QTest::keyClick(typed, Qt::Key_Return);
        QVERIFY(!page().isBusy());
        QVERIFY(shownName().contains(QLatin1Char(' ')));
    }

    void whatIsStillToBeSaidIsTold() {
        openUnlocked();
        find();
        goTo(PrivacyStep::Confirm);
        const ConfirmPane &pane = *page().confirmPane();
        QVERIFY(!pane.second()->isVisible()); // this policy leaves it to one
        QVERIFY(pane.missing()->text().contains(QStringLiteral("who decided")));
        QTest::keyClicks(pane.decidedBy(), QStringLiteral("DPO 4"));
        QVERIFY(pane.missing()->text().contains(QStringLiteral("letter by letter")));
        QTest::keyClicks(pane.askedOn(), QStringLiteral("soon"));
        QVERIFY(pane.missing()->text().contains(QStringLiteral("day")));
        pane.askedOn()->clear();
        QTest::keyClicks(pane.typed(), person());
        QVERIFY(pane.missing()->text().isEmpty());
        QVERIFY(pane.eraseButton()->isEnabled());
    }

    /// Before anything is run: most likely the id was mistyped.
    void ofWhomNothingIsKnownIsTold() {
        openUnlocked();
        showPage();
        const auto findNobody = [this] {
            page().bar()->subject()->setText(QStringLiteral("nobody-7"));
            click(page().bar()->findButton());
            QTRY_VERIFY(page().study() && !page().isBusy());
            goTo(PrivacyStep::Confirm);
        };
        findNobody();
        QVERIFY(page().findPane()->table()->model()->rowCount() == 0 && !page().study()->plan.isKnown);
        {
            const ConfirmPane &pane = *page().confirmPane();
            QTest::keyClicks(pane.decidedBy(), QStringLiteral("DPO 4"));
            QTest::keyClicks(pane.typed(), QStringLiteral("nobody-7"));
            QVERIFY(pane.obstacle()->isVisible() && !pane.eraseButton()->isEnabled());
            QVERIFY(says(pane.obstacle(), "Nothing is known"));
            click(pane.evenWithoutKey());
            QVERIFY(!pane.obstacle()->isVisible() && pane.eraseButton()->isEnabled());
            QVERIFY(pane.eraseButton()->text() != QStringLiteral("Destroy the Keys"));
            eraseAsConfirmed();
        }
        findNobody();
        const ConfirmPane &pane = *page().confirmPane();
        QVERIFY(pane.obstacle()->isVisible() && !pane.evenWithoutKey()->isVisible());
        QVERIFY(says(pane.obstacle(), "already"));
        page().bar()->subject()->clear();
        find(); // somebody of whom something is known
        goTo(PrivacyStep::Confirm);
        QVERIFY(!pane.evenWithoutKey()->isVisible() && !pane.obstacle()->isVisible());
        QCOMPARE(pane.eraseButton()->text(), QStringLiteral("Destroy the Keys"));
    }

    void twoDecideWhereThePolicyAsks() {
        m_asksTwo = true;
        openUnlocked();
        find();
        confirm();
        const ConfirmPane &pane = *page().confirmPane();
        QVERIFY(pane.second()->isVisible());
        QVERIFY(!pane.eraseButton()->isEnabled());
        QVERIFY(pane.missing()->text().contains(QStringLiteral("two people")));
        pane.decidedBy()->setFocus();
        QTest::keyClick(pane.decidedBy(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), pane.second());
        QTest::keyClicks(pane.second(), QStringLiteral(" dpo 4 "));
        QVERIFY(!pane.eraseButton()->isEnabled());
        QVERIFY(pane.missing()->text().contains(QStringLiteral("another")));
        QCOMPARE(pane.eraseButton()->accessibleDescription(), pane.missing()->text());
        QTest::keyClick(pane.typed(), Qt::Key_Return);
        QVERIFY(!page().isBusy());
        pane.second()->clear();
        QTest::keyClicks(pane.second(), QStringLiteral("Counsel 2"));
        eraseAsConfirmed();
        goTo(PrivacyStep::Report);
        QVERIFY(!column(page().reportPane()->table(), 3).filter(QStringLiteral("Counsel 2")).isEmpty());
    }

    void whoIsErasedIsReadByNobody() {
        openUnlocked();
        const QString name = shownName(); // which the window has read by now
        find();
        erase();
        const QTableView *checks = page().verifyPane()->table();
        QCOMPARE(cell(checks, 0, 1), QStringLiteral("every one does"));
        QCOMPARE(cell(checks, 1, 1), QStringLiteral("every one is"));
        QCOMPARE(cell(checks, 2, 1), QStringLiteral("not performed"));
        QCOMPARE(cell(checks, 3, 1), QStringLiteral("none found"));
        QCOMPARE(cell(checks, 4, 1), QStringLiteral("it reads none"));
        QVERIFY2(cell(checks, 4, 2).startsWith(QStringLiteral("2 value")), qPrintable(cell(checks, 4, 2)));
        QCOMPARE(cell(checks, 5, 1), QStringLiteral("it has")); // the events of before
        goTo(PrivacyStep::Report);
        QVERIFY(page().reportPane()->verdict()->isVisible());
        QVERIFY(page().reportPane()->table()->model()->rowCount() >= 8);
        QCOMPARE(shownName(), QStringLiteral("ANONYMIZED")); // by the event that closed the stream
        showPage();
        find();
        QVERIFY(column(page().findPane()->table(), 5).filter(QStringLiteral("shredded")).size() >= 2);
        confirm();
        QVERIFY(page().confirmPane()->obstacle()->isVisible()); // there is no key any more
        // With the texts that must be nowhere.
        page().bar()->moreButton()->click();
        page().bar()->literals()->setPlainText(name);
        goTo(PrivacyStep::Verify);
        click(page().verifyPane()->againButton());
        QTRY_COMPARE(cell(page().verifyPane()->table(), 2, 1), QStringLiteral("none found"));
        // Nobody knows any more what of the keys to look for.
        QCOMPARE(cell(page().verifyPane()->table(), 3, 1), QStringLiteral("not performed"));
        QCOMPARE(cell(page().verifyPane()->table(), 4, 1), QStringLiteral("it reads none"));
    }

    void whoComesBackGetsNewKeys() {
        openUnlocked();
        find();
        erase();
        goTo(PrivacyStep::Report);
        QVERIFY(!page().reportPane()->allowButton()->isEnabled()); // the ledger does not know whose it is
        find();
        goTo(PrivacyStep::Report);
        click(page().reportPane()->allowButton());
        const QPointer<PersonKeysDialog> dialog = page().findChild<PersonKeysDialog *>();
        QVERIFY(!dialog->actButton()->isEnabled());
        QTest::keyClicks(dialog->reason(), person()); // it would be kept
        QTest::keyClicks(dialog->decidedBy(), QStringLiteral("DPO 4"));
        click(dialog->actButton());
        QTRY_VERIFY(dialog->outcome()->isVisible());
        QVERIFY(dialog->actButton()->isEnabled());
        dialog->reason()->setText(QStringLiteral("new contract"));
        click(dialog->actButton());
        QTRY_VERIFY(!dialog->actButton()->isEnabled() && dialog->closeButton()->text() == QStringLiteral("Close"));
        click(dialog->closeButton());
        QTRY_VERIFY(!dialog && page().study() && !page().isBusy());
        QCOMPARE(page().strip()->current(), PrivacyStep::Report);
        QVERIFY(!page().study()->plan.keys.empty()); // they could be erased again
        QCOMPARE(page().study()->entries.back().act, std::string(acts::kNewKeys));
    }

    void theVaultGetsAnotherPassphrase() {
        openUnlocked(false);
        showPage();
        QTRY_VERIFY(page().backups()->isVisible());
        click(page().backups()->changeButton());
        const QPointer<PassphraseDialog> dialog = page().findChild<PassphraseDialog *>();
        const NewPassphraseRows &rows = dialog->passphrase();
        QTest::keyClicks(rows.first(), QStringLiteral("too short"));
        QTest::keyClicks(rows.again(), QStringLiteral("too short"));
        QVERIFY(!dialog->actButton()->isEnabled());
        QTest::keyClicks(rows.first(), QStringLiteral(" no more"));
        QVERIFY(!dialog->actButton()->isEnabled()); // they differ
        QTest::keyClicks(rows.again(), QStringLiteral(" no more"));
        QTest::keyClick(rows.again(), Qt::Key_Return);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        QVERIFY(rows.first()->text().isEmpty() && isUnlocked());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        const std::string vault = m_window->front()->opened().protection.vault->path();
        m_window.reset();
        SystemClock clock;
        const auto opened = KeyVault::open(vault, clock);
        QVERIFY(opened.has_value());
        QVERIFY(!(*opened)->unlock({Secret(std::string("sample"))}));
        QVERIFY((*opened)->unlock({Secret(std::string("too short no more"))}).has_value());
    }

    void aProgramThatCannotBeStartedHasReadNothing() {
        m_freshProgram = m_folder->filePath(QStringLiteral("none")).toStdString();
        openUnlocked();
        find();
        erase();
        const QTableView *checks = page().verifyPane()->table();
        QCOMPARE(cell(checks, 4, 1), QStringLiteral("not performed"));
        QCOMPARE(cell(checks, 4, 2), QStringLiteral("no new process could be started"));
    }

    void erasuresAreListedAfterwards() {
        openUnlocked();
        find();
        erase();
        forgetPerson();
        QTRY_VERIFY(page().accounts()->isVisible());
        QCOMPARE(column(page().accounts()->table(), 1), QStringList{QStringLiteral("COMPLETE")});
        page().accounts()->table()->setCurrentIndex(page().accounts()->table()->model()->index(0, 0));
        QTest::keyClick(page().accounts()->table(), Qt::Key_Return);
        QTRY_VERIFY(page().reportPane()->isVisible());
    }

    /// Whoever asks what is kept about them.
    void aPersonIsAnswered() {
        openUnlocked();
        find();
        click(page().bar()->answerButton());
        auto *dialog = page().findChild<AccessDialog *>();
        QVERIFY(dialog && !dialog->actButton()->isEnabled());
        const QString file = m_folder->filePath(QStringLiteral("answer.zip"));
        QTest::keyClicks(dialog->receiver(), QStringLiteral("counsel 4"));
        QTest::keyClicks(dialog->archive().file(), file);
        QTest::keyClicks(dialog->archive().passphrase(), QStringLiteral("a long passphrase"));
        QTest::keyClicks(dialog->archive().again(), QStringLiteral("a long passphras"));
        QVERIFY(!dialog->actButton()->isEnabled());
        QTest::keyClicks(dialog->archive().again(), QStringLiteral("e"));
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        QVERIFY(QFileInfo(file).size() > 1000);
        QFile archive(file);
        QVERIFY(archive.open(QFile::ReadOnly));
        QVERIFY(!archive.readAll().contains("candidateId")); // nothing of it is in clear
        dialog->reject();
        page().bar()->findButton()->click();
        QTRY_VERIFY(!page().isBusy() && page().study()->plan.exports.size() == 1);
        erase();
        QVERIFY(!QFile::exists(file));
    }

    void aBackupIsMadeAndToldByAnErasure() {
        openUnlocked();
        showPage();
        QTRY_VERIFY(page().backups()->isVisible());
        QVERIFY(page().backups()->titleText().contains(QStringLiteral("No backup")));
        QVERIFY(!page().backups()->table()->isVisible());
        makeBackup();
        const QTableView *backups = page().backups()->table();
        QVERIFY(backups->isVisible() && QFileInfo(backupPath()).size() > 1000);
        QCOMPARE(cell(backups, 0, 2), QStringLiteral("2999-01-31"));
        QCOMPARE(cell(backups, 0, 3), QStringLiteral("there"));
        QVERIFY(cell(backups, 0, 4).isEmpty());
        QCOMPARE(cell(backups, 0, 6), QStringLiteral("operations 12"));
        find();
        QVERIFY(!page().backups()->isVisible()); // it is about a person now
        erase();
        forgetPerson();
        QTRY_VERIFY(page().accounts()->isVisible() && page().backups()->isVisible());
        QTRY_COMPARE(cell(page().backups()->table(), 0, 4), QStringLiteral("contains destroyed keys until 2999-01-31"));
    }

    void aBackupWantsWhatItNeeds() {
        openUnlocked(false);
        showPage();
        QTRY_VERIFY(page().backups()->isVisible());
        const BackupDialog *dialog = startBackup();
        QVERIFY(dialog->actButton()->isEnabled());
        QTest::keyClicks(dialog->opening().passphrase().again(), QStringLiteral("x"));
        QVERIFY(!dialog->actButton()->isEnabled());
        QTest::keyClick(dialog->opening().passphrase().again(), Qt::Key_Backspace);
        QVERIFY(dialog->actButton()->isEnabled());
        dialog->expires()->setText(QStringLiteral("soon"));
        QVERIFY(!dialog->actButton()->isEnabled());
        QVERIFY(dialog->actButton()->toolTip().contains(QStringLiteral("soon")));
        dialog->expires()->setText(QStringLiteral("2001-01-31"));
        click(dialog->actButton());
        QTRY_VERIFY(dialog->outcome()->isVisible()); // that day is over
        QVERIFY(!QFile::exists(backupPath()));
    }

    void aCancelledBackupLeavesNothing() {
        openUnlocked();
        showPage();
        QTRY_VERIFY(page().backups()->isVisible());
        const auto before = filesOfVault();
        BackupDialog *dialog = startBackup();
        click(dialog->actButton());
        QCOMPARE(dialog->closeButton()->text(), QStringLiteral("Cancel"));
        click(dialog->closeButton());
        QTRY_VERIFY(dialog->outcome()->isVisible());
        QVERIFY(dialog->isVisible() && dialog->actButton()->isEnabled());
        QCOMPARE(dialog->closeButton()->text(), QStringLiteral("Close"));
        QVERIFY(!QFile::exists(backupPath()));
        QVERIFY(filesOfVault() == before);
    }

    void lookingAtBackupsWritesNothing() {
        openUnlocked();
        showPage();
        const auto empty = filesOfVault();
        makeBackup();
        const auto before = filesOfVault();
        QVERIFY(before != empty); // making one does
        QVERIFY(QFile::remove(backupPath()));
        page().backups()->readAnew();
        QTRY_COMPARE(cell(page().backups()->table(), 0, 3), QStringLiteral("not at its place"));
        QVERIFY(filesOfVault() == before);
    }

    void aReportIsSaved() {
        openUnlocked();
        find();
        erase();
        goTo(PrivacyStep::Report);
        click(page().reportPane()->saveButton());
        auto *dialog = page().findChild<QFileDialog *>();
        QVERIFY(dialog);
        const QString file = m_folder->filePath(QStringLiteral("report.html"));
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QTRY_VERIFY(QFile::exists(file));
        QFile report(file);
        QVERIFY(report.open(QFile::ReadOnly));
        const QByteArray text = report.readAll();
        QVERIFY(text.contains("COMPLETE"));
        QVERIFY(!text.contains(person().toUtf8()));
    }

    void aStreamIsTransformedAndItsSourceRemoved() {
        openUnlocked();
        find();
        transformAndRemove();
        const auto store = openStore(m_folder->filePath(QStringLiteral("s.evdb")).toStdString(), {});
        QVERIFY(store);
        Query query;
        query.from = Selector::stream(m_candidate);
        QCOMPARE((*(*store)->page(query, {}))->rows(), std::size_t(0));
        query.from = Selector::stream(transformedStream(m_candidate, "T-1"));
        QVERIFY((*(*store)->page(query, {}))->rows() > 0);
    }

    /// What was removed is looked for in the files beside the store as well.
    void aRemovalLooksIntoTheFilesOfTheStore_data() {
        QTest::addColumn<bool>("isLeft");
        QTest::newRow("left") << true;
        QTest::newRow("nowhere") << false;
    }
    void aRemovalLooksIntoTheFilesOfTheStore() {
        QFETCH(const bool, isLeft);
        openUnlocked();
        const QString name = shownName();
        const auto remembered = workspacePath(m_window->session()->info().identity, userDataFolder().value_or(""));
        QVERIFY(remembered);
        QFile file(QString::fromStdString(*remembered));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(isLeft ? name.toUtf8() : QByteArray("nobody"));
        file.close();
        showPage();
        page().bar()->moreButton()->click();
        page().bar()->literals()->setPlainText(name);
        find();
        transformAndRemove();
        const auto texts = page().transformPane()->outcome()->findChildren<QLabel *>();
        const bool isOpen = std::ranges::any_of(
            texts, [](const QLabel *label) { return label->text().startsWith(QStringLiteral("INCOMPLETE")); });
        QCOMPARE(isOpen, isLeft);
        QVERIFY(file.remove());
    }

    void aTombstoneSaysWhatItDoesNot() {
        openUnlocked();
        find();
        goTo(PrivacyStep::Preview);
        page().previewPane()->findChildren<QRadioButton *>().at(2)->click();
        goTo(PrivacyStep::Confirm);
        TombstonePane &pane = *page().tombstonePane();
        QVERIFY(pane.isVisible() && !pane.appendButton()->isEnabled());
        QTest::keyClicks(pane.type(), QStringLiteral("CandidateAnonymized"));
        click(pane.appendButton());
        QTRY_VERIFY(pane.outcome()->isVisible());
        QVERIFY(shownName() != QStringLiteral("nothing"));
    }

    /// Before an audience.
    void whatIsMaskedIsShownNowhere() {
        openUnlocked();
        const QString name = shownName();
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        QVERIFY(m_window->session()->isMasked());
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("masked")));
        QCOMPARE(shownName(), QStringLiteral("\u27e6masked\u27e7"));
        showPage();
        QVERIFY(page().empty()->isVisible() && !page().bar()->isVisible());
        // One value, for a reason that is kept.
        m_window->front()->inspector()->revealRequested(firstPosition(), false, *Pointer::parse("/fullName"));
        auto *dialog = m_window->findChild<RevealDialog *>();
        QVERIFY(dialog && !dialog->actButton()->isEnabled());
        QTest::keyClicks(dialog->reason(), QStringLiteral("the person is on the phone"));
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->value()->isVisible());
        QCOMPARE(dialog->value()->text(), name);
        QVERIFY(!dialog->nobody()->isVisible());
        dialog->reject();
        QTRY_VERIFY(!m_window->findChild<RevealDialog *>());
        // One of which nobody says whose it is.
        m_window->front()->inspector()->revealRequested(firstPosition(), false, *Pointer::parse("/candidateId"));
        dialog = m_window->findChild<RevealDialog *>();
        QTest::keyClicks(dialog->reason(), QStringLiteral("to look them up"));
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->value()->isVisible());
        QVERIFY(dialog->nobody()->isVisible());
        dialog->reject();
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        QVERIFY(!m_window->session()->isMasked());
        QCOMPARE(shownName(), name);
    }

    void whatWasCopiedCanBePastedNoMore_data() {
        QTest::addColumn<QString>("act");
        for (const char *act : {"mask", "lock", "erase"})
            QTest::newRow(act) << QString::fromLatin1(act);
    }
    void whatWasCopiedCanBePastedNoMore() {
        QFETCH(const QString, act);
        openUnlocked();
        const QString name = shownName();
        copy(name);
        if (act == QLatin1String("mask"))
            readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        if (act == QLatin1String("lock"))
            readAnewBy([this] { m_window->actions().action(actions::kLockVaults)->trigger(); });
        if (act == QLatin1String("erase")) {
            find();
            QCOMPARE(m_copied.size(), std::size_t{2}); // nothing has happened yet
            erase();
        }
        QVERIFY(m_copied.empty());
        QVERIFY(QGuiApplication::clipboard()->text() != name);
    }

    void whatIsCopiedBeforeAnAudienceStays() {
        openUnlocked();
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        copy(shownName());
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        QCOMPARE(m_copied.size(), std::size_t{2});
    }

    /// For a reason that the register of exports keeps.
    void valuesAreExportedInClear() {
        openUnlocked();
        const QByteArray name = shownName().toUtf8();
        ExportDialog *dialog = startExport();
        QVERIFY(dialog && dialog->isVisible() && !dialog->obstacle()->isVisible());
        QVERIFY(!dialog->reason()->isEnabled() && !dialog->receiver()->isEnabled());
        QCOMPARE(enabledNames(*dialog), QStringList());
        QVERIFY(!dialog->warning()->isVisible());
        // As stored, where nobody asks for more: the control of what is looked for below.
        const QByteArray sealed = exported(dialog);
        QVERIFY2(sealed.contains("$pii") && !sealed.contains(name), sealed.left(200));
        QCOMPARE(ledgerLines(), std::size_t{0});

        QTRY_VERIFY(!exporting().clearDialog());
        dialog = startExport();
        QTest::keyClick(dialog->clearBox(), Qt::Key_Space);
        QVERIFY(dialog->warning()->isVisible());
        QCOMPARE(enabledNames(*dialog), (QStringList{QStringLiteral("Reason"), QStringLiteral("For whom")}));
        QVERIFY(!dialog->fileButton()->isEnabled()); // nobody has said why
        QTest::keyClicks(dialog->reason(), QStringLiteral(" "));
        QVERIFY(!dialog->fileButton()->isEnabled());
        QTest::keyClicks(dialog->reason(), QStringLiteral("audit"));
        QTest::keyClicks(dialog->receiver(), QStringLiteral("auditor 3"));
        QVERIFY(dialog->fileButton()->isEnabled());
        const QByteArray clear = exported(dialog);
        QVERIFY2(clear.contains(name) && !clear.contains("$pii"), clear.left(200));
        QVERIFY(ledgerLines() > 0);
        QTRY_VERIFY(!exporting().clearDialog());
    }

    /// What was chosen in the log, and nothing of anybody else.
    void theSelectedAreExportedInClear() {
        openUnlocked();
        const QByteArray name = shownName().toUtf8();
        m_window->pages()->showLog();
        m_window->front()->pages()->log()->showPosition(firstPosition());
        exporting().exportSelected();
        ExportDialog *dialog = exporting().clearDialog();
        dialog->clearBox()->setChecked(true);
        dialog->reason()->setText(QStringLiteral("audit"));
        const QByteArray clear = exported(dialog);
        QVERIFY2(clear.contains(name), clear);
        QCOMPARE(clear.count('\n'), 1);
    }

    void nothingLeavesInClearBeforeAnAudienceOrLocked() {
        openUnlocked();
        const QByteArray name = shownName().toUtf8();
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        ExportDialog *dialog = startExport();
        QVERIFY(dialog && dialog->obstacle()->isVisible() && !dialog->clearBox()->isEnabled());
        dialog->clearBox()->setChecked(true); // by whoever comes around the box
        dialog->reason()->setText(QStringLiteral("audit"));
        const QByteArray masked = exported(dialog);
        QVERIFY2(masked.contains("masked") && !masked.contains(name) && !masked.contains("{"), masked.left(200));
        QCOMPARE(ledgerLines(), std::size_t{0});
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });

        dialog = startExport();
        dialog->clearBox()->setChecked(true);
        dialog->reason()->setText(QStringLiteral("audit"));
        m_window->front()->opened().protection.vault->close(); // meanwhile
        const QByteArray refused = exported(dialog);
        QVERIFY2(!refused.contains(name) && refused.contains("Nothing was written"), refused.left(200));
        QTRY_VERIFY(!exporting().clearDialog());
        dialog = startExport();
        QVERIFY(dialog->obstacle()->isVisible() && !dialog->clearBox()->isEnabled());
        dialog->close();
    }

    /// How far the store's own tables are is no secret, and nobody else says it.
    void tablesAtRestAreToldWithoutTheirRows() {
        m_models = m_folder->filePath(QStringLiteral("models")).toStdString();
        openUnlocked();
        const auto table = [this] { return m_window->front()->projections()->page()->table(); };
        showCandidates();
        QCOMPARE(table()->model()->columnCount(), int(ProjectionTable::AtRestPlaceColumn));
        click(m_window->front()->projections()->page()->bar()->button(ProjectionBar::Act::Run));
        QTRY_VERIFY(!shownRow().isEmpty());
        const auto cellOf = [&](const char *name, int column) {
            const QStringList names = this->column(table(), ProjectionTable::NameColumn);
            return cell(table(), int(names.indexOf(QLatin1String(name))), column);
        };
        QTRY_VERIFY(cellOf("candidate-list", ProjectionTable::LagColumn).startsWith(u'0'));
        const QString place = cellOf("candidate-list", ProjectionTable::PlaceColumn);
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        showCandidates();
        QTRY_COMPARE(cellOf("candidate-list", ProjectionTable::AtRestPlaceColumn), place.section(u' ', 0, 0));
        QVERIFY(cellOf("candidate-list", ProjectionTable::AtRestLagColumn).startsWith(u'0'));
        // Of one that was never run there, though it is made anew of masked events here.
        QTRY_VERIFY(cellOf("daily-turnover", ProjectionTable::LagColumn).startsWith(u'0'));
        QCOMPARE(cellOf("daily-turnover", ProjectionTable::AtRestPlaceColumn), QString(QChar(0x2014)));
        // What is appended to the store: the masked rows follow, the tables stay behind.
        appendByAnother();
        QTRY_VERIFY(cellOf("candidate-list", ProjectionTable::AtRestLagColumn).startsWith(u'1'));
    }

    void aProcessTellsHowFarItsTableIs() {
        m_models = m_folder->filePath(QStringLiteral("models")).toStdString();
        openUnlocked();
        const auto processes = [this] { return m_window->front()->processes()->page(); };
        const auto showProcesses = [&] {
            showActive(*m_window);
            QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
            QTRY_VERIFY(processes() && processes()->isVisible());
        };
        showProcesses();
        click(processes()->runButton());
        QTRY_VERIFY(processes()->titleText().contains(QStringLiteral("As of position")));
        QTRY_VERIFY(processes()->watch().overview()->position ==
                    m_window->session()->index().position(m_window->session()->rows() - 1));
        const QString place = formatPosition(processes()->watch().overview()->position);
        QVERIFY(processes()->atRestText().isEmpty()); // there is nothing else than what is shown
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        showProcesses();
        const auto says = [&](const QString &lag) {
            return processes()->atRestText().startsWith(
                QStringLiteral("Table at: %1; table's lag: %2").arg(place, lag));
        };
        QTRY_VERIFY2(says(QStringLiteral("0")), qPrintable(processes()->atRestText()));
        // What is appended to the store: the masked instances follow, the table stays behind.
        appendByAnother("OrderPlaced");
        QTRY_VERIFY2(says(QStringLiteral("1")), qPrintable(processes()->atRestText()));
    }

    /// One that nobody has made.
    void aProcessWithoutATableSaysSo() {
        openUnlocked();
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        showActive(*m_window);
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(m_window->front()->processes()->page());
        QTRY_VERIFY(
            m_window->front()->processes()->page()->atRestText().contains(QStringLiteral("nobody has made it")));
    }

    void rowsAreMadeOfMaskedEvents_data() {
        QTest::addColumn<bool>("isSealed");
        QTest::newRow("sealed") << true;
        QTest::newRow("declared, in clear") << false;
    }
    void rowsAreMadeOfMaskedEvents() {
        QFETCH(const bool, isSealed);
        if (!isSealed) makeClear();
        m_models = m_folder->filePath(QStringLiteral("models")).toStdString();
        openUnlocked();
        const QString name = shownName();
        showCandidates();
        QVERIFY(shownRow().isEmpty());
        click(m_window->front()->projections()->page()->bar()->button(ProjectionBar::Act::Run));
        QTRY_COMPARE(shownRow().value(1), name);
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        showCandidates();
        QTRY_COMPARE(shownRow().value(1), QStringLiteral("\u27e6masked\u27e7"));
        QVERIFY(shownRow().value(2) != QString()); // what is not personal is there
        QTRY_VERIFY(rowsPane().titleText().contains(QStringLiteral("as served")));
        const int rows = rowsPane().table()->model()->rowCount();
        QCOMPARE(column(rowsPane().table(), 1).count(QStringLiteral("\u27e6masked\u27e7")) +
                     column(rowsPane().table(), 1).count(QStringLiteral("ANONYMIZED")),
                 rows);
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
        const auto hasInstances = [this] {
            const ProcessesPage *processes = m_window->front()->processes()->page();
            const auto overview = processes ? processes->watch().overview() : std::nullopt;
            return overview && overview->isBuilt && !overview->columns.empty();
        };
        QTRY_VERIFY(hasInstances());
        // The tables at rest are as they were.
        readAnewBy([this] { m_window->actions().action(actions::kMasked)->trigger(); });
        showCandidates();
        QTRY_COMPARE(shownRow().value(1), name);
    }

    void lockingPutsWhatWasReadAway() {
        openUnlocked();
        QVERIFY(shownName().contains(QLatin1Char(' ')));
        readAnewBy([this] { m_window->actions().action(actions::kLockVaults)->trigger(); });
        QVERIFY(!isUnlocked());
        QCOMPARE(shownName(), QStringLiteral("\u27e6locked\u27e7"));
        readAnewBy([this] {
            m_window->actions().action(actions::kUnlockVault)->trigger();
            typePassphrase();
        });
        QVERIFY(!m_window->opener().vaultDialog());
        QVERIFY(shownName().contains(QLatin1Char(' ')));
    }

    /// Not even for who uses a key: what they have made of it is shown nowhere.
    void lockingWaitsForNobody() {
        openUnlocked();
        QVERIFY(shownName().contains(QLatin1Char(' ')));
        const auto keys = m_window->front()->opened().protection.vault->unlocked();
        QVERIFY(keys);
        {
            const KeyVault::Lease inUse(**keys);
            const QPointer<StoreView> before = m_window->front();
            m_window->actions().action(actions::kLockVaults)->trigger();
            QVERIFY(!before && !isUnlocked());
            QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
            QCOMPARE(shownName(), QStringLiteral("\u27e6locked\u27e7"));
            QVERIFY((*keys)->isUnlocked());
        }
        QTRY_VERIFY(!(*keys)->isUnlocked());
    }

    /// Whoever opened it waits for its end.
    void aMenuThatIsOpenGoesBeforeItsStore() {
        openUnlocked();
        QWidget *list = m_window->front()->navigator();
        int shown = 0;
        QTimer::singleShot(0, list, [&] {
            shown += QApplication::activePopupWidget() ? 1 : 0;
            m_window->actions().action(actions::kLockVaults)->trigger();
        });
        {
            QMenu menu(list);
            menu.addAction(QStringLiteral("One"));
            menu.exec(list->mapToGlobal(QPoint(5, 5)));
        }
        QCOMPARE(shown, 1);
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded() && !isUnlocked());
    }

    void idlenessLocks() {
        openUnlocked();
        std::unique_ptr<VaultLocker> locker;
        readAnewBy([&] { locker = std::make_unique<VaultLocker>(*m_window, std::chrono::milliseconds(50)); });
        QVERIFY(!isUnlocked());
        QCOMPARE(shownName(), QStringLiteral("\u27e6locked\u27e7"));
    }

    /// Nobody can unlock what is not there.
    void aVaultThatIsMissingIsNotCalledLocked() {
        m_unlocks = false;
        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("s.evdb.vault"))));
        openUnlocked();
        showPage();
        QTRY_VERIFY(page().empty()->isVisible() &&
                    says(page().empty(), "holds sealed values, but its vault is not at"));
        QVERIFY(!says(page().empty(), "locked"));
        QVERIFY(!page().empty()->findChild<QPushButton *>()->isVisible());
    }

    void aConnectionThatOnlyReadsErasesNobody() {
        openUnlocked(false);
        find();
        confirm();
        QVERIFY(page().confirmPane()->obstacle()->isVisible());
        QVERIFY(!page().confirmPane()->eraseButton()->isEnabled());
    }

    void aLockedVaultIsUnlockedFromThePage() {
        m_unlocks = false;
        open();
        QTRY_VERIFY(m_window->opener().vaultDialog());
        QTest::mouseClick(m_window->opener().vaultDialog()->leaveButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
        QCOMPARE(shownName(), QStringLiteral("\u27e6locked\u27e7"));
        showPage();
        QTRY_VERIFY(page().empty()->isVisible());
        readAnewBy([this] {
            click(page().empty()->findChild<QPushButton *>());
            typePassphrase();
        });
        QTRY_VERIFY(m_window->front()->privacy()->page() && page().isVisible());
        QTRY_COMPARE(page().empty()->findChild<QPushButton *>()->isVisible(), false);
        QVERIFY(shownName().contains(QLatin1Char(' ')));
    }

  private:
    bool m_unlocks = true, m_asksTwo = false;
    std::set<QClipboard::Mode> m_copied; ///< by this program
    std::string m_models;                ///< where read models lie; empty: in memory
    std::string m_freshProgram;
};

QTEST_MAIN(TestPrivacyWindow)
#include "tst_privacy_window.moc"
