// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/act_dialog.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QFormLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

ActDialog::ActDialog(const Theme &theme, const QString &title, QWidget *parent)
    : QDialog(parent), m_outcome(new Banner(theme, this)), m_progress(new QProgressBar(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
}

void ActDialog::layOut(const QString &what, QLayout *content, const QString &act, int widthSteps) {
    const Metrics metrics(font());
    m_act = new QPushButton(act, this);
    m_act->setDefault(true);
    setAccessible(m_act, act);
    m_close = new QPushButton(this);
    m_close->setAutoDefault(false);
    connect(m_close, &QPushButton::clicked, this, &ActDialog::reject);
    QLabel *explanation = plainLabel(what, this);
    wrap(*explanation);
    m_outcome->hide();
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(metrics.steps(3));
    setAccessible(m_progress, tr("Progress"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics.steps(2));
    buttons->addWidget(m_progress, 1);
    buttons->addStretch(1);
    buttons->addWidget(m_act);
    buttons->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    column->addWidget(explanation);
    column->addWidget(m_outcome);
    column->addLayout(content);
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(metrics.steps(widthSteps));
    setRunning(false);
    fitHeight();
}

void ActDialog::setRunning(bool isRunning) {
    m_isRunning = isRunning;
    m_progress->setVisible(isRunning);
    m_close->setText(isRunning ? tr("Cancel") : tr("Close"));
    setAccessible(m_close, m_close->text());
    if (isRunning) m_outcome->hide();
}

void ActDialog::say(const Error &error) {
    if (error.kind == ErrorKind::Cancelled) return say(Role::Info, tr("Cancelled. Nothing was made."));
    say(Role::Error, shortened(describe(error), kMessageCharacters));
}

void ActDialog::say(Role severity, const QString &text) {
    m_outcome->say(severity, text);
    fitHeight();
}

/// What wraps does not know its height before its width.
void ActDialog::fitHeight() {
    layout()->activate();
    const int wide = std::max(width(), minimumWidth());
    resize(wide, std::max({height(), sizeHint().height(), layout()->totalHeightForWidth(wide)}));
}

void ActDialog::reject() {
    if (m_isRunning) return cancel();
    QDialog::reject();
}

QFormLayout *newForm() {
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

void addNamed(QFormLayout &form, const QString &name, QWidget *field, QLayout *row) {
    auto *label = plainLabel(name, field->parentWidget());
    label->setBuddy(field);
    setAccessible(field, name);
    if (row)
        form.addRow(label, row);
    else
        form.addRow(label, field);
}

} // namespace eventscope::ui
