// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/new_passphrase_rows.h"

#include "ui/privacy/act_dialog.h"

#include <QLineEdit>

namespace eventscope::ui {

NewPassphraseRows::NewPassphraseRows(QWidget &dialog)
    : m_first(new QLineEdit(&dialog)), m_again(new QLineEdit(&dialog)) {
    for (QLineEdit *edit : {m_first, m_again}) {
        edit->setEchoMode(QLineEdit::Password);
        edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
        connect(edit, &QLineEdit::textChanged, this, &NewPassphraseRows::changed);
    }
}

NewPassphraseRows::~NewPassphraseRows() {
    blockSignals(true);
    forget();
}

void NewPassphraseRows::addTo(QFormLayout &form) {
    addNamed(form, tr("Passphrase"), m_first);
    addNamed(form, tr("Once more"), m_again);
}

QString NewPassphraseRows::obstacle(std::size_t bytesMin, const QString &tooShort) const {
    if (m_first->text().toUtf8().size() < static_cast<qsizetype>(bytesMin)) return tooShort;
    if (m_first->text() != m_again->text()) return tr("The two passphrases differ");
    return {};
}

std::shared_ptr<const Secret> NewPassphraseRows::secret() const {
    return std::make_shared<const Secret>(m_first->text().toStdString());
}

void NewPassphraseRows::forget() {
    m_first->clear();
    m_again->clear();
}

} // namespace eventscope::ui
