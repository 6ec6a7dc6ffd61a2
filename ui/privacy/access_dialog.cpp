// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/access_dialog.h"

#include "core/vault/new_passphrase.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace eventscope::ui {

AccessDialog::AccessDialog(Session &session, const Theme &theme, SubjectWanted wanted, QWidget *parent)
    : ActDialog(theme, tr("Answer a person"), parent),
      m_session(session),
      m_wanted(std::move(wanted)),
      m_receiver(new QLineEdit(this)),
      m_archive(*this, tr("Archive"), {tr("ZIP archive (*.zip)"), QStringLiteral("zip")}),
      m_making(session.workers()) {
    m_archive.passphrase()->setPlaceholderText(tr("12 characters or more"));
    m_receiver->setPlaceholderText(tr("a role or a number, no name"));
    auto *form = newForm();
    addNamed(*form, tr("For whom"), m_receiver);
    m_archive.addTo(*form);
    layOut(tr("Everything that is kept about %1, opened and explained, what is others' left out: as JSON lines, HTML "
              "and PDF in one ZIP enciphered with AES-256. It is entered in the register of exports, so that an "
              "erasure finds it.")
               .arg(shortened(m_wanted.subject.value, kNameCharacters)),
           form, tr("Make the Archive"), 140);
    tabInTurn(QList<QWidget *>{m_receiver} + m_archive.parts() + QList<QWidget *>{actButton(), closeButton()});
    m_receiver->setFocus();
    connect(&m_archive, &SecretFileRows::changed, this, &AccessDialog::showPossible);
    connect(actButton(), &QPushButton::clicked, this, &AccessDialog::make);
    showPossible();
}

void AccessDialog::showPossible() {
    const QString obstacle = m_archive.obstacle(
        kPassphraseBytesMin, tr("The passphrase needs 12 characters or more: the ZIP form stretches it little"));
    actButton()->setEnabled(obstacle.isEmpty() && !m_making.isRunning());
    actButton()->setToolTip(plainToolTip(obstacle));
}

void AccessDialog::make() {
    AccessRequest request;
    request.wanted = m_wanted;
    request.path = m_archive.path();
    request.receiver = m_receiver->text().trimmed().toStdString();
    m_making.startListed(
        tr("Making an answer to a person"),
        m_session.privacy()->read([request, secret = m_archive.secret()](const StorePrivacy::Desk &desk,
                                                                         const JobControl &job) -> Result<AccessMade> {
            const AccessWorld world{desk.store,
                                    desk.things.protection,
                                    desk.things.vault.get(),
                                    desk.things.ledger ? &*desk.things.ledger : nullptr,
                                    desk.things.modelStores(),
                                    desk.clock};
            return makeAccessReport(world, request, *secret, job);
        }),
        [this](const Result<AccessMade> &made) { handle(made); });
    setRunning(true);
    showPossible();
}

void AccessDialog::handle(const Result<AccessMade> &made) {
    setRunning(false);
    if (made)
        say(Role::Good, tr("Made: %1 values, %2. Give the passphrase on another way than the file.")
                            .arg(formatCount(made->counts.values), formatBytes(made->bytes)));
    else
        say(made.error());
    showPossible();
}

} // namespace eventscope::ui
