// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/secret_file_rows.h"

#include "ui/privacy/act_dialog.h"
#include "ui/widgets/plain_text.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace eventscope::ui {

SecretFileRows::SecretFileRows(QWidget &dialog, QString title, FileForm kind)
    : m_dialog(dialog),
      m_title(std::move(title)),
      m_kind(std::move(kind)),
      m_file(new QLineEdit(&dialog)),
      m_choose(new QPushButton(tr("Choose\u2026"), &dialog)),
      m_passphrase(dialog) {
    m_choose->setAutoDefault(false);
    setAccessible(m_choose, tr("Choose the file"));
    connect(m_file, &QLineEdit::textChanged, this, &SecretFileRows::changed);
    connect(&m_passphrase, &NewPassphraseRows::changed, this, &SecretFileRows::changed);
    connect(m_choose, &QPushButton::clicked, this, &SecretFileRows::chooseFile);
}

void SecretFileRows::addTo(QFormLayout &form) {
    auto *where = new QHBoxLayout;
    where->addWidget(m_file, 1);
    where->addWidget(m_choose);
    addNamed(form, tr("File"), m_file, where);
    m_passphrase.addTo(form);
}

QList<QWidget *> SecretFileRows::parts() const { return {m_file, m_choose, passphrase(), again()}; }

QString SecretFileRows::obstacle(std::size_t bytesMin, const QString &tooShort) const {
    if (m_file->text().trimmed().isEmpty()) return tr("Name the file");
    return m_passphrase.obstacle(bytesMin, tooShort);
}

std::string SecretFileRows::path() const { return m_file->text().trimmed().toStdString(); }

void SecretFileRows::chooseFile() {
    askForFile(m_dialog, m_title, {m_kind}, *this, [this](const QString &path, std::size_t) { m_file->setText(path); });
}

} // namespace eventscope::ui
