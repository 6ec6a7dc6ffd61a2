// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "core/open/open_vault.h"
#include "core/vault/escrow_key.h"
#include "ui/log/export_dialog.h"
#include "ui/log/inspector.h"
#include "ui/log/log_export.h"
#include "ui/log/log_page.h"
#include "ui/privacy/accounts_list.h"
#include "ui/privacy/act_dialog.h"
#include "ui/privacy/backup_destroyed_dialog.h"
#include "ui/privacy/backup_dialog.h"
#include "ui/privacy/backups_list.h"
#include "ui/privacy/confirm_pane.h"
#include "ui/privacy/due_list.h"
#include "ui/privacy/find_pane.h"
#include "ui/privacy/holds_list.h"
#include "ui/privacy/passphrase_dialog.h"
#include "ui/privacy/person_keys_dialog.h"
#include "ui/privacy/preview_pane.h"
#include "ui/privacy/privacy_page.h"
#include "ui/privacy/report_pane.h"
#include "ui/privacy/reveal_dialog.h"
#include "ui/privacy/subject_bar.h"
#include "ui/projections/projection_details.h"
#include "ui/projections/projections_page.h"
#include "ui/projections/rows_pane.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"

#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QToolButton>

namespace eventscope::gui {

namespace {

using ui::PrivacyStep;

ui::PrivacyPage &page(Stage &stage) { return *stage.window().front()->privacy()->page(); }

/// From the shots before: one that may be written to.
void open(Stage &stage) { stage.window().open(stage.sample()); }

void showPage(Stage &stage) { stage.window().front()->privacy()->show(); }

bool isIdle(Stage &stage) { return !page(stage).isBusy(); }

void listDue(Stage &stage) { page(stage).due()->lookButton()->click(); }

bool hasDue(Stage &stage) { return isIdle(stage) && page(stage).due()->table()->isVisible(); }

/// The one that was opened last: another may be on its way out.
ui::BackupDialog *backupDialog(Stage &stage) { return page(stage).findChildren<ui::BackupDialog *>().last(); }

void startBackup(Stage &stage) {
    page(stage).backups()->makeButton()->click();
    const ui::BackupDialog &dialog = *backupDialog(stage);
    dialog.file()->setText(stage.made(QStringLiteral("sample.vault-backup")));
    for (QLineEdit *secret : {dialog.opening().passphrase().first(), dialog.opening().passphrase().again()})
        secret->setText(QStringLiteral("of the sample's backup"));
    dialog.expires()->setText(QStringLiteral("2099-01-31"));
    dialog.madeBy()->setText(QStringLiteral("operations 12"));
}

void makeBackup(Stage &stage) { backupDialog(stage)->actButton()->click(); }

template <int Backups>
bool hasBackups(Stage &stage) {
    return isIdle(stage) && page(stage).backups()->table()->model()->rowCount() == Backups;
}

void closeDialogs(Stage &stage) {
    for (auto *dialog : page(stage).findChildren<ui::ActDialog *>())
        dialog->close();
}

/// The public half of a pair whose secret one nobody keeps.
void startEscrowBackup(Stage &stage) {
    closeDialogs(stage);
    const QString key = stage.made(QStringLiteral("escrow.key.pub"));
    constexpr PasswordCost kCheap{1, 8u << 10};
    if (const auto pair = makeEscrowKey(Secret(std::string("of the escrow key")), kCheap)) {
        QFile file(key);
        if (file.open(QFile::WriteOnly)) file.write(QByteArray::fromStdString(pair->open));
    }
    page(stage).backups()->makeButton()->click();
    const ui::BackupDialog &dialog = *backupDialog(stage);
    dialog.file()->setText(stage.made(QStringLiteral("sample.escrow")));
    dialog.opening().byEscrow()->click();
    dialog.opening().escrowKey().file()->setText(key);
    dialog.expires()->setText(QStringLiteral("2099-01-31"));
    dialog.madeBy()->setText(QStringLiteral("operations 12"));
}

void startDestroyed(Stage &stage) {
    closeDialogs(stage);
    const ui::BackupsList &backups = *page(stage).backups();
    backups.table()->selectRow(1);
    backups.destroyedButton()->click();
    const auto &dialog = *page(stage).findChild<ui::BackupDestroyedDialog *>();
    dialog.reason()->setText(QStringLiteral("its tape was shredded"));
    dialog.answeredBy()->setText(QStringLiteral("operations 12"));
}

void startPassphrase(Stage &stage) {
    closeDialogs(stage);
    page(stage).backups()->changeButton()->click();
    const auto &rows = page(stage).findChild<ui::PassphraseDialog *>()->passphrase();
    for (QLineEdit *secret : {rows.first(), rows.again()})
        secret->setText(QStringLiteral("another one of it"));
}

void find(Stage &stage) {
    closeDialogs(stage);
    page(stage).bar()->moreButton()->setChecked(false);
    page(stage).bar()->subject()->setText(stage.somebody());
    page(stage).bar()->findButton()->click();
}

void showMore(Stage &stage) { page(stage).bar()->moreButton()->setChecked(true); }

bool isFound(Stage &stage) { return isIdle(stage) && page(stage).study() != nullptr; }

template <PrivacyStep Step>
void goTo(Stage &stage) {
    page(stage).strip()->button(Step)->click();
}

void findNobody(Stage &stage) {
    page(stage).bar()->subject()->setText(QStringLiteral("nobody-7"));
    page(stage).bar()->findButton()->click();
}

void addHold(Stage &stage) {
    ui::HoldsList &holds = *page(stage).holds();
    holds.reason()->setText(QStringLiteral("Court order 17 O 2026"));
    holds.until()->setText(QStringLiteral("2027-01-31"));
    holds.addButton()->click();
}

bool hasHold(Stage &stage) { return page(stage).holds()->table()->model()->rowCount() == 1; }

void releaseHold(Stage &stage) {
    page(stage).holds()->table()->selectRow(0);
    page(stage).holds()->releaseButton()->click();
}

bool hasNoHold(Stage &stage) { return page(stage).holds()->table()->model()->rowCount() == 0; }

void confirm(Stage &stage) {
    goTo<PrivacyStep::Confirm>(stage);
    ui::ConfirmPane &pane = *page(stage).confirmPane();
    pane.decidedBy()->setText(QStringLiteral("DPO 4"));
    pane.caseNumber()->setText(QStringLiteral("DSR-2026-17"));
    pane.typed()->setText(stage.somebody());
}

void answer(Stage &stage) { page(stage).bar()->answerButton()->click(); }

void sayWhy(Stage &stage, const QString &reason) {
    const auto *dialog = page(stage).findChild<ui::PersonKeysDialog *>();
    dialog->reason()->setText(reason);
    dialog->decidedBy()->setText(QStringLiteral("DPO 4"));
}

void startRetiring(Stage &stage) {
    closeDialogs(stage);
    page(stage).bar()->retireButton()->click();
    sayWhy(stage, QStringLiteral("a copy of the vault was lost"));
}

void chooseWay(Stage &stage, ui::PreviewPane::Way way) {
    closeDialogs(stage);
    page(stage).previewPane()->choose(way);
    goTo<PrivacyStep::Confirm>(stage);
}

void transform(Stage &stage) { chooseWay(stage, ui::PreviewPane::Way::Transform); }

void tombstone(Stage &stage) { chooseWay(stage, ui::PreviewPane::Way::Tombstone); }

void exportInClear(Stage &stage) {
    stage.window().pages()->showLog();
    stage.log().exporting()->exportShown();
    const ui::ExportDialog &dialog = *stage.log().exporting()->clearDialog();
    dialog.clearBox()->setChecked(true);
    dialog.reason()->setText(QStringLiteral("Audit 2026"));
    dialog.receiver()->setText(QStringLiteral("auditor 3"));
}

void closeExport(Stage &stage) { stage.log().exporting()->clearDialog()->close(); }

/// The event with which the person came is in the inspector.
void mask(Stage &stage) {
    chooseWay(stage, ui::PreviewPane::Way::Shred);
    const Position first = page(stage).study()->hits.front().position;
    stage.window().pages()->showLog();
    stage.log().showPosition(first);
    stage.window().actions().action(ui::actions::kMasked)->trigger();
}

bool showsMasked(Stage &stage) {
    return stage.isOpen() && stage.window().session()->isMasked() && stage.showsSomeEvent();
}

void reveal(Stage &stage) {
    ui::Inspector &inspector = *stage.window().inspector();
    Q_EMIT inspector.revealRequested(inspector.details()->event().position(), false, *Pointer::parse("/fullName"));
}

void exportMasked(Stage &stage) {
    if (auto *dialog = stage.window().findChild<ui::RevealDialog *>()) dialog->close();
    stage.log().exporting()->exportShown();
}

void showMaskedRows(Stage &stage) {
    closeExport(stage);
    stage.window().front()->projections()->show();
    stage.window().front()->projections()->page()->choose("candidate-list");
}

bool hasMaskedRows(Stage &stage) {
    const ui::ProjectionsPage *projections = stage.window().front()->projections()->page();
    return projections && projections->details()->rows()->table()->model()->rowCount() > 0;
}

void unmask(Stage &stage) {
    stage.window().front()->pages()->showLog();
    stage.window().actions().action(ui::actions::kMasked)->trigger();
}

void erase(Stage &stage) { page(stage).confirmPane()->eraseButton()->click(); }

/// The window has read the store anew.
bool isErased(Stage &stage) {
    const auto *front = stage.window().front();
    return front && front->privacy()->page() && isIdle(stage) && page(stage).shown() != nullptr &&
           page(stage).strip()->isVisible() && page(stage).strip()->current() == PrivacyStep::Verify;
}

void startNewKeys(Stage &stage) {
    page(stage).reportPane()->allowButton()->click();
    sayWhy(stage, QStringLiteral("new contract"));
}

void forgetPerson(Stage &stage) {
    closeDialogs(stage);
    page(stage).bar()->subject()->clear();
    Q_EMIT page(stage).bar()->subject()->textEdited({});
}

bool hasAccounts(Stage &stage) { return page(stage).shown() == page(stage).accounts(); }

/// The vault knows that there is a ledger, so it stays as long as the store is opened.
void leave(Stage &stage) {
    if (const auto ledger = ledgerPath(stage.window().session()->info().identity)) stage.removeAtEnd(*ledger);
    stage.close();
}

constexpr Shot kPrivacy[] = {{"", open, is<&Stage::showsSomeEvent>},
                             {"privacy-empty", showPage, isIdle},
                             {"privacy-due", listDue, hasDue},
                             {"privacy-more", showMore, atOnce},
                             {"privacy-backup", startBackup, atOnce},
                             {"privacy-backup-made", makeBackup, hasBackups<1>},
                             {"privacy-backup-escrow", startEscrowBackup, atOnce},
                             {"privacy-backup-escrow-made", makeBackup, hasBackups<2>},
                             {"privacy-backup-destroyed", startDestroyed, atOnce},
                             {"privacy-passphrase", startPassphrase, atOnce},
                             {"privacy-find", find, isFound},
                             {"privacy-preview", goTo<PrivacyStep::Preview>, atOnce},
                             {"privacy-holds-none", goTo<PrivacyStep::Holds>, atOnce},
                             {"privacy-holds", addHold, hasHold},
                             {"privacy-forbidden", goTo<PrivacyStep::Confirm>, atOnce},
                             {"", goTo<PrivacyStep::Holds>, atOnce},
                             {"", releaseHold, hasNoHold},
                             {"", findNobody, isFound},
                             {"privacy-unknown", goTo<PrivacyStep::Confirm>, atOnce},
                             {"", find, isFound},
                             {"privacy-confirm", confirm, atOnce},
                             {"privacy-answer", answer, atOnce},
                             {"privacy-retire-keys", startRetiring, atOnce},
                             {"privacy-transform", transform, atOnce},
                             {"privacy-tombstone", tombstone, atOnce},
                             {"privacy-export", exportInClear, atOnce},
                             {"", closeExport, atOnce},
                             {"privacy-masked", mask, showsMasked},
                             {"privacy-reveal", reveal, atOnce},
                             {"privacy-masked-export", exportMasked, atOnce},
                             {"privacy-masked-rows", showMaskedRows, hasMaskedRows},
                             {"", unmask, is<&Stage::showsSomeEvent>},
                             {"", showPage, isIdle},
                             {"", find, isFound},
                             {"", confirm, atOnce},
                             {"privacy-verify", erase, isErased},
                             {"privacy-run", goTo<PrivacyStep::Run>, atOnce},
                             {"privacy-report", goTo<PrivacyStep::Report>, atOnce},
                             {"", find, isFound},
                             {"", goTo<PrivacyStep::Report>, atOnce},
                             {"privacy-new-keys", startNewKeys, atOnce},
                             {"privacy", forgetPerson, hasAccounts},
                             {"", leave, is<&Stage::isClosed>}};

} // namespace

Chapter privacyShots() { return {kPrivacy, false}; }

} // namespace eventscope::gui
