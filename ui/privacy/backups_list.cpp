// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/backups_list.h"

#include "ui/privacy/backup_destroyed_dialog.h"
#include "ui/privacy/backup_dialog.h"
#include "ui/privacy/passphrase_dialog.h"
#include "ui/privacy/privacy_words.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace eventscope::ui {

namespace {

QString dayText(const std::optional<Time> &time) {
    return time ? QString::fromStdString(toIso(*time, TimeUnit::Day)) : BackupsList::tr("no day is set");
}

} // namespace

BackupsList::BackupsList(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_theme(theme),
      m_model(theme),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_make(new QPushButton(tr("Back Up the Vault\u2026"), this)),
      m_destroyed(new QPushButton(tr("It Was Destroyed\u2026"), this)),
      m_change(new QPushButton(tr("Change Its Passphrase\u2026"), this)),
      m_reading(session.workers()) {
    m_model.setColumns({{tr("Number"), QStringLiteral("1,000"), true},
                        {tr("Made"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("Expires"), tr("no day is set")},
                        {tr("State"), stateText(ExportState::Gone)},
                        {tr("Keys destroyed since"),
                         remnantsText(Time{} + std::chrono::seconds(1), Time{}) + QStringLiteral("iiiiii")},
                        {tr("Opened by"), openedByText(EscrowRecipient()) + QStringLiteral("ii")},
                        {tr("Made by"), QStringLiteral("operations 12")},
                        {tr("File"), {}, false, true}});
    setAccessible(m_table, tr("Backups of the vault"));
    setAccessible(m_make, m_make->text());
    setAccessible(m_destroyed, tr("Say that the selected backup was destroyed"));
    setAccessible(m_change, tr("Change the passphrase of the vault"));
    showCells(*m_table, m_model, theme);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(titled(m_title, m_table, {m_make, m_destroyed, m_change}), 1);
    connect(m_make, &QPushButton::clicked, this, &BackupsList::make);
    connect(m_change, &QPushButton::clicked, this,
            [this] { (new PassphraseDialog(m_session, m_theme, this))->open(); });
    connect(m_destroyed, &QPushButton::clicked, this, &BackupsList::sayDestroyed);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &BackupsList::showPossible);
    m_table->hide();
    showPossible();
}

QString BackupsList::titleText() const { return m_title->text(); }

Call<BackupsList::Lines> BackupsList::look(Session &session) {
    return session.privacy()->read([](const StorePrivacy::Desk &desk, const JobControl &job) -> Result<Lines> {
        if (!desk.things.ledger) return Lines();
        const ErasureLedger &ledger = *desk.things.ledger;
        ES_ASSIGN(backups, backupsOf(ledger, *desk.things.vault));
        std::vector<Line> lines;
        for (RegisteredBackup &backup : backups) {
            ES_ASSIGN(state, stateOf(ledger, backup, job));
            auto erasures = erasuresAfter(ledger, backup.number);
            lines.push_back({std::move(backup), state, std::move(erasures)});
        }
        std::ranges::reverse(lines);
        return Lines(std::move(lines));
    });
}

void BackupsList::readAnew() {
    m_reading.start(look(m_session), [this](const Result<Lines> &lines) { handle(lines); });
}

CellRow BackupsList::cellsOf(const Line &line, Time now) {
    const RegisteredBackup &backup = line.backup;
    Cell remnants;
    if (!line.erasures.empty() && !backup.isDestroyed) {
        QStringList names;
        for (const std::string &erasure : line.erasures)
            names += shortened(erasure, kNameCharacters);
        const QString text = remnantsText(backup.expiresAt, now);
        remnants = {text, text + QStringLiteral(": ") + names.join(QStringLiteral(", ")), Role::Warning,
                    QLatin1String("warning")};
    }
    return {{formatCount(backup.number)},
            {formatSecond(backup.at)},
            {dayText(backup.expiresAt), {}, backup.expiresAt ? Role::Text : Role::TextQuiet},
            {stateText(line.state), {}, line.state == ExportState::There ? Role::Text : Role::Warning},
            remnants,
            {openedByText(backup.escrow), backup.escrow ? QString::fromStdString(toHex(*backup.escrow)) : QString()},
            {shortened(backup.by, kNameCharacters)},
            {shortened(backup.path, kNameCharacters), shortened(backup.path, kMessageCharacters)}};
}

void BackupsList::handle(const Result<Lines> &lines) {
    m_hasVault = lines && *lines;
    std::vector<CellRow> rows;
    m_backups.clear();
    if (m_hasVault) {
        SystemClock clock;
        for (const Line &line : **lines) {
            rows.push_back(cellsOf(line, clock.now()));
            m_backups.push_back(line.backup);
        }
    }
    m_title->setText(rows.empty() ? tr("No backup: if the vault is lost, what is sealed is lost, too")
                                  : tr("%Ln backup(s) of the vault", nullptr, static_cast<int>(rows.size())));
    m_table->setVisible(!rows.empty());
    setSizePolicy(QSizePolicy::Preferred, rows.empty() ? QSizePolicy::Maximum : QSizePolicy::Preferred);
    m_model.setRows(std::move(rows));
    showPossible();
    Q_EMIT changed();
}

const RegisteredBackup *BackupsList::selected() const {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) return nullptr;
    const auto row = static_cast<std::size_t>(rows.first().row());
    if (row >= m_backups.size()) return nullptr; // they are being read anew
    const RegisteredBackup &backup = m_backups[row];
    return backup.isDestroyed ? nullptr : &backup;
}

void BackupsList::showPossible() {
    m_destroyed->setVisible(!m_backups.empty());
    m_destroyed->setEnabled(selected() != nullptr);
    m_destroyed->setToolTip(plainToolTip(selected() ? QString() : tr("Select a backup that is still told of")));
}

void BackupsList::sayDestroyed() {
    const RegisteredBackup *backup = selected();
    if (!backup) return;
    auto *dialog = new BackupDestroyedDialog(m_session, m_theme, backup->number, this);
    connect(dialog, &BackupDestroyedDialog::entered, this, &BackupsList::readAnew);
    dialog->open();
}

void BackupsList::make() {
    auto *dialog = new BackupDialog(m_session, m_theme, this);
    connect(dialog, &BackupDialog::made, this, &BackupsList::readAnew);
    dialog->open();
}

} // namespace eventscope::ui
