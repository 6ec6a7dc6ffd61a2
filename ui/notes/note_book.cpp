// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/note_book.h"

#include "ui/notes/note_command.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {
constexpr int kLookIntervalMs = 2000;
} // namespace

NoteBook::NoteBook(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_loading(session.workers()), m_finding(session.workers()) {
    auto *looking = new QTimer(this);
    connect(looking, &QTimer::timeout, this, &NoteBook::refresh);
    looking->start(kLookIntervalMs);
    refresh();
}

NoteBook::~NoteBook() = default;

void NoteBook::retry() {
    setProblem(std::nullopt);
    for (const Unsaved &unsaved : std::exchange(m_unsaved, {}))
        save(unsaved);
    refresh();
}

std::vector<Note> NoteBook::notes() const {
    std::vector<Note> all;
    for (const auto &[id, note] : m_notes)
        all.push_back(note);
    std::ranges::stable_sort(all, {}, [this](const Note &note) { return placeOf(note).value_or(note.event.position); });
    return all;
}

const Note *NoteBook::on(const EventId &event) const {
    const auto found = m_notes.find(event);
    return found == m_notes.end() ? nullptr : &found->second;
}

std::optional<Position> NoteBook::placeOf(const Note &note) const {
    const auto found = m_places.find(note.event.id);
    return found == m_places.end() ? note.event.position : found->second;
}

QStringList NoteBook::tags() const {
    std::map<std::string, int> uses;
    for (const auto &[id, note] : m_notes) {
        for (const std::string &tag : note.tags)
            ++uses[tag];
    }
    std::vector<std::pair<std::string, int>> byUse(uses.begin(), uses.end());
    std::ranges::stable_sort(byUse, std::greater(), &std::pair<std::string, int>::second);
    QStringList names;
    for (const auto &[tag, count] : byUse)
        names += QString::fromStdString(tag);
    return names;
}

Result<void> NoteBook::setText(const NotedEvent &event, const QString &text, int edit) {
    NoteChange change;
    change.text = text.toStdString();
    return push(event, change, tr("note"), edit);
}

Result<void> NoteBook::setTags(const NotedEvent &event, const QString &line) {
    NoteChange change;
    change.addTags = tagsOf(line.normalized(QString::NormalizationForm_C).toStdString());
    if (const Note *before = on(event.id)) change.removeTags = before->tags;
    return push(event, change, tr("tags"));
}

Result<void> NoteBook::setBookmarked(const NotedEvent &event, bool isBookmarked) {
    NoteChange change;
    change.isBookmarked = isBookmarked;
    return push(event, change, tr("bookmark"));
}

void NoteBook::remove(const std::vector<EventId> &events) {
    QUndoStack &undo = m_session.undoStack();
    undo.beginMacro(tr("removal of %Ln note(s)", nullptr, static_cast<int>(events.size())));
    for (const EventId &id : events) {
        if (const auto found = m_notes.find(id); found != m_notes.end()) {
            const Note note = found->second;
            (void)push(note.event, differenceOf(note, std::nullopt), {}); // taking away cannot be refused
        }
    }
    undo.endMacro();
}

Result<void> NoteBook::push(const NotedEvent &event, const NoteChange &change, const QString &words, int edit) {
    const Note *known = on(event.id);
    const auto before = known ? std::optional(*known) : std::nullopt;
    ES_ASSIGN(after, eventscope::changed(before, event, change, m_clock.now()));
    const NoteChange forward = differenceOf(before, after);
    if (forward == NoteChange()) return {};
    m_session.undoStack().push(new NoteCommand(*this, event, forward, differenceOf(after, before), words, edit));
    return {};
}

void NoteBook::apply(const NotedEvent &event, const NoteChange &change) {
    const Note *known = on(event.id);
    const Time now = m_clock.now();
    auto after = eventscope::changed(known ? std::optional(*known) : std::nullopt, event, change, now);
    if (!after) return setProblem(std::move(after).error());
    if (*after)
        m_notes.insert_or_assign(event.id, **std::move(after));
    else
        m_notes.erase(event.id);
    ++m_changes;
    save({event, change, now});
    setMarks();
    Q_EMIT changed();
}

void NoteBook::save(const Unsaved &unsaved) {
    ++m_saving;
    m_session.memory()->change(
        m_session.workers(),
        [unsaved](Workspace &workspace) -> Result<void> {
            ES_TRY(changeNote(workspace, unsaved.event, unsaved.change, unsaved.at));
            return {};
        },
        this, [this, unsaved](const Result<void> &outcome) { handleSaved(unsaved, outcome); });
}

void NoteBook::handleSaved(const Unsaved &unsaved, const Result<void> &outcome) {
    --m_saving;
    if (outcome) return;
    m_unsaved.push_back(unsaved);
    setProblem(outcome.error());
}

/// What was asked to be changed is not read over: it may not be in the file yet.
void NoteBook::refresh() {
    if (m_loading.isRunning() || m_saving > 0 || !m_unsaved.empty()) return;
    m_loading.start(
        m_session.memory()->call([state = m_state](Workspace &workspace) { return notesSince(workspace, state); }),
        [this, before = m_changes](Result<std::optional<KeptNotes>> answer) {
            handleLoaded(std::move(answer), before);
        });
}

void NoteBook::handleLoaded(Result<std::optional<KeptNotes>> answer, std::uint64_t changesBefore) {
    if (!answer) return setProblem(std::move(answer).error());
    if (m_changes != changesBefore) return; // looked at again soon
    setProblem(std::nullopt);
    if (!*answer) return;
    m_state = (*answer)->state;
    m_loaded = true;
    m_notes.clear();
    for (Note &note : (*answer)->notes) {
        const EventId id = note.event.id;
        m_notes.emplace(id, std::move(note));
    }
    setMarks();
    findPlaces();
    Q_EMIT changed();
}

void NoteBook::findPlaces() {
    std::vector<NotedEvent> unknown;
    for (const auto &[id, note] : m_notes) {
        if (!m_places.contains(id)) unknown.push_back(note.event);
    }
    if (unknown.empty()) return;
    m_finding.start(m_session.places(unknown),
                    [this, unknown](const Result<std::vector<std::optional<Position>>> &places) {
                        if (!places) return; // the store says by itself what is wrong; what was kept does meanwhile
                        for (std::size_t i = 0; i < unknown.size(); ++i)
                            m_places.insert_or_assign(unknown[i].id, (*places)[i]);
                        setMarks();
                        Q_EMIT changed();
                    });
}

void NoteBook::setMarks() {
    EventMarks::Map marks;
    for (const auto &[id, note] : m_notes) {
        const auto place = placeOf(note);
        if (!place) continue;
        if (note.isBookmarked) marks[*place] |= EventMarks::Bookmark;
        if (!note.text.empty() || !note.tags.empty()) marks[*place] |= EventMarks::Note;
    }
    m_session.marks().set(std::move(marks));
}

void NoteBook::setProblem(std::optional<Error> problem) {
    if (problem == m_problem) return;
    m_problem = std::move(problem);
    Q_EMIT problemChanged();
}

} // namespace eventscope::ui
