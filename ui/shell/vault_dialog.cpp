// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/vault_dialog.h"

#include "core/keyring/keyring_secrets.h"
#include "core/lens/value_protection.h"
#include "core/vault/key_states.h"
#include "core/vault/store_vault.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

VaultDialog::VaultDialog(Workers &workers, const Theme &theme, const StoreProtection &protection, const QString &store,
                         QWidget *parent)
    : QDialog(parent),
      m_vault(protection.vault),
      m_refusal(new Banner(theme, this)),
      m_passphrase(new QLineEdit(this)),
      m_looking(workers),
      m_trying(workers) {
    const Metrics metrics(font());
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Personal data"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    QLabel *what = plainLabel(tr("Personal data in %1 is sealed. The passphrase of its vault opens it until the store "
                                 "is closed.")
                                  .arg(shortened(store.toStdString(), kNameCharacters)));
    wrap(*what);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_passphrase->setPlaceholderText(tr("Passphrase"));
    setAccessible(m_passphrase, tr("Passphrase of the vault"));
    QAction *show = m_passphrase->addAction(ui::icon(QLatin1String("eye")), QLineEdit::TrailingPosition);
    show->setCheckable(true);
    show->setText(tr("Show what is typed"));
    connect(show, &QAction::toggled, m_passphrase,
            [this](bool shown) { m_passphrase->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    auto *buttons = new QDialogButtonBox(this);
    m_leave = buttons->addButton(tr("Leave it locked"), QDialogButtonBox::RejectRole);
    m_unlock = buttons->addButton(tr("Unlock"), QDialogButtonBox::ActionRole);
    m_unlock->setDefault(true);
    m_refusal->hide();
    for (QWidget *part : QList<QWidget *>{what, m_refusal, m_passphrase})
        column->addWidget(part);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_passphrase, &QLineEdit::textChanged, this, &VaultDialog::showPossible);
    connect(m_unlock, &QPushButton::clicked, this, &VaultDialog::tryIt);
    connect(m_leave, &QPushButton::clicked, this, &QDialog::reject);
    showPossible();
    m_passphrase->setFocus();
    setMinimumWidth(metrics.steps(108));
    fitHeight();
    lookAtIt(protection);
}

void VaultDialog::lookAtIt(const StoreProtection &protection) {
    m_looking.start(
        [store = protection.store, path = m_vault->path()](const JobControl &) -> Result<bool> {
            const auto states = keyStatesIn(path, {});
            return states && states->store != store;
        },
        [this](const Result<bool> &isOfAnother) {
            if (!isOfAnother || !*isOfAnother || m_trying.isRunning()) return;
            m_refusal->say(Role::Error, tr("This is the vault of another store: %1. Its passphrase opens nothing of "
                                           "this one. Leave it locked, and choose another vault then.")
                                            .arg(shortened(m_vault->path(), kMessageCharacters)));
            fitHeight();
        });
}

/// What wraps does not know its height before its width.
void VaultDialog::fitHeight() {
    layout()->activate();
    const int wide = std::max(width(), minimumWidth());
    resize(wide, std::max(height(), layout()->totalHeightForWidth(wide)));
}

VaultDialog::~VaultDialog() {
    // Best effort: Qt may have made copies.
    m_passphrase->clear();
}

void VaultDialog::showPossible() {
    m_unlock->setEnabled(!m_passphrase->text().isEmpty() && !m_trying.isRunning());
    m_leave->setEnabled(!m_trying.isRunning());
    m_unlock->setText(m_trying.isRunning() ? tr("Unlocking\u2026") : tr("Unlock"));
}

/// Trying a passphrase takes half a second, on purpose.
void VaultDialog::tryIt() {
    m_refusal->hide();
    const auto secret = std::make_shared<Secret>(m_passphrase->text().toStdString());
    m_trying.start(
        [vault = m_vault, secret](const JobControl &) -> Result<void> {
            // Asked only by a vault that needs it, and again when that is written anew.
            static KeyringSecrets keyring(KeyringSecrets::Keep::Always);
            UnlockSecrets secrets;
            secrets.password = secret->clone();
            secrets.device = &keyring;
            return vault->unlock(secrets);
        },
        [this](const Result<void> &unlocked) { handle(unlocked); });
    showPossible();
}

/// Not while it may be opened the next moment.
void VaultDialog::reject() {
    if (!m_trying.isRunning()) QDialog::reject();
}

/// It is open; who is told goes on.
void VaultDialog::warnOfMemory() {
    m_refusal->say(Role::Warning, tr("The store is unlocked. Its keys may reach the swap file: the system allows too "
                                     "little locked memory (ulimit -l)."));
    m_passphrase->clear();
    m_passphrase->setEnabled(false);
    m_leave->hide();
    m_unlock->disconnect(this);
    connect(m_unlock, &QPushButton::clicked, this, &QDialog::accept);
    m_unlock->setText(tr("Go On"));
    m_unlock->setEnabled(true);
    m_unlock->setFocus();
    fitHeight();
}

void VaultDialog::handle(const Result<void> &unlocked) {
    if (unlocked && m_vault->isMemoryLocked()) return accept();
    if (unlocked) return warnOfMemory();
    m_refusal->say(Role::Error, shortened(describe(unlocked.error()), kMessageCharacters));
    fitHeight();
    m_passphrase->selectAll();
    m_passphrase->setFocus();
    showPossible();
}

} // namespace eventscope::ui
