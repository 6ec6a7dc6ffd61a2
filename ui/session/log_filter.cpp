// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/log_filter.h"

#include "ui/session/session.h"

#include <utility>

namespace eventscope::ui {

namespace {
constexpr int kGrowthIntervalMs = 100;
/// Fewer rows are looked at before a person could have read that this is going on.
constexpr std::uint64_t kRowsWorthTelling = 100'000;
} // namespace

LogFilter::LogFilter(Workers &workers, Session &session)
    : m_workers(workers),
      m_session(session),
      m_found(
          workers, [this](bool) { handleFound(); }, kGrowthIntervalMs),
      m_search(workers) {
    connect(&session, &Session::rowsGrown, this, [this](quint64 rows) {
        if (isOn()) return searchOn();
        Q_EMIT grown(rows);
    });
    connect(&session, &Session::rowsAboutToMove, this, [this] {
        m_rowsThatStay = m_session.settledRows();
        Q_EMIT aboutToReset();
    });
    connect(&session, &Session::rowsMoved, this,
            [this] { begin(isOn() ? std::make_shared<MatchingRows>(*m_matching, m_rowsThatStay) : nullptr); });
}

LogFilter::~LogFilter() = default;

void LogFilter::set(const Filter &filter) {
    Q_EMIT aboutToReset();
    m_filter = filter;
    begin(filter.matchesEverything() ? nullptr : std::make_shared<MatchingRows>(filter));
}

void LogFilter::begin(std::shared_ptr<MatchingRows> matching) {
    m_search.drop();
    m_found.drop();
    m_workers.release(std::exchange(m_matching, std::move(matching)));
    m_count = isOn() ? m_matching->count() : 0;
    m_problem.reset();
    Q_EMIT reset();
    searchOn();
    Q_EMIT searchChanged();
}

std::uint64_t LogFilter::count() const { return isOn() ? m_count : m_session.rows(); }

std::uint64_t LogFilter::row(std::uint64_t at) const { return isOn() ? (*m_matching)[at] : at; }

std::uint64_t LogFilter::countBefore(std::uint64_t row) const {
    return isOn() ? m_matching->countBefore(row, m_count) : std::min(row, m_session.rows());
}

ChosenRows LogFilter::chosen() const {
    return isOn() ? ChosenRows::matching(m_matching, m_count) : ChosenRows::first(m_session.rows());
}

std::uint64_t LogFilter::searched() const { return isOn() ? m_matching->searched() : m_session.rows(); }

void LogFilter::retry() {
    m_problem.reset();
    searchOn();
    Q_EMIT searchChanged();
}

void LogFilter::searchOn() {
    if (!isOn() || m_search.isRunning() || m_problem || m_matching->searched() >= m_session.rows()) return;
    const std::uint64_t rows = m_session.rows();
    const bool isLong = !m_filter.isHeaderOnly() && rows - m_matching->searched() > kRowsWorthTelling;
    auto search = m_session.search(m_matching, rows, m_found.restart());
    m_search.startListed(isLong ? tr("Searching the log") : QString(), std::move(search),
                         [this](const Result<void> &outcome) {
                             if (!outcome) m_problem = outcome.error();
                             handleFound();
                             searchOn(); // the log may have grown meanwhile
                             Q_EMIT searchChanged();
                         });
}

void LogFilter::handleFound() {
    const std::uint64_t count = m_matching->count();
    if (count > m_count) {
        m_count = count;
        Q_EMIT grown(count);
    }
    Q_EMIT searchChanged();
}

} // namespace eventscope::ui
