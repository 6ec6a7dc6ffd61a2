// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/holds_pane.h"

#include "core/event/filter/filter_clause.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

HoldsPane::HoldsPane(Workers &workers, QWidget *parent)
    : QWidget(parent),
      m_field(new QLineEdit(this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_looking(workers) {
    const Metrics metrics(font());
    m_field->setPlaceholderText(QStringLiteral("state.balance < 0"));
    m_field->setFont(fixedFont());
    setAccessible(m_field, tr("Condition on the state"), tr("In the filter language, such as state.balance < 0"));
    m_table->setModel(&m_model);
    makeCalm(*m_table);
    setAccessible(m_table, tr("Where the condition holds"));
    for (const int column : {IntervalModel::FromColumn, IntervalModel::ToColumn})
        widenColumn(*m_table, column, metrics.steps(22));
    widenColumn(*m_table, IntervalModel::FromTimeColumn, metrics.steps(40));
    m_title->setText(tr("Type a condition and press Enter"));
    connect(m_field, &QLineEdit::returnPressed, this, [this] { setCondition(m_field->text()); });
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT stepRequested(m_model.interval(index.row()).from); });
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_field, 1);
    row->addWidget(m_title, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
}

void HoldsPane::ask(const Json &state, const Pointer &path) {
    const std::string name = filterPath("state", state, path, FilterElements::One);
    m_field->setText(name.empty() ? QString() : QString::fromStdString(name) + u' ');
    m_field->setFocus(Qt::OtherFocusReason);
}

void HoldsPane::setCondition(const QString &condition) {
    if (m_field->text() != condition) m_field->setText(condition);
    m_condition = condition.trimmed().toStdString();
    look();
}

void HoldsPane::setHistory(const HistoryPtr &history) {
    m_history = history;
    look();
}

void HoldsPane::look() {
    m_looking.drop();
    m_model.setIntervals({}, nullptr);
    m_predicate.reset();
    m_known.clear();
    m_knownSteps = 0;
    if (m_condition.empty() || !m_history) return;
    auto filter = Filter::parse(m_condition, FilterScope::State);
    if (!filter) {
        m_condition.clear();
        return m_title->setText(shortened(describe(filter.error()), kMessageCharacters));
    }
    m_predicate = *std::move(filter);
    m_title->setText(tr("Looking where it holds…"));
    lookOn();
}

void HoldsPane::growTo(const HistoryPtr &history) {
    m_history = history;
    if (m_predicate && !m_looking.isRunning()) lookOn();
}

/// At the steps that were not looked at yet.
void HoldsPane::lookOn() {
    m_looking.start(
        [history = m_history, predicate = *m_predicate, from = m_knownSteps](const JobControl &job) {
            return history->intervals(predicate, from, job);
        },
        [this, history = m_history](const Result<std::vector<Interval>> &found) { handleFound(history, found); });
}

void HoldsPane::handleFound(const HistoryPtr &history, const Result<std::vector<Interval>> &found) {
    if (!found) return m_title->setText(shortened(describe(found.error()), kMessageCharacters));
    auto next = found->begin();
    if (!m_known.empty() && !m_known.back().to) {
        const bool goesOn = next != found->end() && next->from == m_knownSteps;
        m_known.back().to = goesOn ? (next++)->to : std::optional(m_knownSteps);
    }
    m_known.insert(m_known.end(), next, found->end());
    m_knownSteps = history->steps().size();
    m_model.setIntervals(m_known, m_history);
    m_title->setText(m_model.rowCount() == 0 ? tr("It holds at no version")
                                             : tr("It holds in %n run(s) of versions", nullptr, m_model.rowCount()));
    if (m_knownSteps < m_history->steps().size()) lookOn();
}

QString HoldsPane::titleText() const { return m_title->text(); }

} // namespace eventscope::ui
