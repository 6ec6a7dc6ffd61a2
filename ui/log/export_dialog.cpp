// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/export_dialog.h"

#include "core/vault/store_vault.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// Empty: they can be put in clear.
QString obstacleOf(const Session &session) {
    if (session.isMasked())
        return ExportDialog::tr(
            "Personal values are masked, in the file, too. End it with View > Mask Personal Values.");
    const auto &vault = session.protection().vault;
    if (!vault || !vault->isUnlocked())
        return ExportDialog::tr("The vault of this store is locked. Open it with View > Unlock Personal Data.");
    return {};
}

} // namespace

ExportDialog::ExportDialog(const Session &session, const Theme &theme, const QString &title, QWidget *parent)
    : QDialog(parent),
      m_isMasked(session.isMasked()),
      m_clear(new QCheckBox(tr("Protected values in &clear"), this)),
      m_reason(new QLineEdit(this)),
      m_receiver(new QLineEdit(this)),
      m_file(new QPushButton(tr("Choose the File\u2026"), this)),
      m_close(new QPushButton(tr("Cancel"), this)),
      m_obstacle(plainLabel(obstacleOf(session), this)),
      m_form(new QFormLayout),
      m_warning(new Banner(theme, this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_clear->setEnabled(m_obstacle->text().isEmpty());
    setAccessible(m_clear, tr("Protected values in clear"), m_obstacle->text());
    m_reason->setPlaceholderText(tr("Why it is needed; no name"));
    m_receiver->setPlaceholderText(tr("a role or a number, no name"));
    m_obstacle->setForegroundRole(QPalette::PlaceholderText);
    m_obstacle->setVisible(!m_clear->isEnabled());
    wrap(*m_obstacle);
    m_file->setDefault(true);
    m_close->setAutoDefault(false);
    setAccessible(m_file, tr("Choose the file"));
    setAccessible(m_close, m_close->text());
    layOut();
    connect(m_clear, &QCheckBox::toggled, this, &ExportDialog::showPossible);
    connect(m_reason, &QLineEdit::textChanged, this, &ExportDialog::showPossible);
    connect(m_file, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    (m_clear->isEnabled() ? static_cast<QWidget *>(m_clear) : m_file)->setFocus();
    showPossible();
}

void ExportDialog::layOut() {
    const Metrics metrics(font());
    QLabel *what = plainLabel(tr("Events are written as they are stored: protected values stay sealed, unless they are "
                                 "put in clear here. Sealed ones can be imported again with their vault."),
                              this);
    wrap(*what);
    what->setVisible(!m_isMasked);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto addNamed = [&](const QString &name, QLineEdit *field) {
        QLabel *label = plainLabel(name, this);
        label->setBuddy(field);
        setAccessible(field, name);
        m_form->addRow(label, field);
    };
    addNamed(tr("Reason"), m_reason);
    addNamed(tr("For whom"), m_receiver);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics.steps(2));
    buttons->addStretch(1);
    buttons->addWidget(m_file);
    buttons->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    for (QWidget *part : QList<QWidget *>{what, m_clear, m_obstacle})
        column->addWidget(part);
    column->addLayout(m_form);
    column->addWidget(m_warning);
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(metrics.steps(120));
}

std::optional<ClearExportWords> ExportDialog::inClear() const {
    if (!m_clear->isChecked()) return std::nullopt;
    return ClearExportWords{m_reason->text().trimmed().toStdString(), m_receiver->text().trimmed().toStdString()};
}

void ExportDialog::showPossible() {
    const auto words = inClear();
    for (QWidget *field : {m_reason, m_receiver}) {
        field->setEnabled(words.has_value());
        m_form->labelForField(field)->setEnabled(words.has_value());
    }
    m_file->setEnabled(!words || !words->reason.empty());
    if (words)
        m_warning->say(Role::Warning,
                       tr("Whoever has the file reads people's data. It is entered in the register of exports, and an "
                          "erasure of anybody in it deletes it where it still lies as it was made. What was erased "
                          "stays sealed. One value that cannot be opened, and nothing is written."));
    else
        m_warning->hide();
    // What wraps does not know its height before its width.
    layout()->activate();
    const int wide = std::max(width(), minimumWidth());
    resize(wide, layout()->totalHeightForWidth(wide));
}

} // namespace eventscope::ui
