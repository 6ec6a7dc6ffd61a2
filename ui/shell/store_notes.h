// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

#include <cstdint>

namespace eventscope::ui {

class Inspector;
class NoteBook;
class NoteEditor;
class NotesPage;
class StorePages;

/// The notes of one open store in the window: their editor below the inspector, and the page with all of them. GUI
/// thread.
class StoreNotes final : public QObject {
    Q_OBJECT

  public:
    /// All outlive it.
    StoreNotes(Session &session, const Theme &theme, StorePages &pages, Inspector &inspector, QObject *parent);
    ~StoreNotes() override;

    [[nodiscard]] NoteBook &book() const { return *m_book; }
    [[nodiscard]] NoteEditor *editor() const;
    [[nodiscard]] NotesPage *page() const;

    /// Bookmarks the event that is chosen, or takes the bookmark away.
    void bookmark();
    /// Puts the keyboard into the note on the event that is chosen.
    void write();
    void showAll();
    /// \name Of what was changed locally
    /// @{
    void undo();
    void redo();
    /// @}

  private:
    enum class Wanted : std::uint8_t { Nothing, Bookmark, Text };
    /// Now, or when the event that was just chosen has been read.
    void ask(Wanted wanted);
    void handleDetails();
    void labelPage();
    void goTo(Position position);

    Session &m_session;
    StorePages &m_pages;
    Inspector &m_inspector;
    NoteBook *m_book;
    QPointer<NoteEditor> m_editor; ///< in the inspector
    QPointer<NotesPage> m_page;    ///< among the pages once it was shown
    Wanted m_wanted = Wanted::Nothing;
};

} // namespace eventscope::ui
