// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_follow.h"

#include "ui/log/event_table_model.h"
#include "ui/log/new_rows_pill.h"

#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace eventscope::ui {

LogFollow::LogFollow(Session &session, const Theme &theme, EventTableModel &model, QTableView &table)
    : QObject(&table), m_session(session), m_model(model), m_table(table), m_pill(new NewRowsPill(theme, &table)) {
    const QScrollBar *bar = table.verticalScrollBar();
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &LogFollow::look);
    connect(bar, &QScrollBar::valueChanged, this, [this] {
        m_isAtEnd = isEndInSight();
        look();
    });
    connect(bar, &QScrollBar::rangeChanged, this, &LogFollow::look);
    connect(&model, &QAbstractItemModel::rowsInserted, &m_look, [this] { m_look.start(0); });
    connect(&model, &QAbstractItemModel::modelReset, &m_look, [this] { m_look.start(0); });
    connect(&session, &Session::loaded, this, &LogFollow::look);
    connect(&session.cursor(), &Cursor::changed, this, &LogFollow::look);
    connect(m_pill, &QPushButton::clicked, this, [this] {
        goToEnd();
        m_table.setFocus(Qt::OtherFocusReason); // the pill is gone now
    });
}

bool LogFollow::isFollowing() const { return m_isAtEnd && !m_isPaused && m_session.cursor().isLive(); }

bool LogFollow::isEndInSight() const {
    const QScrollBar *bar = m_table.verticalScrollBar();
    return bar->value() == bar->maximum();
}

void LogFollow::setAtEnd(bool isAtEnd) {
    m_isAtEnd = isAtEnd;
    look();
}

void LogFollow::goToEnd() {
    m_table.scrollToBottom();
    m_isAtEnd = true;
    look();
}

void LogFollow::setPaused(bool isPaused) {
    if (m_isPaused == isPaused) return;
    m_isPaused = isPaused;
    look();
    Q_EMIT pausedChanged(isPaused);
}

void LogFollow::look() {
    const int rows = m_model.rowCount();
    if (rows == 0) return m_pill->setCount(0);
    (void)m_table.visualRect(m_model.index(rows - 1, 0)); // has the table make room for rows that just came
    QScrollBar *bar = m_table.verticalScrollBar();
    if (isFollowing() && !isEndInSight()) return bar->setValue(bar->maximum()); // which looks again
    if (isEndInSight() || !m_session.isLoaded() || !m_seenTo) {
        // The end of what a filter shows is older than the end of the log, which stays seen when the filter goes.
        m_seenTo = std::max(m_seenTo.value_or(Position{}), m_model.positionOf(rows - 1));
    }
    m_pill->setCount(static_cast<std::uint64_t>(rows - 1 - m_model.rowOf(*m_seenTo)));
}

} // namespace eventscope::ui
