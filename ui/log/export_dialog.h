// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

class Banner;

/// Asks, where a store has a vault, whether an export is to hold protected values in clear, why, and for whom.
/// Accepted: go on to the file. It deletes itself when it is closed. GUI thread.
class ExportDialog final : public QDialog {
    Q_OBJECT

  public:
    /// Both references outlive it.
    ExportDialog(const Session &session, const Theme &theme, const QString &title, QWidget *parent);

    /// Nothing: as stored.
    [[nodiscard]] std::optional<ClearExportWords> inClear() const;

    [[nodiscard]] QCheckBox *clearBox() const { return m_clear; }
    /// \name Asked for while the box is checked
    /// @{
    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QLineEdit *receiver() const { return m_receiver; }
    [[nodiscard]] Banner *warning() const { return m_warning; }
    /// @}
    /// Why the box cannot be checked; hidden where it can.
    [[nodiscard]] QLabel *obstacle() const { return m_obstacle; }
    [[nodiscard]] QPushButton *fileButton() const { return m_file; }

  private:
    void layOut();
    void showPossible();

    const bool m_isMasked;
    // In the order in which Tab comes to them.
    QCheckBox *m_clear;
    QLineEdit *m_reason;
    QLineEdit *m_receiver;
    QPushButton *m_file;
    QPushButton *m_close;
    QLabel *m_obstacle;
    QFormLayout *m_form;
    Banner *m_warning;
};

} // namespace eventscope::ui
