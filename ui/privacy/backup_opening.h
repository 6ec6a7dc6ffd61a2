// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/file_row.h"
#include "ui/privacy/new_passphrase_rows.h"

#include <QList>
#include <QObject>

#include <memory>
#include <optional>
#include <string>

class QFormLayout;
class QLabel;
class QRadioButton;

namespace eventscope::ui {

/// The rows of a form that ask what is to open a backup: a passphrase of its own, typed twice, or an escrow key, of
/// which the public half is named. A member of the dialog that they are in. GUI thread.
class BackupOpening final : public QObject {
    Q_OBJECT

  public:
    /// The parts belong to `dialog`.
    explicit BackupOpening(QWidget &dialog);

    void addTo(QFormLayout &form);
    [[nodiscard]] QRadioButton *byPassphrase() const { return m_byPassphrase; }
    [[nodiscard]] QRadioButton *byEscrow() const { return m_byEscrow; }
    /// Shown with the one, and with the other.
    [[nodiscard]] const NewPassphraseRows &passphrase() const { return m_passphrase; }
    [[nodiscard]] const FileRow &escrowKey() const { return m_escrowKey; }
    /// In the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> parts() const;

    /// Why it cannot be taken yet; empty: it can.
    [[nodiscard]] QString obstacle() const;
    /// Where the public half lies; nothing: a passphrase opens it.
    [[nodiscard]] std::optional<std::string> escrowFile() const;
    /// Empty with an escrow key.
    [[nodiscard]] std::shared_ptr<const Secret> secret() const { return m_passphrase.secret(); }
    void forgetSecret() { m_passphrase.forget(); }

  Q_SIGNALS:
    void changed();
    /// Other rows are shown.
    void rowsChanged();

  private:
    void choose(const QRadioButton *way);
    void showRows();

    QRadioButton *m_byPassphrase, *m_byEscrow;
    NewPassphraseRows m_passphrase;
    FileRow m_escrowKey;
    QLabel *m_hint;
    QFormLayout *m_form = nullptr;
};

} // namespace eventscope::ui
