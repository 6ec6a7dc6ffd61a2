// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/secret_file_rows.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace eventscope::ui {

SecretFileRows::SecretFileRows(QWidget &dialog, QString title, FileForm kind)
    : m_file(dialog, {tr("File"), tr("Choose the file"), std::move(title), std::move(kind)}), m_passphrase(dialog) {
    connect(&m_file, &FileRow::changed, this, &SecretFileRows::changed);
    connect(&m_passphrase, &NewPassphraseRows::changed, this, &SecretFileRows::changed);
}

void SecretFileRows::addTo(QFormLayout &form) {
    m_file.addTo(form);
    m_passphrase.addTo(form);
}

QList<QWidget *> SecretFileRows::parts() const { return {file(), m_file.chooseButton(), passphrase(), again()}; }

QString SecretFileRows::obstacle(std::size_t bytesMin, const QString &tooShort) const {
    if (path().empty()) return tr("Name the file");
    return m_passphrase.obstacle(bytesMin, tooShort);
}

} // namespace eventscope::ui
