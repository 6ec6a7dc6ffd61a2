// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/file_row.h"

#include "ui/privacy/act_dialog.h"
#include "ui/widgets/plain_text.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace eventscope::ui {

FileRow::FileRow(QWidget &dialog, Wanted wanted)
    : m_dialog(dialog),
      m_wanted(std::move(wanted)),
      m_file(new QLineEdit(&dialog)),
      m_choose(new QPushButton(tr("Choose\u2026"), &dialog)) {
    m_choose->setAutoDefault(false);
    setAccessible(m_choose, m_wanted.choose);
    connect(m_file, &QLineEdit::textChanged, this, &FileRow::changed);
    connect(m_choose, &QPushButton::clicked, this, &FileRow::choose);
}

void FileRow::addTo(QFormLayout &form) {
    m_form = &form;
    m_row = new QHBoxLayout;
    m_row->addWidget(m_file, 1);
    m_row->addWidget(m_choose);
    addNamed(form, m_wanted.name, m_file, m_row);
}

void FileRow::setVisible(bool isVisible) { m_form->setRowVisible(m_row, isVisible); }

std::string FileRow::path() const { return m_file->text().trimmed().toStdString(); }

void FileRow::choose() {
    if (m_wanted.use == Use::Make) {
        askForFile(m_dialog, m_wanted.title, {m_wanted.form}, *this,
                   [this](const QString &path, std::size_t) { m_file->setText(path); });
        return;
    }
    auto *dialog = new QFileDialog(&m_dialog, m_wanted.title, {},
                                   m_wanted.form.words + QStringLiteral(";;") + tr("All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

} // namespace eventscope::ui
