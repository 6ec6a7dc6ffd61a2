// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/new_passphrase_rows.h"
#include "ui/widgets/save_dialog.h"

#include <QObject>

#include <cstddef>
#include <memory>
#include <string>

class QFormLayout;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

/// The rows of a form that ask for a file to be made, and twice for its passphrase. A member of the dialog that they
/// are in. GUI thread.
class SecretFileRows final : public QObject {
    Q_OBJECT

  public:
    /// The parts belong to `dialog`; `title` and `kind` are those of the dialog that chooses the file.
    SecretFileRows(QWidget &dialog, QString title, FileForm kind);

    void addTo(QFormLayout &form);
    [[nodiscard]] QLineEdit *file() const { return m_file; }
    [[nodiscard]] QPushButton *chooseButton() const { return m_choose; }
    [[nodiscard]] QLineEdit *passphrase() const { return m_passphrase.first(); }
    [[nodiscard]] QLineEdit *again() const { return m_passphrase.again(); }
    /// In the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> parts() const;

    /// Why it cannot be made yet, with a passphrase of so many bytes or more; empty: it can.
    [[nodiscard]] QString obstacle(std::size_t bytesMin, const QString &tooShort) const;
    [[nodiscard]] std::string path() const;
    [[nodiscard]] std::shared_ptr<const Secret> secret() const { return m_passphrase.secret(); }
    void forgetSecret() { m_passphrase.forget(); }

  Q_SIGNALS:
    void changed();

  private:
    void chooseFile();

    QWidget &m_dialog;
    const QString m_title;
    const FileForm m_kind;
    QLineEdit *m_file;
    QPushButton *m_choose;
    NewPassphraseRows m_passphrase;
};

} // namespace eventscope::ui
