// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/note_actions.h"

#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_notes.h"
#include "ui/shell/store_view.h"

#include <QUndoStack>

namespace eventscope::ui {

NoteActions::NoteActions(MainWindow &window) : QObject(&window), m_window(window) {
    // Before the keyboard goes there.
    connect(window.actions().action(actions::kWriteNote), &QAction::triggered, this, [&window] {
        QAction *inspector = window.actions().action(actions::kInspector);
        if (window.front() && !inspector->isChecked()) inspector->trigger();
    });
    on(actions::kBookmark, &StoreNotes::bookmark);
    on(actions::kWriteNote, &StoreNotes::write);
    on(actions::kShowNotes, &StoreNotes::showAll);
    on(actions::kUndo, &StoreNotes::undo);
    on(actions::kRedo, &StoreNotes::redo);
    connect(&window, &MainWindow::frontChanged, this, &NoteActions::showFront);
    showFront();
}

void NoteActions::on(QLatin1String id, void (StoreNotes::*act)()) {
    connect(m_window.actions().action(id), &QAction::triggered, this, [this, act] {
        if (m_window.front()) (m_window.front()->notes()->*act)();
    });
}

void NoteActions::showFront() {
    const bool isOpen = m_window.front() != nullptr;
    for (const QLatin1String id : {actions::kBookmark, actions::kWriteNote, actions::kShowNotes})
        m_window.actions().action(id)->setEnabled(isOpen);
    disconnect(m_undoing);
    const QUndoStack *stack = isOpen ? &m_window.session()->undoStack() : nullptr;
    if (stack) m_undoing = connect(stack, &QUndoStack::indexChanged, this, [this, stack] { showUndo(stack); });
    showUndo(stack);
}

void NoteActions::showUndo(const QUndoStack *stack) {
    QAction *undo = m_window.actions().action(actions::kUndo);
    QAction *redo = m_window.actions().action(actions::kRedo);
    undo->setEnabled(stack && stack->canUndo());
    redo->setEnabled(stack && stack->canRedo());
    undo->setText(undo->isEnabled() ? tr("&Undo: %1").arg(stack->undoText()) : tr("&Undo"));
    redo->setText(redo->isEnabled() ? tr("&Redo: %1").arg(stack->redoText()) : tr("&Redo"));
}

} // namespace eventscope::ui
