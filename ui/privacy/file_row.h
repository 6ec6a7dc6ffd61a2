// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/save_dialog.h"

#include <QObject>

#include <cstdint>
#include <string>

class QFormLayout;
class QHBoxLayout;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

/// The row of a form that asks for a file, with the button that chooses it. A member of the dialog that it is in. GUI
/// thread.
class FileRow final : public QObject {
    Q_OBJECT

  public:
    enum class Use : std::uint8_t { Make, Read };
    struct Wanted {
        QString name;   ///< of the row
        QString choose; ///< what the button does, for who does not see where it stands
        QString title;  ///< of the dialog that chooses the file
        FileForm form;
        Use use = Use::Make;
    };

    /// The parts belong to `dialog`.
    FileRow(QWidget &dialog, Wanted wanted);

    void addTo(QFormLayout &form);
    /// REQUIRES: addTo() was called.
    void setVisible(bool isVisible);
    [[nodiscard]] QLineEdit *file() const { return m_file; }
    [[nodiscard]] QPushButton *chooseButton() const { return m_choose; }
    /// As it was typed, without blanks around it.
    [[nodiscard]] std::string path() const;

  Q_SIGNALS:
    void changed();

  private:
    void choose();

    QWidget &m_dialog;
    const Wanted m_wanted;
    QLineEdit *m_file;
    QPushButton *m_choose;
    QFormLayout *m_form = nullptr;
    QHBoxLayout *m_row = nullptr;
};

} // namespace eventscope::ui
