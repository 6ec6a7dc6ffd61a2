// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/file_row.h"
#include "ui/privacy/new_passphrase_rows.h"

#include <QObject>

#include <cstddef>
#include <memory>
#include <string>

class QFormLayout;
class QLineEdit;

namespace eventscope::ui {

/// The rows of a form that ask for a file to be made, and twice for its passphrase. A member of the dialog that they
/// are in. GUI thread.
class SecretFileRows final : public QObject {
    Q_OBJECT

  public:
    /// The parts belong to `dialog`; `title` and `kind` are those of the dialog that chooses the file.
    SecretFileRows(QWidget &dialog, QString title, FileForm kind);

    void addTo(QFormLayout &form);
    [[nodiscard]] QLineEdit *file() const { return m_file.file(); }
    [[nodiscard]] QLineEdit *passphrase() const { return m_passphrase.first(); }
    [[nodiscard]] QLineEdit *again() const { return m_passphrase.again(); }
    /// In the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> parts() const;

    /// Why it cannot be made yet, with a passphrase of so many bytes or more; empty: it can.
    [[nodiscard]] QString obstacle(std::size_t bytesMin, const QString &tooShort) const;
    [[nodiscard]] std::string path() const { return m_file.path(); }
    [[nodiscard]] std::shared_ptr<const Secret> secret() const { return m_passphrase.secret(); }
    void forgetSecret() { m_passphrase.forget(); }

  Q_SIGNALS:
    void changed();

  private:
    FileRow m_file;
    NewPassphraseRows m_passphrase;
};

} // namespace eventscope::ui
