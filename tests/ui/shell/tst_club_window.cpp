// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/club_store.h"
#include "tests/ui/support/held_store.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/privacy/backup_dialog.h"
#include "ui/privacy/backups_list.h"
#include "ui/privacy/confirm_pane.h"
#include "ui/privacy/due_list.h"
#include "ui/privacy/find_pane.h"
#include "ui/privacy/holds_list.h"
#include "ui/privacy/preview_pane.h"
#include "ui/privacy/privacy_page.h"
#include "ui/privacy/purpose_choice.h"
#include "ui/privacy/subject_bar.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

using States = std::map<std::string, FieldState>;
/// Of whom the membership was erased, and not the payroll.
const States kNameGone{{"/name", FieldState::Shredded}, {"/iban", FieldState::Clear}};

} // namespace

/// People of whom something is kept for two purposes: one of them erased without the other, what is kept for too long,
/// and what is said of backups afterwards.
class TestClubWindow : public QObject {
    Q_OBJECT

    std::unique_ptr<ClubStore> m_club;
    std::shared_ptr<ScanGate> m_gate;
    Theme m_theme{Scheme::Light};
    Workers m_workers;
    SomeConnections m_connections;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] PrivacyPage &page() const { return *m_window->front()->privacy()->page(); }
    [[nodiscard]] const QList<QCheckBox *> &boxes() const { return page().confirmPane()->purposes()->boxes(); }
    [[nodiscard]] static QStringList column(const QTableView *table, int column) {
        QStringList texts;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            texts += table->model()->index(row, column).data().toString();
        return texts;
    }
    void click(QAbstractButton *button) {
        QVERIFY(button->isVisible());
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /// A box as it is hit by a person: where it is drawn.
    void tick(QCheckBox *box) {
        QVERIFY(box->isVisible() && box->isEnabled());
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    }
    void goTo(PrivacyStep step) { click(page().strip()->button(step)); }
    void open() {
        const auto door = [this](const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            ES_ASSIGN(opened, m_club->open(access, job));
            opened.store = std::make_shared<HeldStore>(opened.store, m_gate);
            return opened;
        };
        m_window =
            std::make_unique<MainWindow>(m_workers, m_theme, *m_settings, m_connections.all(), Doors{door, {}, {}});
        showActive(*m_window);
        m_window->open(m_club->path());
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
    }
    void showPage() {
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        QTRY_VERIFY(m_window->front()->privacy()->page());
        QTRY_VERIFY(page().isVisible() && !page().isBusy());
    }
    void find(const char *person) {
        showPage();
        page().bar()->subject()->clear();
        QTest::keyClicks(page().bar()->subject(), QLatin1String(person));
        QTest::keyClick(page().bar()->subject(), Qt::Key_Return);
        QTRY_VERIFY(page().study() && !page().isBusy());
    }
    void addHold(const char *purpose) {
        goTo(PrivacyStep::Holds);
        HoldsList &holds = *page().holds();
        holds.purpose()->setCurrentIndex(holds.purpose()->findData(QLatin1String(purpose)));
        QVERIFY(holds.purpose()->currentIndex() > 0);
        QTest::keyClicks(holds.reason(), QStringLiteral("Tax audit"));
        QTest::keyClicks(holds.authority(), QStringLiteral("tax office"));
        click(holds.addButton());
        QTRY_COMPARE(holds.table()->model()->rowCount(), 1);
        QTRY_VERIFY(!page().isBusy());
    }
    void confirm(const char *person) {
        QTest::keyClicks(page().confirmPane()->decidedBy(), QStringLiteral("DPO 4"));
        QTest::keyClicks(page().confirmPane()->typed(), QLatin1String(person));
    }
    void erase() {
        click(page().confirmPane()->eraseButton());
        QTRY_VERIFY(m_window->front() && m_window->front()->privacy()->page() && !page().isBusy() &&
                    page().strip()->isVisible() && page().strip()->current() == PrivacyStep::Verify);
    }
    /// How each sealed value of a person is now, by its place.
    [[nodiscard]] States states() const {
        States states;
        for (const SubjectHit &hit : page().study()->hits)
            if (hit.reason == SubjectHit::Reason::Envelope) states[hit.pointer] = hit.state;
        return states;
    }
    void makeBackup() {
        showPage();
        click(page().backups()->makeButton());
        const QPointer<BackupDialog> dialog = page().findChild<BackupDialog *>();
        QTest::keyClicks(dialog->file(), m_club->file("club.vault-backup"));
        for (QLineEdit *secret : {dialog->opening().passphrase().first(), dialog->opening().passphrase().again()})
            QTest::keyClicks(secret, QStringLiteral("one of its own"));
        QTest::keyClicks(dialog->expires(), QStringLiteral("2999-01-31"));
        QTest::keyClick(dialog->madeBy(), Qt::Key_Return);
        QTRY_COMPARE(page().backups()->table()->model()->rowCount(), 1);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }
    /// The one across the pages about backups; null: none is shown.
    [[nodiscard]] Banner *reminder() const {
        for (Banner *each : m_window->findChild<StoreBanners *>()->findChildren<Banner *>())
            for (const auto *label : each->findChildren<QLabel *>())
                if (each->isVisible() && label->text().contains(QLatin1String("backup"))) return each;
        return nullptr;
    }
    /// Another store comes to the front, and then this one again.
    void bringBack() {
        ClubStore other;
        QVERIFY(other.make({"eve"}));
        m_window->open(other.path());
        const StoreView *club = m_window->front();
        QTRY_VERIFY(m_window->front() != club && m_window->session()->isLoaded());
        m_window->actions().action(actions::kCloseStore)->trigger();
        QTRY_COMPARE(m_window->front(), club);
    }
    [[nodiscard]] static QPushButton *buttonOf(const Banner *banner, const char *text) {
        for (auto *button : banner->findChildren<QPushButton *>())
            if (button->text() == QLatin1String(text)) return button;
        return nullptr;
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() {
        m_club = std::make_unique<ClubStore>();
        m_gate = std::make_shared<ScanGate>();
        m_settings = std::make_unique<Settings>(m_club->file("settings.ini"));
        const auto made = m_club->make({"ada", "bob"});
        QVERIFY2(made, made ? "" : describe(made.error()).c_str());
        open();
    }
    void cleanup() {
        m_gate->open();
        m_window.reset();
    }

    void whatAHoldKeepsStaysAndTheRestIsErased() {
        find("ada");
        addHold("payroll");
        goTo(PrivacyStep::Confirm);
        QCOMPARE(boxes().size(), 2);
        QVERIFY2(boxes()[0]->text().contains(QLatin1String("membership: 1")), qPrintable(boxes()[0]->text()));
        QVERIFY(boxes()[0]->isChecked() && boxes()[0]->isEnabled());
        QVERIFY2(boxes()[1]->text().contains(QLatin1String("payroll: 1")), qPrintable(boxes()[1]->text()));
        QVERIFY(!boxes()[1]->isChecked() && !boxes()[1]->isEnabled());
        const QString why = page().confirmPane()->purposes()->reasonOf(1)->text();
        QVERIFY2(why.contains(QLatin1String("Tax audit (tax office)")), qPrintable(why));
        QCOMPARE(page().study()->plan.keys.size(), std::size_t{1});
        QVERIFY(!page().confirmPane()->obstacle()->isVisible());
        confirm("ada");
        erase();
        find("ada");
        QCOMPARE(states(), kNameGone);
        // The hold is still there to be released.
        goTo(PrivacyStep::Holds);
        QCOMPARE(page().holds()->table()->model()->rowCount(), 1);
    }

    void aHoldOnAllKeepsAll() {
        find("ada");
        goTo(PrivacyStep::Holds);
        QTest::keyClicks(page().holds()->reason(), QStringLiteral("court"));
        click(page().holds()->addButton());
        QTRY_COMPARE(page().holds()->table()->model()->rowCount(), 1);
        QTRY_VERIFY(!page().isBusy());
        goTo(PrivacyStep::Confirm);
        QVERIFY(page().confirmPane()->obstacle()->isVisible());
        QVERIFY(!page().confirmPane()->eraseButton()->isEnabled());
        QVERIFY(!boxes()[0]->isEnabled() && !boxes()[1]->isEnabled());
    }

    void planAndConfirmationFollowTheChoice() {
        find("ada");
        const std::string all = digestOf(page().study()->plan);
        QCOMPARE(page().study()->plan.keys.size(), std::size_t{2});
        goTo(PrivacyStep::Preview);
        QCOMPARE(column(page().previewPane()->changes(), 1),
                 (QStringList{QStringLiteral("/name"), QStringLiteral("/iban")}));
        goTo(PrivacyStep::Confirm);
        QVERIFY(boxes()[0]->isChecked() && boxes()[1]->isChecked());
        confirm("ada");
        QVERIFY(page().confirmPane()->eraseButton()->isEnabled());
        tick(boxes()[1]);
        QVERIFY(!page().confirmPane()->eraseButton()->isEnabled());
        QTRY_VERIFY(!page().isBusy());
        QCOMPARE(page().strip()->current(), PrivacyStep::Confirm);
        QVERIFY(!boxes()[1]->isChecked() && boxes()[1]->isEnabled());
        QVERIFY(page().confirmPane()->typed()->text().isEmpty()); // another plan is confirmed anew
        QVERIFY(digestOf(page().study()->plan) != all);
        goTo(PrivacyStep::Preview);
        QCOMPARE(column(page().previewPane()->changes(), 1), QStringList{QStringLiteral("/name")});
        QVERIFY2(page().previewPane()->remainsText().contains(QLatin1String("kept for membership")),
                 qPrintable(page().previewPane()->remainsText()));
        goTo(PrivacyStep::Confirm);
        tick(boxes()[0]); // nothing is left to be erased
        QVERIFY(!page().isBusy());
        QVERIFY(page().confirmPane()->missing()->text().contains(QLatin1String("at least one purpose")));
        tick(boxes()[0]);
        QTRY_VERIFY(!page().isBusy());
        QTest::keyClicks(page().confirmPane()->typed(), QStringLiteral("ada"));
        erase();
        find("ada");
        QCOMPARE(states(), kNameGone);
        const auto &entries = page().study()->entries;
        const auto asked = std::ranges::find(entries, std::string(acts::kRequested), &LedgerEntry::act);
        QVERIFY(asked != entries.end());
        QCOMPARE(asked->texts("purposes"), std::vector<std::string>{"membership"});
    }

    /// What was asked for is gone on with, and nothing else.
    void anErasureUnderWayHasItsPurposes() {
        m_window.reset();
        const auto asked = m_club->askForErasure({"ada"}, {"membership"});
        QVERIFY2(asked, asked ? "" : describe(asked.error()).c_str());
        open();
        find("ada");
        goTo(PrivacyStep::Confirm);
        QCOMPARE(boxes().size(), 2);
        QVERIFY(boxes()[0]->isChecked() && !boxes()[1]->isChecked());
        for (const QCheckBox *box : boxes())
            QVERIFY2(!box->isEnabled(), qPrintable(box->text()));
        confirm("ada");
        erase();
        find("ada");
        QCOMPARE(states(), kNameGone);
    }

    void whatIsDueIsListedAndLeadsToThePerson() {
        showPage();
        DueList &due = *page().due();
        QVERIFY(due.isVisible() && !due.table()->isVisible());
        click(due.lookButton());
        QTRY_VERIFY(!due.isBusy());
        QVERIFY(due.table()->isVisible());
        QCOMPARE(column(due.table(), 0), (QStringList{QStringLiteral("ada"), QStringLiteral("bob")}));
        QVERIFY2(due.titleText().contains(QStringLiteral("2 value(s) of 2 person(s)")), qPrintable(due.titleText()));
        QCOMPARE(column(due.table(), 1), (QStringList{QStringLiteral("membership"), QStringLiteral("membership")}));
        QVERIFY2(column(due.table(), 2).first().startsWith(QLatin1String("2020-01-26")),
                 qPrintable(column(due.table(), 2).first()));
        QCOMPARE(column(due.table(), 3).first(), QStringLiteral("2020-02-26"));
        QCOMPARE(column(due.table(), 4), (QStringList{QStringLiteral("1"), QStringLiteral("1")}));
        QCOMPARE(column(due.table(), 6), (QStringList{QStringLiteral(""), QStringLiteral("")}));
        due.table()->setCurrentIndex(due.table()->model()->index(1, 0));
        QTest::keyClick(due.table(), Qt::Key_Return);
        QTRY_VERIFY(page().study() && !page().isBusy());
        QCOMPARE(page().bar()->subject()->text(), QStringLiteral("bob"));
        QCOMPARE(page().study()->wanted.subject.value, std::string("bob"));
        QVERIFY(!due.isVisible());
        addHold("membership");
        page().bar()->subject()->setFocus();
        QTest::keyClick(page().bar()->subject(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(page().bar()->subject(), Qt::Key_Backspace);
        QTRY_VERIFY(due.isVisible() && !page().isBusy());
        QCOMPARE(column(due.table(), 6), (QStringList{QStringLiteral(""), QStringLiteral("keeps it")}));
    }

    /// It reads the whole store.
    void nothingIsListedBeforeItIsAskedFor() {
        showPage();
        const QString before = page().due()->titleText();
        find("ada");
        addHold("payroll");
        QVERIFY(!page().due()->isBusy());
        QCOMPARE(page().due()->titleText(), before);
    }

    void listingWhatIsDueIsStoppedHalfWay() {
        showPage();
        DueList &due = *page().due();
        m_gate->close();
        click(due.lookButton());
        QTRY_VERIFY(m_gate->isReached());
        QVERIFY(due.isBusy());
        QCOMPARE(due.lookButton()->text(), QStringLiteral("Stop"));
        click(due.lookButton());
        QTRY_VERIFY(!due.isBusy());
        QVERIFY2(due.titleText().startsWith(QLatin1String("Stopped")), qPrintable(due.titleText()));
        QVERIFY(!due.table()->isVisible());
        QCOMPARE(due.lookButton()->text(), QStringLiteral("List What Is Due"));
        m_gate->open(); // and once more, to its end
        click(due.lookButton());
        QTRY_VERIFY(!due.isBusy());
        QCOMPARE(due.table()->model()->rowCount(), 2);
    }

    void nobodyIsListedBeforeAnAudience() {
        m_window->actions().action(actions::kMasked)->trigger();
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded() && m_window->session()->isMasked());
        showPage();
        QVERIFY(!page().due()->isVisible());
        m_window->actions().action(actions::kMasked)->trigger();
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded() && !m_window->session()->isMasked());
        showPage();
        QVERIFY(page().due()->isVisible());
    }

    void backupsFromBeforeAnErasureAreRemindedOf() {
        makeBackup();
        find("bob");
        QVERIFY(!reminder()); // nobody was erased yet
        goTo(PrivacyStep::Confirm);
        confirm("bob");
        erase();
        QTRY_VERIFY(reminder());
        QVERIFY(reminder()->findChildren<QLabel *>().last()->text().contains(QLatin1String("until 2999-01-31")));
        QTest::mouseClick(buttonOf(reminder(), "Show Backups"), Qt::LeftButton);
        QTRY_VERIFY(page().backups()->isVisible()); // in the place of the erasure
        m_window.reset();
        open(); // another day
        QTRY_VERIFY(reminder());
        QTest::mouseClick(buttonOf(reminder(), "Show Backups"), Qt::LeftButton);
        QTRY_VERIFY(m_window->front()->privacy()->page() && page().isVisible());
        QTRY_VERIFY(page().backups()->isVisible());
        QVERIFY(reminder());
        QTest::mouseClick(buttonOf(reminder(), "Dismiss"), Qt::LeftButton);
        QVERIFY(!reminder());
        m_window->pages()->showLog();
        bringBack();
        QTest::qWait(50);
        QVERIFY(!reminder());
        m_window.reset();
        open(); // dismissed for that session only
        QTRY_VERIFY(reminder());
        m_window->actions().action(actions::kMasked)->trigger();
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded() && m_window->session()->isMasked());
        QVERIFY(!reminder());
    }
};

QTEST_MAIN(TestClubWindow)
#include "tst_club_window.moc"
