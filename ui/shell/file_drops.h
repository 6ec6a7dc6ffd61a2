// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QWidget;

namespace eventscope::ui {

/// Files that are dragged over a window and dropped anywhere on it, also where a part of it would take them as text.
/// GUI thread.
class FileDrops final : public QObject {
    Q_OBJECT

  public:
    explicit FileDrops(QWidget *window);

  Q_SIGNALS:
    /// Files are over the window, or no longer.
    void hovered(bool areThere);
    /// Paths, and what else was dropped as addresses.
    void dropped(const QStringList &names);

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    QWidget *const m_window;
};

} // namespace eventscope::ui
