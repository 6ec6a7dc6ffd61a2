// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/note.h"

#include <QAbstractTableModel>

#include <vector>

namespace eventscope::ui {

class NoteBook;

/// The notes of a book as rows, by position, or those that match what is looked for. GUI thread.
class NoteModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { MarkColumn, PositionColumn, RecordedColumn, StreamColumn, TypeColumn, TagsColumn, TextColumn };
    static constexpr int kColumns = TextColumn + 1;

    /// `book` outlives it.
    explicit NoteModel(const NoteBook &book, QObject *parent = nullptr);

    /// Each word must stand in the text, the tags, the type or the stream, whatever its case; "#late" is a tag that
    /// begins so.
    void look(const QString &words, bool onlyBookmarks);
    /// Those in sight.
    [[nodiscard]] const std::vector<Note> &notes() const { return m_notes; }
    /// REQUIRES: a row of this model.
    [[nodiscard]] const Note &note(int row) const { return m_notes[static_cast<std::size_t>(row)]; }
    /// -1: not in sight.
    [[nodiscard]] int rowOf(const EventId &event) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void update();
    [[nodiscard]] bool isWanted(const Note &note) const;
    [[nodiscard]] bool isGone(const Note &note) const;
    [[nodiscard]] QString text(const Note &note, int column) const;
    [[nodiscard]] QString whole(const Note &note, int column) const;

    const NoteBook &m_book;
    QStringList m_words;
    bool m_onlyBookmarks = false;
    std::vector<Note> m_notes;
};

} // namespace eventscope::ui
