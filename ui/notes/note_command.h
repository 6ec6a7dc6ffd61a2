// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/note.h"

#include <QPointer>
#include <QUndoCommand>

namespace eventscope::ui {

class NoteBook;

/// One change of a note that can be undone: only the parts that it is about go back, what others changed stays.
class NoteCommand final : public QUndoCommand {
  public:
    /// Commands on the same event with the same `edit`, which is not 0, become one.
    NoteCommand(NoteBook &book, NotedEvent event, NoteChange change, NoteChange back, const QString &words, int edit);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override { return m_edit == 0 ? -1 : 1; }
    bool mergeWith(const QUndoCommand *next) override;

  private:
    const QPointer<NoteBook> m_book; // without it nothing is left to change
    const NotedEvent m_event;
    NoteChange m_change;
    const NoteChange m_back;
    const int m_edit;
};

} // namespace eventscope::ui
