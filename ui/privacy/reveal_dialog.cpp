// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/reveal_dialog.h"

#include "ui/session/store_privacy.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/value_text.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

RevealDialog::RevealDialog(Session &session, const Theme &theme, Reveal what, QWidget *parent)
    : QDialog(parent),
      m_session(session),
      m_what(std::move(what)),
      m_problem(new Banner(theme, this)),
      m_reason(new QLineEdit(this)),
      m_value(plainLabel({}, this)),
      m_reveal(nullptr),
      m_asking(session.workers()) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Reveal a value"));
    layOut();
    connect(m_reason, &QLineEdit::textChanged, this, &RevealDialog::showPossible);
    connect(m_reveal, &QPushButton::clicked, this, &RevealDialog::reveal);
    showPossible();
}

void RevealDialog::layOut() {
    const Metrics metrics(font());
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    QLabel *what = plainLabel(tr("%1 is personal and masked. Who looks at it, when and why is written into the ledger "
                                 "of this store before it is shown.")
                                  .arg(pathText(m_what.pointer)));
    wrap(*what);
    m_reason->setPlaceholderText(tr("Why it is needed"));
    setAccessible(m_reason, m_reason->placeholderText());
    wrap(*m_value);
    m_value->setFont(fixedFont());
    m_value->hide();
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_reveal = buttons->addButton(tr("Reveal"), QDialogButtonBox::ActionRole);
    m_reveal->setDefault(true);
    setAccessible(m_reveal, m_reveal->text());
    for (QWidget *part : QList<QWidget *>{what, m_problem, m_reason, m_value})
        column->addWidget(part);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(metrics.steps(108));
    m_reason->setFocus();
}

void RevealDialog::showPossible() {
    m_reveal->setEnabled(!m_reason->text().trimmed().isEmpty() && !m_asking.isRunning() && !m_value->isVisible());
}

void RevealDialog::reveal() {
    m_what.reason = m_reason->text().trimmed().toStdString();
    m_problem->hide();
    m_asking.start(m_session.privacy()->decide([what = m_what](const StorePrivacy::Desk &desk, const JobControl &job) {
        return revealValue(desk.things.sourcesOf(desk.store), *desk.things.vault, *desk.things.ledger, what,
                           desk.clock.now(), job);
    }),
                   [this](const Result<Json> &value) { handle(value); });
    showPossible();
}

void RevealDialog::handle(const Result<Json> &value) {
    if (value) {
        m_value->setText(valueText(*value));
        m_value->show();
    } else {
        m_problem->say(Role::Error, shortened(describe(value.error()), kMessageCharacters));
    }
    showPossible();
}

} // namespace eventscope::ui
