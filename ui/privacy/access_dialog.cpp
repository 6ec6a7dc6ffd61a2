// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/access_dialog.h"

#include "ui/session/store_privacy.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/save_dialog.h"
#include "ui/widgets/tab_order.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

AccessDialog::AccessDialog(Session &session, const Theme &theme, SubjectWanted wanted, QWidget *parent)
    : QDialog(parent),
      m_session(session),
      m_wanted(std::move(wanted)),
      m_outcome(new Banner(theme, this)),
      m_receiver(new QLineEdit(this)),
      m_file(new QLineEdit(this)),
      m_passphrase(new QLineEdit(this)),
      m_again(new QLineEdit(this)),
      m_choose(new QPushButton(tr("Choose\u2026"), this)),
      m_make(nullptr),
      m_making(session.workers()) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Answer a person"));
    layOut();
    for (QLineEdit *edit : {m_receiver, m_file, m_passphrase, m_again})
        connect(edit, &QLineEdit::textChanged, this, &AccessDialog::showPossible);
    connect(m_choose, &QPushButton::clicked, this, &AccessDialog::chooseFile);
    connect(m_make, &QPushButton::clicked, this, &AccessDialog::make);
    showPossible();
}

AccessDialog::~AccessDialog() {
    // Best effort: Qt may have made copies.
    m_passphrase->clear();
    m_again->clear();
}

void AccessDialog::layOut() {
    const Metrics metrics(font());
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    QLabel *what =
        plainLabel(tr("Everything that is kept about %1, opened and explained, what is others' left out: as JSON "
                      "lines, HTML and PDF in one ZIP enciphered with AES-256. It is entered in the register of "
                      "exports, so that an erasure finds it.")
                       .arg(shortened(m_wanted.subject.value, kNameCharacters)),
                   this);
    wrap(*what);
    for (QLineEdit *secret : {m_passphrase, m_again}) {
        secret->setEchoMode(QLineEdit::Password);
        secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    }
    m_passphrase->setPlaceholderText(tr("12 characters or more"));
    m_receiver->setPlaceholderText(tr("a role or a number, no name"));
    auto *where = new QHBoxLayout;
    where->addWidget(m_file, 1);
    where->addWidget(m_choose);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto named = [this](const QString &name, QWidget *field) {
        auto *label = plainLabel(name, this);
        label->setBuddy(field);
        setAccessible(field, name);
        return label;
    };
    form->addRow(named(tr("For whom"), m_receiver), m_receiver);
    form->addRow(named(tr("File"), m_file), where);
    form->addRow(named(tr("Passphrase"), m_passphrase), m_passphrase);
    form->addRow(named(tr("Once more"), m_again), m_again);
    setAccessible(m_choose, tr("Choose the file"));
    m_outcome->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_make = buttons->addButton(tr("Make the Archive"), QDialogButtonBox::ActionRole);
    m_make->setDefault(true);
    setAccessible(m_make, m_make->text());
    column->addWidget(what);
    column->addWidget(m_outcome);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    tabInTurn({m_receiver, m_file, m_choose, m_passphrase, m_again, m_make, buttons->button(QDialogButtonBox::Close)});
    setMinimumWidth(metrics.steps(140));
    // What wraps does not know its height before its width.
    layout()->activate();
    resize(minimumWidth(), std::max(sizeHint().height(), layout()->totalHeightForWidth(minimumWidth())));
    m_receiver->setFocus();
}

void AccessDialog::chooseFile() {
    askForFile(*this, tr("Archive"), {{tr("ZIP archive (*.zip)"), QStringLiteral("zip")}}, *this,
               [this](const QString &path, std::size_t) { m_file->setText(path); });
}

QString AccessDialog::obstacle() const {
    if (m_passphrase->text().toUtf8().size() < static_cast<qsizetype>(kArchivePassphraseBytesMin))
        return tr("The passphrase needs 12 characters or more: the ZIP form stretches it little");
    if (m_passphrase->text() != m_again->text()) return tr("The two passphrases differ");
    return {};
}

void AccessDialog::showPossible() {
    m_make->setEnabled(obstacle().isEmpty() && !m_file->text().trimmed().isEmpty() && !m_making.isRunning());
    m_make->setToolTip(plainToolTip(obstacle()));
}

void AccessDialog::make() {
    AccessRequest request;
    request.wanted = m_wanted;
    request.path = m_file->text().trimmed().toStdString();
    request.receiver = m_receiver->text().trimmed().toStdString();
    const auto secret = std::make_shared<Secret>(m_passphrase->text().toStdString());
    m_outcome->hide();
    m_making.startListed(tr("Making an answer to a person"),
                         m_session.privacy()->read([request, secret](const StorePrivacy::Desk &desk,
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
    showPossible();
}

void AccessDialog::handle(const Result<AccessMade> &made) {
    if (made)
        m_outcome->say(Role::Good, tr("Made: %1 values, %2. Give the passphrase on another way than the file.")
                                       .arg(formatCount(made->counts.values), formatBytes(made->bytes)));
    else
        m_outcome->say(Role::Error, shortened(describe(made.error()), kMessageCharacters));
    showPossible();
}

} // namespace eventscope::ui
