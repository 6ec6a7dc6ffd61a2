// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "ui/theme/metrics.h"
#include "ui/theme/time_style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QEvent>

#include <algorithm>

namespace eventscope::ui {

namespace {
constexpr int kTickMs = 1000;
} // namespace

StatusLine::StatusLine(QWidget *parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setAccessible(this, tr("Status"));
    setIndent(Metrics(font()).steps(2));
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::measureLoad);
}

void StatusLine::setSession(const Session *session) {
    if (m_session) {
        disconnect(&m_session->cursor(), nullptr, this, nullptr);
        disconnect(m_session, nullptr, this, nullptr);
    }
    m_session = session;
    m_load = 0;
    m_sent.reset();
    if (session) {
        m_sent = session->statementsSent();
        m_sinceTick.start();
        connect(session, &Session::rowsGrown, this, &StatusLine::showStatus);
        connect(session, &Session::settledChanged, this, &StatusLine::showStatus);
        connect(session, &Session::loaded, this, &StatusLine::showStatus);
        connect(&session->cursor(), &Cursor::changed, this, &StatusLine::showStatus);
        m_tick.start();
    } else {
        m_tick.stop();
    }
    showStatus();
}

void StatusLine::measureLoad() {
    const auto sent = m_session->statementsSent();
    const auto passedMs = std::max<qint64>(m_sinceTick.restart(), 1);
    if (sent && m_sent) m_load = static_cast<int>((*sent - *m_sent) * 1000 / static_cast<std::uint64_t>(passedMs));
    m_sent = sent;
    showStatus();
}

/// How many, from where on, and the evidence: the short form in the line, the whole in the tip.
void StatusLine::showUnsettled(QStringList &parts) {
    const auto settled = m_session->settledRows();
    if (settled >= m_session->rows()) return;
    QString line =
        tr("%1 not settled, from %2 on")
            .arg(formatCount(m_session->rows() - settled), formatPosition(m_session->index().position(settled)));
    QString why = tr("An event may still appear before those that are not settled.");
    if (const auto &hole = m_session->hole()) {
        const QString at = formatPosition(hole->position);
        line += hole->state == Hole::State::Open ? tr(" (%1 is open)").arg(at) : tr(" (%1 is unsettled)").arg(at);
        why = tr("%1 is missing: %2.").arg(at, shortened(hole->evidence, kMessageCharacters)) + QLatin1Char(' ') + why;
    }
    parts += line;
    setToolTip(plainToolTip(why));
    setAccessibleDescription(why);
}

void StatusLine::changeEvent(QEvent *event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LocaleChange) showStatus();
}

void StatusLine::showStatus() {
    setToolTip({});
    setAccessibleDescription({});
    if (!m_session) return clear();
    const auto rows = m_session->rows();
    QStringList parts;
    const QString all = tr("%Ln event(s)", nullptr, static_cast<int>(rows));
    parts +=
        m_session->cursor().isLive() ? all : tr("%1 of %2 up to here").arg(formatCount(m_session->rowsAtCursor()), all);
    if (!m_session->isLoaded()) parts += tr("still reading");
    showUnsettled(parts);
    if (rows > 0) {
        const Time last = m_session->index().recordedAt(rows - 1);
        parts += tr("last event %1 ago").arg(formatAge(SystemClock().now() - last));
    }
    parts += timeStyle() == TimeStyle::Relative ? QStringLiteral("UTC") : timeStyleText();
    if (m_sent) parts += tr("load %Ln statement(s) a second", nullptr, m_load);
    setText(parts.join(QStringLiteral(" \u00b7 ")));
}

} // namespace eventscope::ui
