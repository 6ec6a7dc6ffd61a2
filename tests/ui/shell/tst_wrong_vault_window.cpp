// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/candidate_window.h"
#include "ui/log/export_dialog.h"
#include "ui/log/log_export.h"
#include "ui/log/log_page.h"
#include "ui/projections/projection_bar.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/projections_page.h"
#include "ui/session/projection_runs.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_opener.h"
#include "ui/shell/vault_choice.h"
#include "ui/shell/vault_dialog.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

/// H16: the vault that lies beside a store is that of another one. It is told across the store's pages, nothing is made
/// of what cannot be read, and choosing the right one brings everything back.
class TestWrongVaultWindow : public QObject, CandidateWindow {
    Q_OBJECT

    /// The one across the pages that offers to choose a vault; null: none is shown.
    [[nodiscard]] Banner *banner() const {
        for (Banner *each : m_window->findChild<StoreBanners *>()->findChildren<Banner *>())
            for (const auto *button : each->findChildren<QPushButton *>())
                if (each->isVisible() && button->isVisible() && button->text().startsWith(QLatin1String("Choose")))
                    return each;
        return nullptr;
    }
    [[nodiscard]] QString said() const {
        const Banner *shown = banner();
        return shown ? shown->findChildren<QLabel *>().last()->text() : QStringLiteral("nothing");
    }
    [[nodiscard]] QString bannerTexts() const {
        QString texts;
        for (const Banner *each : m_window->findChild<StoreBanners *>()->findChildren<Banner *>())
            for (const auto *label : each->findChildren<QLabel *>())
                if (label->isVisible()) texts += label->text();
        return texts;
    }
    void open(bool unlocks) {
        const auto door = [unlocks, models = m_folder->path().toStdString()](
                              const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            ES_ASSIGN(opened, openForBrowsing(access, {}, job));
            opened.modelsFolder = models;
            if (unlocks) unlockSample(opened);
            return opened;
        };
        openSample({door, {}, {}});
    }
    void openUnlocked() {
        open(true);
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
        QTRY_VERIFY(banner());
    }
    /// In the dialog that is there.
    void chooseFile(const QString &file) {
        QTRY_VERIFY(m_window->vaultChoice()->dialog());
        QFileDialog *dialog = m_window->vaultChoice()->dialog();
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
    }
    /// What the log tells of an export of all that it shows into `file`.
    [[nodiscard]] QString exportTo(const QString &file) {
        showActive(*m_window);
        m_window->pages()->showLog();
        LogExport &exporting = *m_window->pages()->log()->exporting();
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
        if (!exporting.clearDialog()) return QStringLiteral("nobody asks how");
        QTest::mouseClick(exporting.clearDialog()->fileButton(), Qt::LeftButton);
        if (!exporting.dialog()) return QStringLiteral("nobody asks for a file");
        QSignalSpy told(&exporting, &LogExport::told);
        Q_EMIT exporting.dialog()->fileSelected(file);
        exporting.dialog()->close();
        if (!QTest::qWaitFor([&told] { return !told.isEmpty(); })) return QStringLiteral("nothing came of it");
        return told.front().at(1).toString();
    }
    [[nodiscard]] ProjectionsPage &projections() const { return *m_window->front()->projections()->page(); }
    void runProjection() {
        showActive(*m_window);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(m_window->front()->projections()->page() && projections().watch().isLoaded());
        projections().choose("candidate-list");
        QToolButton *run = projections().bar()->button(ProjectionBar::Act::Run);
        QTRY_VERIFY(run->isVisible() && run->isEnabled());
        QTest::mouseClick(run, Qt::LeftButton);
    }
    [[nodiscard]] bool projectionsSay(const char *text) const {
        for (const Banner *each : projections().findChildren<Banner *>())
            for (const auto *label : each->findChildren<QLabel *>())
                if (each->isVisible() && label->text().contains(QLatin1String(text))) return true;
        return false;
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
    }
    void init() {
        makeSample();
        QVERIFY(makeSmallSealedSample(path("o.evdb").toStdString()));
        QVERIFY(QFile::rename(path("s.evdb.vault"), path("kept.vault")));
        QVERIFY(QFile::rename(path("o.evdb.vault"), path("s.evdb.vault")));
    }
    void cleanup() { closeSample(); }

