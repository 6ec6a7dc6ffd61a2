// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/saved_filters.h"

#include "ui/session/session.h"

#include <QUndoStack>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

/// A payload filter costs the store a question each time, so growth is gathered.
constexpr int kGrowthIntervalMs = 500;
/// Fewer rows are looked at before a person could have read that this is going on.
constexpr std::uint64_t kRowsWorthTelling = 100'000;
constexpr qsizetype kProposedCharacters = 40;

bool isName(const std::string &name) { return !name.empty() && name.size() <= SavedFilter::kNameBytesMax; }

bool comesBefore(const SavedFilters::Entry &entry, const std::string &name) {
    const QString mine = QString::fromStdString(entry.filter.name), other = QString::fromStdString(name);
    const int order = mine.compare(other, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : entry.filter.name < name;
}

} // namespace

class SavedFilters::Command final : public QUndoCommand {
  public:
    Command(SavedFilters &filters, const QString &words, std::optional<SavedFilter> from, std::optional<SavedFilter> to)
        : QUndoCommand(words), m_filters(filters), m_from(std::move(from)), m_to(std::move(to)) {}
    void redo() override { m_filters.change(m_from, m_to); }
    void undo() override { m_filters.change(m_to, m_from); }

  private:
    SavedFilters &m_filters;
    const std::optional<SavedFilter> m_from, m_to;
};

SavedFilters::SavedFilters(Workers &workers, Session &session, QUndoStack &undo)
    : m_workers(workers),
      m_session(session),
      m_undo(undo),
      m_growth(kGrowthIntervalMs),
      m_found(workers, [this](bool) { Q_EMIT countsChanged(); }),
      m_loading(workers),
      m_counting(workers) {
    connect(&m_growth, &SignalThrottler::triggered, this, &SavedFilters::countOn);
    connect(&session, &Session::rowsGrown, &m_growth, &SignalThrottler::request);
    connect(&session, &Session::loaded, &m_growth, &SignalThrottler::request);
    connect(&session, &Session::rowsAboutToMove, this, [this] { m_rowsThatStay = m_session.settledRows(); });
    connect(&session, &Session::rowsMoved, this, &SavedFilters::handleMoved);
    load();
}

SavedFilters::~SavedFilters() = default;

void SavedFilters::load() {
    m_loading.start(m_session.memory()->call(savedFilters), [this](Result<std::vector<SavedFilter>> found) {
        if (!found) return setProblem(std::move(found).error());
        // What is the same stays, with the name that is being typed.
        if (std::ranges::is_permutation(*found, m_all, {}, {}, &Entry::filter)) return;
        Q_EMIT aboutToReset();
        m_counting.drop();
        m_all.clear();
        for (const SavedFilter &filter : *found)
            add(filter);
        Q_EMIT reset();
        countOn();
    });
}

const SavedFilters::Entry *SavedFilters::find(const QString &name) const {
    const auto found = std::ranges::find(m_all, name.trimmed().toStdString(),
                                         [](const Entry &entry) -> const std::string & { return entry.filter.name; });
    return found == m_all.end() ? nullptr : &*found;
}

QString SavedFilters::nameFor(const QString &text) const {
    QString plain = text.simplified();
    if (plain.size() > kProposedCharacters) plain = plain.left(kProposedCharacters - 1) + QChar(0x2026);
    if (!find(plain)) return plain;
    for (int number = 2;; ++number) {
        const QString name = QStringLiteral("%1 (%2)").arg(plain).arg(number);
        if (!find(name)) return name;
    }
}

bool SavedFilters::isCounted(const Entry &entry) const {
    return entry.matching && entry.matching->searched() >= m_session.rows();
}

bool SavedFilters::save(const QString &name, const QString &text) {
    const SavedFilter filter{name.trimmed().toStdString(), text.trimmed().toStdString()};
    if (!isName(filter.name)) return false;
    const Entry *old = find(name);
    if (old && old->filter == filter) return true;
    push(tr("Save a filter"), old ? std::optional(old->filter) : std::nullopt, filter);
    return true;
}

bool SavedFilters::rename(const QString &from, const QString &to) {
    const Entry *old = find(from);
    const std::string name = to.trimmed().toStdString();
    if (!old || !isName(name)) return false;
    if (name == old->filter.name) return true;
    if (find(to)) return false;
    push(tr("Rename a saved filter"), old->filter, SavedFilter{name, old->filter.text});
    return true;
}

void SavedFilters::remove(const QString &name) {
    if (const Entry *old = find(name)) push(tr("Delete a saved filter"), old->filter, std::nullopt);
}

