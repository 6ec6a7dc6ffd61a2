// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/guide_panel.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

/// However little room there is.
constexpr int kStepsInSight = 3;

} // namespace

GuidePanel::GuidePanel(MainWindow &window, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_guide(window),
      m_head(plainLabel({}, this)),
      m_list(new QScrollArea(this)),
      m_advice(plainLabel({}, this)),
      m_show(new QPushButton(tr("Show Me"), this)),
      m_steps(new QVBoxLayout) {
    layOut();
    connect(m_show, &QPushButton::clicked, &m_guide, &SampleGuide::show);
    connect(&m_guide, &SampleGuide::changed, this, &GuidePanel::showSteps);
    connect(&theme, &Theme::changed, this, &GuidePanel::showSteps);
    showSteps();
}

void GuidePanel::layOut() {
    const Metrics metrics(font());
    setAccessible(this, tr("Two-minute look at the sample"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(3), metrics.steps(2), metrics.steps(2), metrics.steps(3));
    column->setSpacing(metrics.steps(1));
    QFont bold = font();
    bold.setBold(true);
    m_head->setFont(bold);
    wrap(*m_head);
    auto *close = new QToolButton(this);
    close->setIcon(icon(QLatin1String("close")));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setToolTip(plainToolTip(tr("End the guided look")));
    setAccessible(close, tr("End the guided look"));
    connect(close, &QToolButton::clicked, this, &GuidePanel::closeRequested);
    auto *head = new QHBoxLayout;
    head->addWidget(m_head, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    column->addLayout(head);
    auto *list = new QWidget(this);
    list->setLayout(m_steps);
    m_steps->setContentsMargins(0, 0, 0, 0);
    m_steps->setSpacing(metrics.steps(1));
    for (const SampleGuide::Step &step : m_guide.steps()) {
        auto *row = new QHBoxLayout;
        Line line{new QLabel(this), plainLabel(step.title, this)};
        line.sign->setFixedWidth(metrics.icon);
        wrap(*line.title); // a list that is wider than its place would scroll the signs away
        row->addWidget(line.sign, 0, Qt::AlignTop);
        row->addWidget(line.title, 1);
        m_steps->addLayout(row);
        m_lines.push_back(line);
    }
    m_steps->addWidget(m_advice);
    m_steps->addStretch(1);
    wrap(*m_advice);
    m_advice->setContentsMargins(metrics.icon + metrics.steps(2), 0, 0, metrics.steps(1));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWidgetResizable(true);
    m_list->setFocusPolicy(Qt::NoFocus); // it shows the current step by itself
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(kStepsInSight * (metrics.rowHeight + metrics.steps(1)));
    m_list->setWidget(list);
    column->addWidget(m_list, 1);
    m_show->setToolTip(plainToolTip(tr("Do this step for me")));
    setAccessible(m_show, tr("Show me"), tr("Does the step for you"));
    column->addWidget(m_show, 0, Qt::AlignLeft);
}

void GuidePanel::showSteps() {
    const auto current = m_guide.current();
    const int edge = Metrics(font()).icon;
    int done = 0;
    for (std::size_t at = 0; at < m_lines.size(); ++at) {
        const SampleGuide::Step &step = m_guide.steps()[at];
        const bool isCurrent = at == current;
        done += step.wasDone ? 1 : 0;
        const QIcon sign = step.wasDone ? icon(QLatin1String("check"), m_theme, Role::Good)
                           : isCurrent  ? icon(QLatin1String("next"), m_theme, Role::Accent)
                                        : QIcon();
        m_lines[at].sign->setPixmap(sign.pixmap(edge));
        m_lines[at].title->setText(QStringLiteral("%1. %2").arg(at + 1).arg(step.title));
        m_lines[at].title->setAccessibleName(step.wasDone ? tr("%1, done").arg(step.title)
                                             : isCurrent  ? tr("%1, now").arg(step.title)
                                                          : step.title);
        m_lines[at].title->setForegroundRole(step.wasDone || isCurrent ? QPalette::WindowText
                                                                       : QPalette::PlaceholderText);
    }
    m_head->setText(tr("Who drove an account below zero? %1 of %2").arg(done).arg(m_lines.size()));
    const QString found = m_guide.finding();
    const QString advice = current ? m_guide.steps()[*current].advice : tr("That is all of it.");
    m_advice->setText(found.isEmpty() ? advice : tr("%1\n\nFound: %2").arg(advice, found));
    m_show->setVisible(current.has_value());
    const std::size_t at = current.value_or(m_lines.size() - 1);
    m_steps->removeWidget(m_advice);
    m_steps->insertWidget(static_cast<int>(at) + 1, m_advice);
    // Later: the list has to be laid out first.
    QTimer::singleShot(0, m_list, [this, line = m_lines[at].title] {
        m_list->ensureWidgetVisible(m_advice);
        m_list->ensureWidgetVisible(line);
    });
    QAccessibleEvent said(m_advice, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

} // namespace eventscope::ui
