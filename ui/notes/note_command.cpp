// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/note_command.h"

#include "ui/notes/note_book.h"

namespace eventscope::ui {

NoteCommand::NoteCommand(NoteBook &book, NotedEvent event, NoteChange change, NoteChange back, const QString &words,
                         int edit)
    : QUndoCommand(words),
      m_book(&book),
      m_event(std::move(event)),
      m_change(std::move(change)),
      m_back(std::move(back)),
      m_edit(edit) {}

void NoteCommand::undo() {
    if (m_book) m_book->apply(m_event, m_back);
}

void NoteCommand::redo() {
    if (m_book) m_book->apply(m_event, m_change);
}

bool NoteCommand::mergeWith(const QUndoCommand *next) {
    const auto *other = dynamic_cast<const NoteCommand *>(next);
    if (!other || other->m_edit != m_edit || other->m_event.id != m_event.id) return false;
    m_change.text = other->m_change.text;
    return true;
}

} // namespace eventscope::ui
