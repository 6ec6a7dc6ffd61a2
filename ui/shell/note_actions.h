// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QObject>

class QUndoStack;

namespace eventscope::ui {

class MainWindow;
class StoreNotes;

/// Joins the actions for notes, and those that undo and redo, with the store in front.
class NoteActions final : public QObject {
    Q_OBJECT

  public:
    /// Is a child of the window.
    explicit NoteActions(MainWindow &window);

  private:
    void on(QLatin1String id, void (StoreNotes::*act)());
    void showFront();
    void showUndo(const QUndoStack *stack);

    MainWindow &m_window;
    QMetaObject::Connection m_undoing; ///< to the stack in front
};

} // namespace eventscope::ui
