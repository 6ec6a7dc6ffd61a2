// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/progress_pane.h"

#include "ui/projections/error_log.h"
#include "ui/projections/progress_chart.h"
#include "ui/projections/projection_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace eventscope::ui {

ProgressPane::ProgressPane(Session &session, const Theme &theme, QWidget *parent)
    : ProjectionPane(parent),
      m_text(new ElidedLabel(this)),
      m_chart(new ProgressChart(theme, this)),
      m_errors(new ErrorLog(session, theme, this)) {
    const Metrics metrics(font());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    head->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    auto *beside = new QSplitter(Qt::Vertical, this); // reasons are long
    beside->addWidget(m_chart);
    beside->addWidget(m_errors);
    beside->setStretchFactor(0, 3);
    beside->setStretchFactor(1, 2);
    beside->setChildrenCollapsible(false);
    column->addWidget(beside, 1);
}

void ProgressPane::showLine(const ProjectionLine *line) {
    m_errors->showLine(line);
    if (!line) {
        m_text->clear();
        return m_chart->setTrend({});
    }
    m_text->setText(trendText(line->trend));
    m_chart->setTrend(line->trend);
}

QString ProgressPane::text() const { return m_text->text(); }

} // namespace eventscope::ui