    void itIsToldAcrossThePages() {
        openUnlocked();
        QVERIFY2(said().contains(path("s.evdb.vault")), qPrintable(said()));
        QVERIFY2(said().contains(QLatin1String("another store")), qPrintable(said()));
        QCOMPARE(shownName(), QStringLiteral("\u27e6key unknown\u27e7"));
        QVERIFY(banner()); // over every page
        // The control: beside its own vault nothing is said.
        m_window.reset();
        QVERIFY(QFile::remove(path("s.evdb.vault")));
        QVERIFY(QFile::rename(path("kept.vault"), path("s.evdb.vault")));
        open(true);
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
        QVERIFY(shownName().contains(QLatin1Char(' ')));
        QTest::qWait(50);
        QVERIFY(!banner());
    }

    void theDialogSaysSoBeforeAPassphraseIsTyped() {
        open(false);
        QTRY_VERIFY(m_window->opener().vaultDialog() && m_window->opener().vaultDialog()->refusal()->isVisible());
        QVERIFY(m_window->opener().vaultDialog()->passphrase()->text().isEmpty());
        QTest::mouseClick(m_window->opener().vaultDialog()->leaveButton(), Qt::LeftButton);
        QTRY_VERIFY(banner()); // nobody has unlocked it
    }

    void oneWithoutTheKeysIsToldAsWell() {
        SystemClock clock;
        QVERIFY(QFile::remove(path("s.evdb.vault")));
        UnlockSecrets secrets;
        secrets.password = Secret(std::string(samples::kSamplePassphrase));
        {
            const auto store = openStore(path("s.evdb").toStdString(), {});
            QVERIFY(store);
            const std::string id = (*store)->info().identity.id;
            QVERIFY(KeyVault::create(path("s.evdb.vault").toStdString(), {id, UnlockBy::Password, {}}, secrets, clock));
        }
        openUnlocked();
        QVERIFY2(said().contains(QLatin1String("none of the keys")), qPrintable(said()));
    }

    void nothingIsExportedOrCarriedOn() {
        openUnlocked();
        const QString told = exportTo(path("out.jsonl"));
        QVERIFY2(told.contains(QLatin1String("of another store")), qPrintable(told));
        QVERIFY(!QFile::exists(path("out.jsonl")));
        runProjection();
        QTRY_VERIFY(projectionsSay("of another store"));
    }

    void theRightOneIsChosenByTheBanner() {
        openUnlocked();
        QTest::mouseClick(banner()->findChild<QPushButton *>(), Qt::LeftButton);
        chooseFile(path("s.evdb.vault")); // the same again
        QTRY_VERIFY2(bannerTexts().contains(QLatin1String("of another store (")), qPrintable(bannerTexts()));
        QVERIFY(banner());
        QTest::mouseClick(banner()->findChild<QPushButton *>(), Qt::LeftButton);
        chooseFile(path("kept.vault"));
        QTRY_VERIFY(m_window->opener().vaultDialog() && m_window->opener().vaultDialog()->isVisible());
        QTest::keyClicks(m_window->opener().vaultDialog()->passphrase(), QStringLiteral("sample"));
        QTest::keyClick(m_window->opener().vaultDialog()->passphrase(), Qt::Key_Return);
        QTRY_VERIFY(!m_window->opener().vaultDialog() && m_window->front() && m_window->session()->isLoaded());
        QTRY_VERIFY(!banner());
        QVERIFY2(shownName().contains(QLatin1Char(' ')), qPrintable(shownName()));
        const QString told = exportTo(path("out.jsonl"));
        QVERIFY2(told.contains(QLatin1String("exported to")), qPrintable(told));
        runProjection();
        QTRY_VERIFY(projections().runs().isRunning("candidate-list") && !projectionsSay("another store"));
        // It stays the one of this store when it is read anew.
        m_window->actions().action(actions::kLockVaults)->trigger();
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
        QTRY_COMPARE(shownName(), QStringLiteral("\u27e6locked\u27e7"));
        QVERIFY(!banner());
    }

    void whatIsNoVaultIsRefused() {
        openUnlocked();
        m_window->actions().action(actions::kChooseVault)->trigger();
        chooseFile(path("o.evdb"));
        QTRY_VERIFY2(bannerTexts().contains(QLatin1String("o.evdb")), qPrintable(bannerTexts()));
        QVERIFY(banner());
    }
};

QTEST_MAIN(TestWrongVaultWindow)
#include "tst_wrong_vault_window.moc"
