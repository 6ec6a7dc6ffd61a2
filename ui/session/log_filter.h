// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/chosen_rows.h"
#include "ui/async/job.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>

namespace eventscope::ui {

class Session;

/// Which events of a session are shown: all, or those that match a filter, which are searched for in the background and
/// can be read while more are found. New events are looked at as they come. GUI thread.
class LogFilter final : public QObject {
    Q_OBJECT

  public:
    LogFilter(Workers &workers, Session &session);
    ~LogFilter() override;

    /// Shows what matches from now on; a filter that matches everything shows all.
    void set(const Filter &filter);
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    /// Whether anything is left out.
    [[nodiscard]] bool isOn() const { return m_matching != nullptr; }

    /// How many rows are shown: those found so far.
    [[nodiscard]] std::uint64_t count() const;
    /// The row of the log behind shown row `at`. REQUIRES: at < count().
    [[nodiscard]] std::uint64_t row(std::uint64_t at) const;
    /// How many shown rows lie before `row` of the log.
    [[nodiscard]] std::uint64_t countBefore(std::uint64_t row) const;

    /// All rows that are shown now, for a Call.
    [[nodiscard]] ChosenRows chosen() const;

    /// How many rows of the log were looked at, from the first on.
    [[nodiscard]] std::uint64_t searched() const;
    /// Whether there is more to look at.
    [[nodiscard]] bool isSearching() const { return m_search.isRunning(); }
    /// Why the search ended early, or that it was cancelled.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// Searches on after a problem.
    void retry();

  Q_SIGNALS:
    /// Another filter, or events that appeared between others: nothing that was known of shown rows holds any more.
    void aboutToReset();
    void reset();
    /// More rows are shown, at the end. At most every 100 ms.
    void grown(quint64 count);
    /// What is known of the search has changed.
    void searchChanged();

  private:
    void begin(std::shared_ptr<MatchingRows> matching);
    void searchOn();
    void handleFound();

    Workers &m_workers;
    Session &m_session;
    Filter m_filter;
    std::shared_ptr<MatchingRows> m_matching; ///< null: everything matches
    std::uint64_t m_count = 0;                // of the matches, as told
    std::uint64_t m_rowsThatStay = 0;         // while rows move
    std::optional<Error> m_problem;
    Latest<bool> m_found;
    Job<void> m_search; // last: its end is asked for first
};

} // namespace eventscope::ui
