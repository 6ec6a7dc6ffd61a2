// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/note.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace eventscope::ui {

class Banner;
class NoteBook;
class NoteText;
class TagEdit;

/// The note on one event: a text, tags and a bookmark, saved as one goes. GUI thread.
class NoteEditor final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    NoteEditor(NoteBook &book, const Theme &theme, QWidget *parent = nullptr);
    ~NoteEditor() override;

    /// What was written about the event before is saved first.
    void setEvent(const std::optional<NotedEvent> &event);
    [[nodiscard]] const std::optional<NotedEvent> &event() const { return m_event; }
    /// Puts the keyboard into the text.
    void write();
    void toggleBookmark();
    /// What is written by now.
    void save();

    [[nodiscard]] NoteText *text() const { return m_text; }
    [[nodiscard]] TagEdit *tags() const { return m_tags; }
    [[nodiscard]] QToolButton *star() const { return m_star; }

  Q_SIGNALS:
    /// The user is done writing.
    void leaveRequested();

  private:
    void connectParts();
    void showNote();
    void showTexts(const Note *note);
    void showProblem();
    void saveTags();
    void say(const Result<void> &outcome);

    NoteBook &m_book;
    std::optional<NotedEvent> m_event;
    QToolButton *m_star;
    Banner *m_banner;
    QLabel *m_masked; ///< instead of text and tags, where they must not be seen
    NoteText *m_text;
    TagEdit *m_tags;
    QString m_shownText; ///< as it was last read or saved
    QString m_shownTags;
    QTimer m_saving;
    int m_edit; ///< which texts are undone together
};

} // namespace eventscope::ui
