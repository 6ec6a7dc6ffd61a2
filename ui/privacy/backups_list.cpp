// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/backups_list.h"

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

QString whatIsThere(const QString &state, bool isEscrow) {
    return isEscrow ? BackupsList::tr("%1, escrow copy").arg(state) : state;
}

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
      m_change(new QPushButton(tr("Change Its Passphrase\u2026"), this)),
      m_reading(session.workers()) {
    m_model.setColumns({{tr("Number"), QStringLiteral("1,000"), true},
                        {tr("Made"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("Expires"), tr("no day is set")},
                        {tr("State"), whatIsThere(stateText(ExportState::There), true)},
                        {tr("Keys destroyed since"),
                         remnantsText(Time{} + std::chrono::seconds(1), Time{}) + QStringLiteral("iiiiii")},
                        {tr("Made by"), QStringLiteral("operations 12")},
                        {tr("File"), {}, false, true}});
    setAccessible(m_table, tr("Backups of the vault"));
    setAccessible(m_make, m_make->text());
    setAccessible(m_change, tr("Change the passphrase of the vault"));
    showCells(*m_table, m_model, theme);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(titled(m_title, m_table, {m_make, m_change}), 1);
    connect(m_make, &QPushButton::clicked, this, &BackupsList::make);
    connect(m_change, &QPushButton::clicked, this,
            [this] { (new PassphraseDialog(m_session, m_theme, this))->open(); });
    m_table->hide();
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
    if (!line.erasures.empty()) {
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
            {whatIsThere(stateText(line.state), backup.escrow.has_value()),
             {},
             line.state == ExportState::There ? Role::Text : Role::Warning},
            remnants,
            {shortened(backup.by, kNameCharacters)},
            {shortened(backup.path, kNameCharacters), shortened(backup.path, kMessageCharacters)}};
}

void BackupsList::handle(const Result<Lines> &lines) {
    m_hasVault = lines && *lines;
    std::vector<CellRow> rows;
    if (m_hasVault) {
        SystemClock clock;
        for (const Line &line : **lines)
            rows.push_back(cellsOf(line, clock.now()));
    }
    m_title->setText(rows.empty() ? tr("No backup: if the vault is lost, what is sealed is lost, too")
                                  : tr("%Ln backup(s) of the vault", nullptr, static_cast<int>(rows.size())));
    m_table->setVisible(!rows.empty());
    setSizePolicy(QSizePolicy::Preferred, rows.empty() ? QSizePolicy::Maximum : QSizePolicy::Preferred);
    m_model.setRows(std::move(rows));
    Q_EMIT changed();
}

void BackupsList::make() {
    auto *dialog = new BackupDialog(m_session, m_theme, this);
    connect(dialog, &BackupDialog::made, this, &BackupsList::readAnew);
    dialog->open();
}

} // namespace eventscope::ui
