// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/statistics_counter.h"

namespace eventscope::ui {

namespace {

/// Counting ten million rows takes a third of that.
constexpr int kGrowthIntervalMs = 1000;
/// So many payloads are read in a fraction of a second, from a server, too.
constexpr std::uint64_t kMeasuredFreely = 50'000;

} // namespace

StatisticsCounter::StatisticsCounter(Session &session, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_known(std::make_shared<PayloadSizes>()),
      m_growth(kGrowthIntervalMs),
      m_counting(session.workers()),
      m_measuring(session.workers()) {
    connect(&m_growth, &SignalThrottler::triggered, this, &StatisticsCounter::count);
    connect(&session.filter(), &LogFilter::reset, this, [this] {
        if (m_rows) m_rows = ChosenRows::first(0); // they may have other numbers now
        restart();
    });
    const auto grow = [this] {
        if (m_isActive && !m_rows) m_growth.request();
    };
    connect(&session.filter(), &LogFilter::grown, this, grow);
    connect(&session.filter(), &LogFilter::searchChanged, this, grow);
}

void StatisticsCounter::setActive(bool isActive) {
    if (isActive == m_isActive) return;
    m_isActive = isActive;
    restart();
}

void StatisticsCounter::setRows(std::optional<ChosenRows> rows) {
    m_rows = std::move(rows);
    restart();
}

void StatisticsCounter::restart() {
    m_counting.drop();
    m_measuring.drop();
    m_known = std::make_shared<PayloadSizes>();
    m_statistics.reset();
    m_sizes.reset();
    m_problem.reset();
    m_isStale = m_isMeasureWanted = false;
    count();
    Q_EMIT changed();
}

void StatisticsCounter::count() {
    if (!m_isActive) return;
    m_isStale = m_counting.isRunning();
    if (m_isStale) return;
    m_counting.start([index = m_session.sharedIndex(), rows = m_rows ? *m_rows : m_session.filter().chosen()](
                         const JobControl &job) { return statisticsOf(*index, rows, job); },
                     [this](Result<Statistics> counted) { handleCounted(std::move(counted)); });
}

void StatisticsCounter::handleCounted(Result<Statistics> counted) {
    if (!counted) return; // nobody cancels it but a new count
    m_statistics = *std::move(counted);
    if (m_isStale) m_growth.request();
    measureOn();
    Q_EMIT changed();
}

void StatisticsCounter::measure() {
    m_isMeasureWanted = true;
    m_problem.reset();
    measureOn();
    Q_EMIT changed();
}

bool StatisticsCounter::isMeasuredFreely() const {
    const bool isRead = !m_rows && !m_session.filter().filter().isHeaderOnly();
    return (isRead ? m_session.rows() : m_statistics->events) <= kMeasuredFreely;
}

EventChoice StatisticsCounter::choice() const {
    return m_rows ? EventChoice::of(*m_rows, m_session.sharedIndex())
                  : EventChoice::matching(m_session.filter().filter());
}

void StatisticsCounter::measureOn() {
    if (!m_statistics || m_statistics->events == 0 || m_measuring.isRunning() || m_problem) return;
    if (m_session.filter().isSearching() && !m_rows) return; // when it is known what is shown
    const Position last = m_session.index().position(m_session.rows() - 1);
    if (m_sizes && (m_rows || m_known->measuredTo() >= last)) return;
    if (!m_isMeasureWanted && !isMeasuredFreely()) return;
    if (m_rows) m_known = std::make_shared<PayloadSizes>();
    m_measuring.startListed(m_isMeasureWanted ? tr("Measuring payloads") : QString(),
                            m_session.sizes(choice(), last, m_known),
                            [this](const Result<SizeSummary> &measured) { handleMeasured(measured); });
}

void StatisticsCounter::handleMeasured(const Result<SizeSummary> &measured) {
    if (measured)
        m_sizes = *measured;
    else
        m_problem = measured.error();
    if (!measured) m_isMeasureWanted = false;
    measureOn();
    Q_EMIT changed();
}

} // namespace eventscope::ui
