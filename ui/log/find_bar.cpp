// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/find_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kTypingMs = 250;

QToolButton *button(const char *iconName, const QString &words, QWidget *parent) {
    auto *made = new QToolButton(parent);
    made->setIcon(icon(QLatin1String(iconName)));
    made->setAutoRaise(true);
    made->setToolTip(plainToolTip(words));
    setAccessible(made, words);
    return made;
}

} // namespace

FindBar::FindBar(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_edit(new QLineEdit(this)),
      m_status(plainLabel({}, this)),
      m_previous(button("back", tr("Previous match (Shift+F3)"), this)),
      m_next(button("forward", tr("Next match (F3)"), this)),
      m_typing(new QTimer(this)),
      m_parts(session.workers(), [this](const FoundText &found) { take(found); }),
      m_job(session.workers()) {
    layOut();
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingMs);
    connect(m_typing, &QTimer::timeout, this, &FindBar::begin);
    connect(m_edit, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::returnPressed, this, &FindBar::findNext);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(&session, &Session::rowsGrown, this, &FindBar::searchOn);
    connect(&session.filter(), &LogFilter::reset, this, &FindBar::begin);
    hide();
}

void FindBar::layOut() {
    const Metrics metrics(font());
    m_edit->setPlaceholderText(tr("Find in streams, types and payloads"));
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    setAccessible(m_edit, tr("Find in the log"), tr("A text; nothing is hidden by it"));
    auto *closing = button("close", tr("Close (Esc)"), this);
    connect(closing, &QToolButton::clicked, this, &FindBar::close);
    const auto onKey = [this](const QKeySequence &key, auto slot) {
        connect(new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this,
                slot);
    };
    onKey(Qt::Key_Escape, &FindBar::close);
    onKey(QKeyCombination(Qt::SHIFT, Qt::Key_Return), &FindBar::findPrevious);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), metrics.steps(1));
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_edit, 1);
    row->addWidget(m_status);
    for (QToolButton *tool : {m_previous, m_next, closing})
        row->addWidget(tool);
}

void FindBar::open() {
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    begin();
}

void FindBar::close() {
    hide();
    m_typing->stop();
    m_job.drop();
    m_parts.drop();
    m_text.clear();
    Q_EMIT textChanged({});
    Q_EMIT closed();
}

QString FindBar::status() const { return m_status->text(); }

void FindBar::setCurrent(std::optional<Position> position) {
    m_current = position;
    showStatus();
}

/// Rows may be others now, or another text is looked for: from the beginning.
void FindBar::begin() {
    if (!isVisible()) return;
    m_typing->stop();
    m_job.drop();
    m_parts.drop();
    m_text = m_edit->text().toStdString();
    Q_EMIT textChanged(m_edit->text());
    m_session.workers().release(std::exchange(m_found, {}));
    m_around.reset();
    m_problem.reset();
    searchOn();
    showStatus();
}

void FindBar::searchOn() {
    const std::uint64_t rows = m_session.rows();
    if (m_text.empty() || rows == 0 || m_job.isRunning() || m_problem || m_found.isFull()) return;
    const Position until = m_session.index().position(rows - 1);
    if (m_found.searchedTo >= until) return;
    m_job.startListed(tr("Finding"),
                      m_session.find(m_session.filter().filter(), m_text, until, m_found, m_parts.restart()),
                      [this](const Result<FoundText> &answer) { handleEnd(answer); });
}

void FindBar::handleEnd(const Result<FoundText> &answer) {
    m_parts.drop();
    if (!answer) {
        m_problem = answer.error();
        m_isWanted = false;
        return showStatus();
    }
    take(*answer);
    searchOn(); // the log may have grown meanwhile
    if (!m_job.isRunning()) m_isWanted = false;
    showStatus();
}

void FindBar::take(const FoundText &found) {
    m_found = found;
    if (m_isWanted) findNext();
    showStatus();
}

void FindBar::findNext() {
    if (!isVisible()) return open();
    if (m_typing->isActive() || m_text != m_edit->text().toStdString()) begin();
    const auto &all = m_found.positions;
    const auto next = std::ranges::upper_bound(all, origin());
    m_isWanted = next == all.end() && m_job.isRunning(); // it may still be found
    if (m_isWanted || all.empty()) return;
    const bool isAround = next == all.end();
    go(isAround ? 0 : static_cast<std::size_t>(next - all.begin()), isAround);
}

void FindBar::findPrevious() {
    if (!isVisible()) return open();
    const auto &all = m_found.positions;
    if (all.empty()) return;
    const auto before = std::ranges::lower_bound(all, origin());
    const bool isAround = before == all.begin();
    go(static_cast<std::size_t>((isAround ? all.end() : before) - all.begin()) - 1, isAround);
}

Position FindBar::origin() const { return m_current ? *m_current : m_from ? m_from() : kBeforeAll; }

void FindBar::go(std::size_t at, bool isAround) {
    const Position found = m_found.positions[at];
    m_around = isAround ? std::optional(found) : std::nullopt;
    Q_EMIT positionRequested(found);
    showStatus();
}

void FindBar::showStatus() {
    const auto &all = m_found.positions;
    m_previous->setEnabled(!all.empty());
    m_next->setEnabled(!all.empty());
    const bool isPart = m_job.isRunning() || m_found.isFull();
    const QString count = formatCount(all.size()) + (isPart ? QStringLiteral("+") : QString());
    QString text;
    if (m_problem)
        text = tr("Stopped: %1").arg(shortened(m_problem->message, kNameCharacters));
    else if (m_text.empty())
        text = QString();
    else if (all.empty())
        text = isPart ? tr("Looking\u2026") : tr("Not found");
    else if (const auto at = m_current ? std::ranges::lower_bound(all, *m_current) : all.end();
             at != all.end() && *at == *m_current)
        text = tr("%1 of %2", "match").arg(formatCount(static_cast<std::uint64_t>(at - all.begin()) + 1), count);
    else
        text = tr("%1 found").arg(count);
    if (m_around && m_current == m_around && !all.empty())
        text = *m_around == all.front() ? tr("%1, from the first again").arg(text)
                                        : tr("%1, from the last again").arg(text);
    m_status->setText(text);
    m_edit->setAccessibleDescription(text);
}

} // namespace eventscope::ui
