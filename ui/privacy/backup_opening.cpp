// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/backup_opening.h"

#include "core/vault/new_passphrase.h"
#include "ui/privacy/act_dialog.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace eventscope::ui {

BackupOpening::BackupOpening(QWidget &dialog)
    : m_byPassphrase(new QRadioButton(tr("A passphrase of its own"), &dialog)),
      m_byEscrow(new QRadioButton(tr("An escrow key"), &dialog)),
      m_passphrase(dialog),
      m_escrowKey(dialog, {tr("Public half"),
                           tr("Choose the public half of the escrow key"),
                           tr("Public half of an escrow key"),
                           {tr("Public half of an escrow key (*.pub)"), QStringLiteral("pub")},
                           FileRow::Use::Read}),
      m_hint(plainLabel(tr("eventscope-cli privacy escrow-key --out FILE makes a pair of keys: FILE.pub is the public "
                           "half. FILE is the secret one, which alone opens such a backup: keep it offline."),
                        &dialog)) {
    m_byPassphrase->setChecked(true);
    for (QRadioButton *way : {m_byPassphrase, m_byEscrow}) {
        way->setAutoExclusive(false); // else Tab would come to the chosen one only
        setAccessible(way, tr("Opened by: %1").arg(way->text()));
        connect(way, &QRadioButton::clicked, this, [this, way] { choose(way); });
    }
    m_passphrase.first()->setPlaceholderText(tr("not that of the vault"));
    m_escrowKey.file()->setPlaceholderText(tr("such as escrow.key.pub"));
    wrap(*m_hint);
    connect(&m_passphrase, &NewPassphraseRows::changed, this, &BackupOpening::changed);
    connect(&m_escrowKey, &FileRow::changed, this, &BackupOpening::changed);
}

void BackupOpening::addTo(QFormLayout &form) {
    m_form = &form;
    auto *ways = new FlowLayout(Metrics(m_hint->font()).steps(4));
    ways->addWidget(m_byPassphrase);
    ways->addWidget(m_byEscrow);
    form.addRow(plainLabel(tr("Opened by"), m_hint->parentWidget()), ways);
    m_passphrase.addTo(form);
    m_escrowKey.addTo(form);
    setAccessible(m_escrowKey.file(), m_escrowKey.file()->accessibleName(), m_hint->text());
    form.addRow(QString(), m_hint);
    showRows();
}

QList<QWidget *> BackupOpening::parts() const {
    return {m_byPassphrase,       m_byEscrow,         m_passphrase.first(),
            m_passphrase.again(), m_escrowKey.file(), m_escrowKey.chooseButton()};
}

QString BackupOpening::obstacle() const {
    if (!m_byEscrow->isChecked())
        return m_passphrase.obstacle(kPassphraseBytesMin, tr("The passphrase needs 12 characters or more"));
    return m_escrowKey.path().empty() ? tr("Name the public half of the escrow key") : QString();
}

std::optional<std::string> BackupOpening::escrowFile() const {
    return m_byEscrow->isChecked() ? std::optional(m_escrowKey.path()) : std::nullopt;
}

void BackupOpening::choose(const QRadioButton *way) {
    for (QRadioButton *each : {m_byPassphrase, m_byEscrow})
        each->setChecked(each == way);
    showRows();
}

/// A passphrase that nobody sees any more is not kept.
void BackupOpening::showRows() {
    const bool isEscrow = m_byEscrow->isChecked();
    if (isEscrow) m_passphrase.forget();
    for (QLineEdit *edit : {m_passphrase.first(), m_passphrase.again()})
        m_form->setRowVisible(edit, !isEscrow);
    m_escrowKey.setVisible(isEscrow);
    m_form->setRowVisible(m_hint, isEscrow);
    Q_EMIT rowsChanged();
    Q_EMIT changed();
}

} // namespace eventscope::ui
