// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QTimer>

#include <vector>

class QDockWidget;
class QMainWindow;

namespace eventscope::ui {

/// The widths of the docks beside the pages. What a narrow window, or pages beside each other, take from a dock comes
/// back with the room; what the user dragged stays. GUI thread.
class DockWidths final : public QObject {
    Q_OBJECT

  public:
    struct Side {
        QDockWidget *dock = nullptr;
        int percent = 0;  ///< of the window's width, where the user has not dragged it
        int stepsMax = 0; ///< and no more than this, in steps of Metrics
    };

    DockWidths(QMainWindow &window, std::vector<Side> sides);

    /// As suits the window, whatever was dragged before.
    void reset();
    /// What the user dragged, one of each side in pixels, 0 for none; that is what is worth keeping.
    [[nodiscard]] QList<int> dragged() const { return m_dragged; }
    /// As dragged() gave it; ignored where it does not fit the sides.
    void setDragged(const QList<int> &widths);

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    [[nodiscard]] QList<int> widths() const;
    [[nodiscard]] int wanted(qsizetype side) const;
    [[nodiscard]] bool isSeparator(QPoint place) const;
    void keepDragged();
    void restore();

    QMainWindow &m_window;
    const std::vector<Side> m_sides;
    QList<int> m_dragged;
    QList<int> m_before;  ///< when the separator was taken
    QList<int> m_attempt; ///< the last one, with what it depends on
    bool m_isDragging = false;
    QTimer m_restoring;
};

} // namespace eventscope::ui
