// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/watch_pane.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/role_delegate.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// A value that the shown step changed has the sign and the colour of changes.
Role styleOf(QStyleOptionViewItem &option, const QModelIndex &index) {
    option.textElideMode = Qt::ElideMiddle;
    if (index.column() == WatchModel::SinceColumn) return Role::TextQuiet;
    option.font = fixedFont();
    if (index.column() != WatchModel::ValueColumn || !index.data(WatchModel::kChangedRole).toBool()) return Role::Text;
    option.text.prepend(QStringLiteral("~ "));
    return Role::Changed;
}

} // namespace

WatchPane::WatchPane(Workers &workers, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_table(new QTableView(this)), m_tracking(workers) {
    const Metrics metrics(font());
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RoleDelegate(theme, styleOf, m_table));
    makeCalm(*m_table);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    widenColumn(*m_table, WatchModel::PathColumn, metrics.steps(26));
    widenColumn(*m_table, WatchModel::ValueColumn, metrics.steps(26));
    setAccessible(m_table, tr("Watched values"));
    m_previous = iconButton("previous", tr("Previous change of the watched value (Shift+F8)"), this);
    m_next = iconButton("next", tr("Next change of the watched value (F8)"), this);
    m_remove = iconButton("delete", tr("Stop watching (Del)"), this);
    m_stops = new QCheckBox(tr("Play stops when one changes"), this);
    m_stops->setChecked(true);
    connect(m_previous, &QToolButton::clicked, this, &WatchPane::goToPreviousChange);
    connect(m_next, &QToolButton::clicked, this, &WatchPane::goToNextChange);
    connect(m_remove, &QToolButton::clicked, this, &WatchPane::removeCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WatchPane::enable);
    addQuestions();
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(1), metrics.steps(1));
    tools->setSpacing(metrics.steps(1));
    tools->addWidget(m_stops, 1);
    for (QToolButton *button : {m_previous, m_next, m_remove})
        tools->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addWidget(m_table, 1);
    tabInTurn({m_stops, m_previous, m_next, m_remove, m_table});
    enable();
}

void WatchPane::addQuestions() {
    const auto add = [this](const QString &text, const QKeySequence &key, auto act) {
        auto *action = new QAction(text, m_table);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, act] {
            if (currentRow() >= 0) act();
        });
        m_table->addAction(action);
    };
    add(tr("Plot over versions"), QKeyCombination(Qt::SHIFT, Qt::Key_F9),
        [this] { Q_EMIT plotRequested(m_model.path(currentRow())); });
    add(tr("List its values"), QKeyCombination(Qt::CTRL, Qt::Key_F9),
        [this] { Q_EMIT valuesRequested(m_model.path(currentRow())); });
    add(tr("Stop watching"), QKeySequence::Delete, [this] { removeCurrent(); });
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT plotRequested(m_model.path(index.row())); });
}

int WatchPane::currentRow() const { return m_table->currentIndex().row(); }

void WatchPane::watch(const Pointer &path) {
    const int before = count();
    const int row = m_model.add(path);
    m_table->setCurrentIndex(m_model.index(row, 0));
    enable();
    if (count() == before) return;
    track(path);
    Q_EMIT countChanged();
}

void WatchPane::removeCurrent() {
    if (currentRow() < 0) return;
    std::erase(m_queue, m_model.path(currentRow()));
    m_model.remove(currentRow());
    enable();
    Q_EMIT countChanged();
}

void WatchPane::setHistory(const HistoryPtr &history) {
    m_queue.clear();
    m_tracking.drop();
    m_history = history;
    m_model.setHistory(history);
    for (int row = 0; row < count(); ++row)
        track(m_model.path(row));
    enable();
}

/// What is known goes on from where it ends.
void WatchPane::growTo(const HistoryPtr &history) {
    m_history = history;
    m_model.growTo(history);
    for (int row = 0; row < count(); ++row)
        track(m_model.path(row));
}

void WatchPane::setStep(std::optional<std::size_t> step) {
    m_step = step;
    m_model.setStep(step);
    enable();
}

void WatchPane::track(const Pointer &path) {
    if (!m_history) return;
    if (std::ranges::find(m_queue, path) == m_queue.end()) m_queue.push_back(path);
    if (!m_tracking.isRunning()) trackNext();
}

/// One after the other: each folds the whole stream.
void WatchPane::trackNext() {
    if (m_queue.empty()) return enable();
    const Pointer path = m_queue.front();
    m_queue.erase(m_queue.begin());
    m_tracking.start([history = m_history, path, known = m_model.trackOf(path)](
                         const JobControl &job) { return trackValue(history, path, known, job); },
                     [this, path](const Result<ValueTrackPtr> &track) {
                         if (track)
                             m_model.setTrack(*track);
                         else
                             m_model.setProblem(path, shortened(describe(track.error()), kMessageCharacters));
                         trackNext();
                     });
}

void WatchPane::enable() {
    const ValueTrackPtr track = currentRow() >= 0 ? m_model.track(currentRow()) : nullptr;
    m_previous->setEnabled(track && track->changeBefore(m_step));
    m_next->setEnabled(track && track->changeAfter(m_step));
    m_remove->setEnabled(currentRow() >= 0);
}

void WatchPane::goToNextChange() {
    const ValueTrackPtr track = currentRow() >= 0 ? m_model.track(currentRow()) : nullptr;
    const auto step = track ? track->changeAfter(m_step) : std::nullopt;
    if (step) Q_EMIT stepRequested(*step);
}

void WatchPane::goToPreviousChange() {
    const ValueTrackPtr track = currentRow() >= 0 ? m_model.track(currentRow()) : nullptr;
    const auto step = track ? track->changeBefore(m_step) : std::nullopt;
    if (step) Q_EMIT stepRequested(*step);
}

std::vector<Pointer> WatchPane::stopsAt(std::size_t step) const {
    return m_stops->isChecked() ? m_model.changedAt(step) : std::vector<Pointer>();
}

} // namespace eventscope::ui
