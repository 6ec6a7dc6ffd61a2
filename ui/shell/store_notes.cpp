// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_notes.h"

#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/notes/note_book.h"
#include "ui/notes/note_editor.h"
#include "ui/notes/notes_page.h"
#include "ui/shell/page_tabs.h"
#include "ui/shell/store_pages.h"
#include "ui/widgets/format.h"

#include <utility>

namespace eventscope::ui {

StoreNotes::StoreNotes(Session &session, const Theme &theme, StorePages &pages, Inspector &inspector, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_pages(pages),
      m_inspector(inspector),
      m_book(new NoteBook(session, this)),
      m_editor(new NoteEditor(*m_book, theme)),
      m_page(new NotesPage(session, *m_book, theme)) {
    inspector.addPart(m_editor);
    connect(&inspector, &Inspector::detailsShown, this, &StoreNotes::handleDetails);
    connect(m_editor, &NoteEditor::leaveRequested, &pages, &StorePages::showCurrent);
    connect(m_page, &NotesPage::eventSelected, this, [this](Position position) { m_pages.select(m_page, position); });
    connect(m_page, &NotesPage::eventActivated, this, &StoreNotes::goTo);
    connect(m_book, &NoteBook::changed, this, &StoreNotes::labelPage);
    labelPage();
}

StoreNotes::~StoreNotes() {
    delete m_editor; // which saves what was just written
    m_pages.removeGuest(m_page);
    delete m_page;
}

NoteEditor *StoreNotes::editor() const { return m_editor; }

NotesPage *StoreNotes::page() const { return m_page; }

void StoreNotes::bookmark() { ask(Wanted::Bookmark); }

void StoreNotes::write() { ask(Wanted::Text); }

void StoreNotes::showAll() {
    m_pages.showGuest(m_page);
    m_page->setFocus();
}

void StoreNotes::undo() {
    m_editor->save();
    m_session.undoStack().undo();
}

void StoreNotes::redo() {
    m_editor->save();
    m_session.undoStack().redo();
}

void StoreNotes::ask(Wanted wanted) {
    m_wanted = wanted;
    if (!m_inspector.isReading() && m_inspector.details()) handleDetails();
}

void StoreNotes::handleDetails() {
    m_editor->setEvent(notedEvent(m_inspector.details()->event()));
    const Wanted wanted = std::exchange(m_wanted, Wanted::Nothing);
    if (wanted == Wanted::Bookmark) m_editor->toggleBookmark();
    if (wanted == Wanted::Text) m_editor->write();
}

void StoreNotes::labelPage() {
    PageLabel label;
    label.icon = QLatin1String("note");
    label.text = m_book->count() == 0 ? tr("Notes") : tr("Notes (%1)").arg(formatCount(m_book->count()));
    label.tip = tr("Your notes and bookmarks on events of this store");
    m_pages.setGuest(m_page, "notes", label);
}

void StoreNotes::goTo(Position position) {
    m_pages.showLog();
    m_pages.log()->showPosition(position);
    m_inspector.showPosition(position); // also where a filter hides it
}

} // namespace eventscope::ui
