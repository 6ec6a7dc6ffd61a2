// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/filter/filter.h"
#include "core/index/matching_rows.h"
#include "core/workspace/saved_filters.h"
#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"
#include "ui/session/store_memory.h"

#include <QObject>
#include <QString>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

class QUndoStack;

namespace eventscope::ui {

class Session;

/// The filters that were saved for a store, with how many events each matches. They are counted one after the other in
/// the background, those that ask for headers only first; new events alone are looked at as the log grows. What the
/// user does is on the undo stack and in the list at once, and written behind. GUI thread.
class SavedFilters final : public QObject {
    Q_OBJECT

  public:
    struct Entry {
        SavedFilter filter;
        Result<Filter> read; ///< or why it can no longer be
        std::shared_ptr<MatchingRows> matching;
        std::deque<MatchingRows::Known> known; ///< what stays true when later rows become others: rising
        [[nodiscard]] std::uint64_t count() const { return matching ? matching->count() : 0; }
    };

    SavedFilters(Workers &workers, Session &session, QUndoStack &undo);
    ~SavedFilters() override;

    /// By name, as people sort.
    [[nodiscard]] const std::vector<Entry> &all() const { return m_all; }
    [[nodiscard]] const Entry *find(const QString &name) const;
    /// The first name that is free for `text`: what a person is likely to call it.
    [[nodiscard]] QString nameFor(const QString &text) const;
    /// Whether all events that there are were looked at.
    [[nodiscard]] bool isCounted(const Entry &entry) const;
    /// Why there are none to be seen, or why the last change was not kept.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// Why counting ended early.
    [[nodiscard]] const std::optional<Error> &countProblem() const { return m_countProblem; }
    /// Counts on after a problem; what was cancelled rests until then.
    void retryCounting();

    /// \name What can be undone
    /// Names are taken without blanks around them.
    /// @{

    /// Saves a filter; one of the same name is replaced. False: that is no name.
    bool save(const QString &name, const QString &text);
    /// False: that is no name, or another one has it.
    bool rename(const QString &from, const QString &to);
    void remove(const QString &name);
    /// @}

  Q_SIGNALS:
    void aboutToReset();
    /// Other filters, or others of their names.
    void reset();
    void countsChanged();
    void problemChanged();
    /// A change was not kept; the list is as it is kept, unless that cannot be read.
    void changeFailed(const eventscope::Error &problem);

  private:
    class Command;
    void load();
    void change(const std::optional<SavedFilter> &from, const std::optional<SavedFilter> &to);
    void push(const QString &words, std::optional<SavedFilter> from, std::optional<SavedFilter> to);
    void add(const SavedFilter &filter);
    void handleWritten(const Result<void> &made);
    void setProblem(std::optional<Error> problem);
    void countOn();
    [[nodiscard]] Entry *nextToCount();
    void handleCounted(const std::shared_ptr<MatchingRows> &matching, const Result<void> &outcome);
    void handleMoved();

    Workers &m_workers;
    Session &m_session;
    QUndoStack &m_undo;
    std::vector<Entry> m_all;
    std::optional<Error> m_problem, m_countProblem;
    int m_writing = 0;                ///< changes under way
    bool m_mustLoad = false;          ///< once they are made
    std::uint64_t m_rowsThatStay = 0; // while rows move
    SignalThrottler m_growth;
    Latest<bool> m_found;
    Job<std::vector<SavedFilter>> m_loading;
    Job<void> m_counting; // last: its end is asked for first
};

} // namespace eventscope::ui
