// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/reveal_dialog.h"

#include "ui/session/store_privacy.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/value_text.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

RevealDialog::RevealDialog(Session &session, const Theme &theme, Reveal what, QWidget *parent)
    : ActDialog(theme, tr("Reveal a value"), parent),
      m_session(session),
      m_what(std::move(what)),
      m_reason(new QLineEdit(this)),
      m_value(plainLabel({}, this)),
      m_nobody(
          plainLabel(tr("This was noted for nobody: it is not sealed, and the privacy policy does not say whom it is "
                        "about."),
                     this)),
      m_asking(session.workers()) {
    m_reason->setPlaceholderText(tr("Why it is needed"));
    setAccessible(m_reason, m_reason->placeholderText());
    wrap(*m_value);
    m_value->setFont(fixedFont());
    m_value->hide();
    wrap(*m_nobody);
    m_nobody->setForegroundRole(QPalette::PlaceholderText);
    m_nobody->hide();
    auto *column = new QVBoxLayout;
    column->addWidget(m_reason);
    column->addWidget(m_value);
    column->addWidget(m_nobody);
    layOut(tr("%1 is personal and masked. Who looks at it, when and why is written into the ledger of this store "
              "before it is shown.")
               .arg(pathText(m_what.pointer)),
           column, tr("Reveal"), 108);
    tabInTurn({m_reason, actButton(), closeButton()});
    m_reason->setFocus();
    connect(m_reason, &QLineEdit::textChanged, this, &RevealDialog::showPossible);
    connect(actButton(), &QPushButton::clicked, this, &RevealDialog::reveal);
    showPossible();
}

void RevealDialog::showPossible() {
    actButton()->setEnabled(!m_reason->text().trimmed().isEmpty() && !m_asking.isRunning() && !m_value->isVisible());
}

void RevealDialog::reveal() {
    m_what.reason = m_reason->text().trimmed().toStdString();
    outcome()->hide();
    m_asking.start(m_session.privacy()->decide([what = m_what](const StorePrivacy::Desk &desk, const JobControl &job) {
        return revealValue(desk.things.sourcesOf(desk.store), *desk.things.vault, *desk.things.ledger, what,
                           desk.clock.now(), job);
    }),
                   [this](const Result<Revealed> &revealed) { handle(revealed); });
    showPossible();
}

void RevealDialog::handle(const Result<Revealed> &revealed) {
    if (revealed) {
        m_value->setText(valueText(revealed->value));
        m_value->show();
        m_nobody->setVisible(revealed->people == 0);
        fitHeight();
    } else {
        say(revealed.error());
    }
    showPossible();
}

} // namespace eventscope::ui
