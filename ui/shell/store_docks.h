// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStackedWidget>

class QAction;
class QDockWidget;
class QMainWindow;

namespace eventscope::ui {

class ActionRegistry;
class DockWidths;
class StoreView;

/// The docks around the pages: navigator, inspector and timeline, of the store in front. GUI thread.
class StoreDocks final : public QObject {
    Q_OBJECT

  public:
    StoreDocks(QMainWindow &window, const ActionRegistry &actions);

    /// What the panels of a store have best as their parents, see ui/widgets/page_parent.h.
    struct Parents {
        QWidget *navigator;
        QWidget *inspector;
        QWidget *timeline;
    };
    [[nodiscard]] Parents parents() const { return {m_left.panels, m_right.panels, m_bottom.panels}; }
    /// Takes the panels of a store in; they leave when they are deleted.
    void add(const StoreView &store);
    /// Null: no store is open, and the docks are hidden.
    void show(const StoreView *front);
    /// All three, where they belong, in the size that suits the window.
    void layOut();
    /// Gives a dock below the navigator `height`, at the navigator's cost alone: the timeline keeps its own.
    void giveHeight(QDockWidget &below, int height);
    [[nodiscard]] DockWidths &widths() const { return *m_widths; }

  private:
    struct Side {
        QDockWidget *dock;
        QStackedWidget *panels; ///< one of each store
    };

    [[nodiscard]] Side addSide(const QString &title, QAction *toggle, Qt::DockWidgetArea area);

    QMainWindow &m_window;
    Side m_left;
    Side m_right;
    Side m_bottom;
    DockWidths *m_widths;
};

} // namespace eventscope::ui
