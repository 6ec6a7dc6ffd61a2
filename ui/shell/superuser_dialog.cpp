// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/superuser_dialog.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/environment_badge.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

SuperuserDialog::SuperuserDialog(const Theme &theme, const Connection &connection, const Error &refusal,
                                 QWidget *parent)
    : QDialog(parent) {
    const Metrics metrics(font());
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("A superuser on production"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    addBadgedTitle(*column, selectableLabel(shortened(refusal.message, kMessageCharacters)), theme,
                   connection.environment);
    const QString name = QString::fromStdString(connection.name);
    QLabel *advice = plainLabel(
        tr("%1.\n\nEventscope itself only reads, but a superuser can do everything to a server, and no rule of the "
           "database holds it back. Better: a role of its own for reading, with USAGE on the schema and SELECT on its "
           "tables.")
            .arg(shortened(refusal.hint, kMessageCharacters)));
    wrap(*advice);
    column->addWidget(advice);
    QLabel *ask = plainLabel(tr("To look all the same, until this store is closed, type the name of the connection: %1")
                                 .arg(shortened(connection.name, kNameCharacters)));
    wrap(*ask);
    auto *typed = new QLineEdit;
    setAccessible(typed, ask->text());
    column->addWidget(ask);
    column->addWidget(typed);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *open = buttons->addButton(tr("Open as superuser"), QDialogButtonBox::AcceptRole);
    open->setAutoDefault(false);
    open->setEnabled(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(typed, &QLineEdit::textChanged, open,
            [open, name](const QString &text) { open->setEnabled(text == name); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    typed->setFocus();
    // What wraps does not know its height before its width.
    setMinimumWidth(metrics.steps(120));
    resize(minimumWidth(), column->totalHeightForWidth(minimumWidth()));
}

} // namespace eventscope::ui
