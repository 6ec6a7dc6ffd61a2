// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/password_dialog.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/environment_badge.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QAction>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

PasswordDialog::PasswordDialog(const Theme &theme, const Login &login, const Memory &memory, QWidget *parent)
    : QDialog(parent), m_password(new QLineEdit) {
    const Metrics metrics(font());
    setWindowTitle(tr("Password"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    column->addWidget(makeLogin(theme, login));
    if (login.request.wasRefused) column->addWidget(makeRefused(theme));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    setAccessible(m_password, tr("Password of %1").arg(shortened(login.request.user, kNameCharacters)));
    QAction *show = m_password->addAction(ui::icon(QLatin1String("eye")), QLineEdit::TrailingPosition);
    show->setCheckable(true);
    show->setText(tr("Show what is typed"));
    connect(show, &QAction::toggled, m_password,
            [this](bool shown) { m_password->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    column->addWidget(m_password);
    column->addWidget(makeMemory(memory));
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *connecting = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    connecting->setEnabled(false);
    connect(m_password, &QLineEdit::textChanged, connecting,
            [connecting](const QString &text) { connecting->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    m_password->setFocus();
    // What wraps does not know its height before its width.
    setMinimumWidth(metrics.steps(108));
    resize(minimumWidth(), column->totalHeightForWidth(minimumWidth()));
}

PasswordDialog::~PasswordDialog() { wipe(); }

QWidget *PasswordDialog::makeLogin(const Theme &theme, const Login &login) {
    const Metrics metrics(font());
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.steps(2));
    const QString user = shortened(login.request.user, 40);
    addBadgedTitle(*column, plainLabel(tr("The server asks for the password of %1").arg(user)), theme,
                   login.environment);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metrics.steps(4));
    form->setVerticalSpacing(metrics.unit);
    const auto row = [&](const QString &label, const std::string &text) {
        QLabel *value = selectableLabel(shortened(text, kNameCharacters));
        wrap(*value);
        setAccessible(value, label);
        QLabel *name = plainLabel(label);
        name->setForegroundRole(QPalette::PlaceholderText);
        form->addRow(name, value);
    };
    if (!login.connection.isEmpty()) row(tr("Connection"), login.connection.toStdString());
    row(tr("Server"), login.request.server);
    row(tr("Database"), login.request.database);
    column->addLayout(form);
    return part;
}

QWidget *PasswordDialog::makeRefused(const Theme &theme) {
    auto *banner = new Banner(theme);
    banner->say(Role::Error, tr("The server refused the last password. Letters and Caps Lock may be worth a look."));
    return banner;
}

QWidget *PasswordDialog::makeMemory(const Memory &memory) {
    if (memory.isThere) {
        m_remember = new QCheckBox(tr("Remember it in the keyring of this desktop"));
        m_remember->setChecked(memory.knowsOne);
        return m_remember;
    }
    QLabel *why = plainLabel(memory.why);
    why->setForegroundRole(QPalette::PlaceholderText);
    wrap(*why);
    return why;
}

Secret PasswordDialog::takePassword() {
    QByteArray bytes = m_password->text().toUtf8();
    Secret password(bytes.toStdString());
    bytes.fill('\0');
    wipe();
    return password;
}

bool PasswordDialog::isToBeRemembered() const { return m_remember && m_remember->isChecked(); }

/// Qt keeps what was typed for undoing: an overwritten field forgets it as far as it can.
void PasswordDialog::wipe() {
    m_password->setText(QString(m_password->text().size(), QLatin1Char('x')));
    m_password->clear();
}

} // namespace eventscope::ui
