// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/passphrase_dialog.h"

#include "core/privacy/vault_secrets.h"
#include "core/vault/new_passphrase.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tab_order.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace eventscope::ui {

PassphraseDialog::PassphraseDialog(Session &session, const Theme &theme, QWidget *parent)
    : ActDialog(theme, tr("Change the passphrase of the vault"), parent),
      m_session(session),
      m_passphrase(*this),
      m_changing(session.workers()) {
    m_passphrase.first()->setPlaceholderText(tr("12 characters or more"));
    auto *form = newForm();
    m_passphrase.addTo(*form);
    layOut(tr("The vault is written anew under another passphrase, and the ledger says so. Copies of it from before "
              "still open with the old one: destroy them. Backups keep theirs."),
           form, tr("Change the Passphrase"), 120);
    tabInTurn({m_passphrase.first(), m_passphrase.again(), actButton(), closeButton()});
    m_passphrase.first()->setFocus();
    connect(&m_passphrase, &NewPassphraseRows::changed, this, &PassphraseDialog::showPossible);
    connect(actButton(), &QPushButton::clicked, this, &PassphraseDialog::change);
    showPossible();
}

void PassphraseDialog::showPossible() {
    const QString obstacle =
        m_passphrase.obstacle(kPassphraseBytesMin, tr("The passphrase needs 12 characters or more"));
    actButton()->setEnabled(obstacle.isEmpty() && !m_changing.isRunning());
    actButton()->setToolTip(plainToolTip(obstacle));
}

void PassphraseDialog::change() {
    auto work = [secret = m_passphrase.secret()](const StorePrivacy::Desk &desk,
                                                 const JobControl &) -> Result<std::uint32_t> {
        KeyVault &vault = *desk.things.vault;
        ES_TRY(changePassphrase(*desk.things.ledger, vault, vault.unlockBy(), {secret->clone()}, desk.clock.now()));
        return vault.epoch();
    };
    m_changing.startListed(tr("Changing the passphrase of the vault"), m_session.privacy()->keep(std::move(work)),
                           [this](const Result<std::uint32_t> &epoch) { handle(epoch); });
    setRunning(true);
    closeButton()->setEnabled(false); // half a change would be none: it takes a second
    showPossible();
}

void PassphraseDialog::handle(const Result<std::uint32_t> &epoch) {
    setRunning(false);
    closeButton()->setEnabled(true);
    if (!epoch) {
        showPossible();
        return say(epoch.error());
    }
    m_passphrase.forget();
    say(Role::Good, tr("The vault opens with the new passphrase."));
    Q_EMIT changed();
}

} // namespace eventscope::ui
