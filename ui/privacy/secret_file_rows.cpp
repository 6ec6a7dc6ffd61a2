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
      m_passphrase(new QLineEdit(&dialog)),
      m_again(new QLineEdit(&dialog)),
      m_choose(new QPushButton(tr("Choose\u2026"), &dialog)) {
    for (QLineEdit *secret : {m_passphrase, m_again}) {
        secret->setEchoMode(QLineEdit::Password);
        secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    }
    m_choose->setAutoDefault(false);
    setAccessible(m_choose, tr("Choose the file"));
    for (QLineEdit *edit : {m_file, m_passphrase, m_again})
        connect(edit, &QLineEdit::textChanged, this, &SecretFileRows::changed);
    connect(m_choose, &QPushButton::clicked, this, &SecretFileRows::chooseFile);
}

SecretFileRows::~SecretFileRows() {
    blockSignals(true);
    forgetSecret();
}

void SecretFileRows::forgetSecret() {
    m_passphrase->clear();
    m_again->clear();
}

void SecretFileRows::addTo(QFormLayout &form) {
    auto *where = new QHBoxLayout;
    where->addWidget(m_file, 1);
    where->addWidget(m_choose);
    addNamed(form, tr("File"), m_file, where);
    addNamed(form, tr("Passphrase"), m_passphrase);
    addNamed(form, tr("Once more"), m_again);
}

QList<QWidget *> SecretFileRows::parts() const { return {m_file, m_choose, m_passphrase, m_again}; }

QString SecretFileRows::obstacle(std::size_t bytesMin, const QString &tooShort) const {
    if (m_file->text().trimmed().isEmpty()) return tr("Name the file");
    if (m_passphrase->text().toUtf8().size() < static_cast<qsizetype>(bytesMin)) return tooShort;
    if (m_passphrase->text() != m_again->text()) return tr("The two passphrases differ");
    return {};
}

std::string SecretFileRows::path() const { return m_file->text().trimmed().toStdString(); }

std::shared_ptr<const Secret> SecretFileRows::secret() const {
    return std::make_shared<const Secret>(m_passphrase->text().toStdString());
}

void SecretFileRows::chooseFile() {
    askForFile(m_dialog, m_title, {m_kind}, *this, [this](const QString &path, std::size_t) { m_file->setText(path); });
}

} // namespace eventscope::ui