void SavedFilters::push(const QString &words, std::optional<SavedFilter> from, std::optional<SavedFilter> to) {
    m_undo.push(new Command(*this, words, std::move(from), std::move(to)));
}

void SavedFilters::change(const std::optional<SavedFilter> &from, const std::optional<SavedFilter> &to) {
    Q_EMIT aboutToReset();
    std::optional<Entry> kept;
    if (from) {
        const Entry *old = find(QString::fromStdString(from->name));
        if (old && to && old->filter.text == to->text) kept = *old; // with what was counted
        std::erase_if(m_all, [&](const Entry &entry) { return entry.filter.name == from->name; });
    }
    if (to) {
        std::erase_if(m_all, [&](const Entry &entry) { return entry.filter.name == to->name; });
        add(*to);
        if (kept) {
            kept->filter = *to;
            *std::ranges::find(m_all, *to, &Entry::filter) = *std::move(kept);
        }
    }
    Q_EMIT reset();
    countOn();
    // What is being read may not have this change in it.
    if (m_loading.isRunning()) m_mustLoad = true;
    m_loading.drop();
    ++m_writing;
    const auto write = [from, to](Workspace &workspace) { return changeSavedFilter(workspace, from, to); };
    m_session.memory()->change(m_workers, write, this, [this](const Result<void> &made) { handleWritten(made); });
}

void SavedFilters::handleWritten(const Result<void> &made) {
    if (!made) m_mustLoad = true; // what there really is
    setProblem(made ? std::nullopt : std::optional(made.error()));
    if (!made) Q_EMIT changeFailed(made.error());
    if (--m_writing == 0 && std::exchange(m_mustLoad, false)) load();
}

void SavedFilters::add(const SavedFilter &filter) {
    Entry entry{filter, Filter::parse(filter.text), nullptr, {}};
    if (entry.read) entry.matching = std::make_shared<MatchingRows>(*entry.read, MatchingRows::Known{});
    const auto place =
        std::ranges::partition_point(m_all, [&](const Entry &other) { return comesBefore(other, filter.name); });
    m_all.insert(place, std::move(entry));
}

void SavedFilters::setProblem(std::optional<Error> problem) {
    m_problem = std::move(problem);
    Q_EMIT problemChanged();
}

SavedFilters::Entry *SavedFilters::nextToCount() {
    const bool isCancelled = m_countProblem && m_countProblem->kind == ErrorKind::Cancelled;
    Entry *next = nullptr;
    for (Entry &entry : m_all) {
        if (!entry.matching || isCounted(entry)) continue;
        if (entry.read->isHeaderOnly()) return &entry;
        // Reading the log comes first, and what was cancelled stays so.
        if (!next && m_session.isLoaded() && !isCancelled) next = &entry;
    }
    return next;
}

void SavedFilters::countOn() {
    if (m_counting.isRunning()) return;
    const Entry *entry = nextToCount();
    if (!entry) return;
    const auto matching = entry->matching;
    const std::uint64_t rows = m_session.rows();
    const bool isLong = !entry->read->isHeaderOnly() && rows - matching->searched() > kRowsWorthTelling;
    m_counting.startListed(isLong ? tr("Counting what saved filters match") : QString(),
                           m_session.search(matching, rows, m_found.restart()),
                           [this, matching](const Result<void> &outcome) { handleCounted(matching, outcome); });
}

void SavedFilters::retryCounting() {
    m_countProblem.reset();
    countOn();
    Q_EMIT countsChanged();
}

void SavedFilters::handleCounted(const std::shared_ptr<MatchingRows> &matching, const Result<void> &outcome) {
    if (!outcome) m_countProblem = outcome.error();
    const auto entry = std::ranges::find(m_all, matching, &Entry::matching);
    if (entry != m_all.end()) {
        entry->known.push_back({matching->searched(), matching->count()});
        // Of what is settled the last one is enough.
        while (entry->known.size() > 1 && entry->known[1].searched <= m_session.settledRows())
            entry->known.pop_front();
    }
    Q_EMIT countsChanged();
    if (outcome) return countOn();
}

/// Rows before those that stay are as they were, so counting begins behind the last one that was known among them.
void SavedFilters::handleMoved() {
    m_counting.drop();
    for (Entry &entry : m_all) {
        if (!entry.matching) continue;
        while (!entry.known.empty() && entry.known.back().searched > m_rowsThatStay)
            entry.known.pop_back();
        const auto known = entry.known.empty() ? MatchingRows::Known{} : entry.known.back();
        entry.matching = std::make_shared<MatchingRows>(*entry.read, known);
    }
    Q_EMIT countsChanged();
    m_growth.request();
}

} // namespace eventscope::ui
