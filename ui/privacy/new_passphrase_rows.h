// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"

#include <QObject>

#include <cstddef>
#include <memory>

class QFormLayout;
class QLineEdit;
class QWidget;

namespace eventscope::ui {

/// The rows of a form that ask twice for a new passphrase. A member of the dialog that they are in: it forgets the
/// passphrase before that is gone. GUI thread.
class NewPassphraseRows final : public QObject {
    Q_OBJECT

  public:
    /// The parts belong to `dialog`.
    explicit NewPassphraseRows(QWidget &dialog);
    ~NewPassphraseRows() override;

    void addTo(QFormLayout &form);
    [[nodiscard]] QLineEdit *first() const { return m_first; }
    [[nodiscard]] QLineEdit *again() const { return m_again; }

    /// Why it cannot be taken yet, with so many bytes or more; empty: it can.
    [[nodiscard]] QString obstacle(std::size_t bytesMin, const QString &tooShort) const;
    [[nodiscard]] std::shared_ptr<const Secret> secret() const;
    /// It is not needed any more. Best effort: Qt may have made copies.
    void forget();

  Q_SIGNALS:
    void changed();

  private:
    QLineEdit *m_first, *m_again;
};

} // namespace eventscope::ui
