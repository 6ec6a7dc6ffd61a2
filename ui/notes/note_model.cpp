// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/note_model.h"

#include "ui/notes/note_book.h"
#include "ui/session/event_marks.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/time_style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

QString stringOf(const std::string &text) { return QString::fromStdString(text); }

/// In one line: the symbol of a line break would make the row higher.
QString firstWords(std::string_view text) {
    std::string line(text.substr(0, wholeCharacters(text, kNameCharacters)));
    std::ranges::replace(line, '\n', ' ');
    return line.size() < text.size() ? safeText(line) + QChar(0x2026) : safeText(line);
}

/// Of the row: what kind of note it is.
EventMarks::Marks marksOf(const Note &note) {
    EventMarks::Marks marks;
    marks.setFlag(EventMarks::Bookmark, note.isBookmarked);
    marks.setFlag(EventMarks::Note, !note.text.empty() || !note.tags.empty());
    return marks;
}

} // namespace

NoteModel::NoteModel(const NoteBook &book, QObject *parent) : QAbstractTableModel(parent), m_book(book) {
    connect(&book, &NoteBook::changed, this, &NoteModel::update);
    update();
}

void NoteModel::look(const QString &words, bool onlyBookmarks) {
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_onlyBookmarks = onlyBookmarks;
    update();
}

void NoteModel::update() {
    std::vector<Note> wanted = m_book.isMasked() ? std::vector<Note>() : m_book.notes();
    std::erase_if(wanted, [this](const Note &note) { return !isWanted(note); });
    beginResetModel();
    m_notes = std::move(wanted);
    endResetModel();
}

bool NoteModel::isWanted(const Note &note) const {
    if (m_onlyBookmarks && !note.isBookmarked) return false;
    const auto hasTag = [&](const QString &beginning) {
        return std::ranges::any_of(note.tags, [&](const std::string &tag) {
            return stringOf(tag).startsWith(beginning, Qt::CaseInsensitive);
        });
    };
    const auto stands = [](const std::string &in, const QString &word) {
        return stringOf(in).contains(word, Qt::CaseInsensitive);
    };
    return std::ranges::all_of(m_words, [&](const QString &word) {
        if (word.size() > 1 && word.startsWith(QLatin1Char('#'))) return hasTag(word.mid(1));
        return stands(note.text, word) || stands(tagLine(note.tags), word) || stands(note.event.type, word) ||
               stands(note.event.stream.value, word);
    });
}

int NoteModel::rowOf(const EventId &event) const {
    const auto found = std::ranges::find_if(m_notes, [&](const Note &note) { return note.event.id == event; });
    return found == m_notes.end() ? -1 : static_cast<int>(found - m_notes.begin());
}

int NoteModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_notes.size());
}

int NoteModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : kColumns; }

bool NoteModel::isGone(const Note &note) const { return !m_book.placeOf(note); }

QVariant NoteModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Note &note = this->note(index.row());
    const int column = index.column();
    const bool isFixed = column == PositionColumn || column == RecordedColumn || column == StreamColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(note, column);
    case Qt::ToolTipRole:
        return plainToolTip(whole(note, column));
    case Qt::AccessibleTextRole:
        return column == TextColumn   ? whole(note, column)
               : column == MarkColumn ? markWords(marksOf(note))
                                      : QVariant();
    case Qt::DecorationRole:
        if (column != MarkColumn) return {};
        return icon(QLatin1String(note.isBookmarked ? "star-filled" : "note"));
    case Qt::FontRole:
        return isFixed ? QVariant(fixedFont()) : QVariant();
    case Qt::TextAlignmentRole:
        return int((column == PositionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant NoteModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == PositionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && section == MarkColumn) return tr("Kind");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case PositionColumn:
        return tr("Position");
    case RecordedColumn:
        return tr("Recorded (%1)").arg(timeStyleText());
    case StreamColumn:
        return tr("Stream");
    case TypeColumn:
        return tr("Type");
    case TagsColumn:
        return tr("Tags");
    case TextColumn:
        return tr("Note");
    default:
        return {};
    }
}

QString NoteModel::text(const Note &note, int column) const {
    switch (column) {
    case PositionColumn:
        return isGone(note) ? tr("gone") : formatPosition(m_book.placeOf(note).value_or(note.event.position));
    case RecordedColumn:
        return formatSecond(note.event.recordedAt);
    case StreamColumn:
        return shortened(note.event.stream.value);
    case TypeColumn:
        return shortened(note.event.type, kNameCharacters);
    case TagsColumn:
        return shortened(tagLine(note.tags), kNameCharacters);
    case TextColumn:
        return firstWords(note.text);
    default:
        return {};
    }
}

QString NoteModel::whole(const Note &note, int column) const {
    switch (column) {
    case MarkColumn:
        return markWords(marksOf(note));
    case PositionColumn:
        return isGone(note) ? tr("This event is no longer in the store; it was at position %1.")
                                  .arg(formatPosition(note.event.position))
                            : text(note, column);
    case RecordedColumn:
        return formatExact(note.event.recordedAt);
    case StreamColumn:
        return shortened(note.event.stream.value, kMessageCharacters);
    case TextColumn:
        return beginningOf(note.text, kMessageCharacters);
    default:
        return text(note, column);
    }
}

} // namespace eventscope::ui
