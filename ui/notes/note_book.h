// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/event_notes.h"
#include "ui/async/job.h"
#include "ui/session/session.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// The notes on the events of an open store, in memory, and the way to change them: at once for the eye, then on a
/// worker, in the order in which they were asked for. Every change can be undone (Session::undoStack()). What another
/// program changes appears within two seconds. Sets the session's marks. GUI thread.
class NoteBook final : public QObject {
    Q_OBJECT

  public:
    /// `session` outlives it.
    explicit NoteBook(Session &session, QObject *parent = nullptr);
    ~NoteBook() override;

    /// True once the notes that were kept are there; nothing can be changed before.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// Why notes cannot be read, or what was not saved: what is shown is then more than what is kept.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// Tries again after a problem.
    void retry();

    /// Nobody may read one: it may say who somebody is. Bookmarks go on.
    [[nodiscard]] bool isMasked() const { return m_session.isMasked(); }

    /// By position.
    [[nodiscard]] std::vector<Note> notes() const;
    [[nodiscard]] std::size_t count() const { return m_notes.size(); }
    /// Null where there is none; until changed().
    [[nodiscard]] const Note *on(const EventId &event) const;
    /// Where the event of a note is, as far as that is known by now; nothing when it is no longer in the store.
    [[nodiscard]] std::optional<Position> placeOf(const Note &note) const;
    /// Those in use, most used first.
    [[nodiscard]] QStringList tags() const;

    /// \name Changes. Errors: those of changed(); REQUIRES: isLoaded()
    /// @{
    /// Texts with the same `edit`, one after the other, are undone together.
    Result<void> setText(const NotedEvent &event, const QString &text, int edit);
    /// Takes a line of tags as people write them.
    Result<void> setTags(const NotedEvent &event, const QString &line);
    Result<void> setBookmarked(const NotedEvent &event, bool isBookmarked);
    /// Takes whole notes away, in one step.
    void remove(const std::vector<EventId> &events);
    /// @}

    /// Looks for what other programs have changed.
    void refresh();

  Q_SIGNALS:
    void changed();
    void problemChanged();

  private:
    friend class NoteCommand;
    struct Unsaved {
        NotedEvent event;
        NoteChange change;
        Time at;
    };

    Result<void> push(const NotedEvent &event, const NoteChange &change, const QString &words, int edit = 0);
    /// Without a step to undo.
    void apply(const NotedEvent &event, const NoteChange &change);
    void save(const Unsaved &unsaved);
    void handleSaved(const Unsaved &unsaved, const Result<void> &outcome);
    void handleLoaded(Result<std::optional<KeptNotes>> answer, std::uint64_t changesBefore);
    void findPlaces();
    void setMarks();
    void setProblem(std::optional<Error> problem);

    Session &m_session;
    std::map<EventId, Note> m_notes;
    std::map<EventId, std::optional<Position>> m_places; ///< that were looked up
    std::int64_t m_state = -1;                           ///< of the file, as it was read
    bool m_loaded = false;
    std::uint64_t m_changes = 0; ///< asked for so far
    int m_saving = 0;            ///< under way
    std::vector<Unsaved> m_unsaved;
    std::optional<Error> m_problem;
    SystemClock m_clock;
    Job<std::optional<KeptNotes>> m_loading;
    Job<std::vector<std::optional<Position>>> m_finding;
};

} // namespace eventscope::ui
