// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/shortcut_list.h"

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace eventscope::ui {

/// Every key by the place where it works, to look at beside the window and to search in. GUI thread.
class ShortcutSheet final : public QDialog {
    Q_OBJECT

  public:
    explicit ShortcutSheet(QWidget *parent);

    void setShortcuts(const std::vector<Shortcut> &shortcuts);
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    [[nodiscard]] QTreeWidget *tree() const { return m_tree; }

  private:
    /// Shows what holds every word that is typed; a place that holds them shows all of its keys.
    void search();

    QLineEdit *m_edit;
    QTreeWidget *m_tree;
};

} // namespace eventscope::ui
