// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/note.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QMenu;
class QModelIndex;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace eventscope::ui {

class Banner;
class EmptyState;
class NoteBook;
class NoteExport;
class NoteModel;

/// All notes on the events of a store: to look through, to go to their events, to take away and to hand out. GUI
/// thread.
class NotesPage final : public QWidget {
    Q_OBJECT

  public:
    /// All outlive it.
    NotesPage(Session &session, NoteBook &book, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] NoteModel *model() const { return m_model; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QToolButton *onlyBookmarks() const { return m_onlyBookmarks; }
    [[nodiscard]] QToolButton *exportButton() const { return m_exportButton; }
    [[nodiscard]] NoteExport *exporting() const { return m_exporting; }

  Q_SIGNALS:
    /// The event of the note that was chosen in the list.
    void eventSelected(eventscope::Position position);
    /// The user wants to go there.
    void eventActivated(eventscope::Position position);

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    [[nodiscard]] QWidget *makeHead();
    void setUpTable();
    void sizeColumns();
    void look();
    void showState();
    void keepChosen();
    void restoreChosen();
    void activate(int row);
    void removeChosen();
    void showMenu(const QPoint &place);
    void fillMenu(QMenu &menu, const QModelIndex &at);

    NoteBook &m_book;
    NoteModel *m_model;
    QLineEdit *m_search;
    QToolButton *m_onlyBookmarks;
    QLabel *m_count;
    QToolButton *m_exportButton;
    NoteExport *m_exporting;
    Banner *m_problem;
    Banner *m_told;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QTableView *m_table;
    std::optional<EventId> m_chosen; ///< while rows move
    int m_chosenRow = 0;
    bool m_isRestoring = false;
};

} // namespace eventscope::ui
