// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_controls.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>

namespace eventscope::ui {

TimelineControls::TimelineControls(QWidget *parent)
    : QWidget(parent), m_scope(new QComboBox(this)), m_stack(new QComboBox(this)), m_look(new QToolButton(this)) {
    // In the order of the enumerations.
    m_stack->addItems({tr("by category"), tr("by type"), tr("not stacked")});
    m_scope->addItems({tr("Whole log"), tr("This stream"), tr("What is shown")});
    setAccessible(m_stack, tr("Stack the timeline"));
    setAccessible(m_scope, tr("Events in the timeline"));
    fillLook();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Metrics(font()).steps(1));
    for (QWidget *part :
         {static_cast<QWidget *>(m_scope), static_cast<QWidget *>(m_stack), static_cast<QWidget *>(m_look)})
        row->addWidget(part);
    setOptions({});
    setStreamAvailable(false);
    connect(m_stack, &QComboBox::currentIndexChanged, this, &TimelineControls::read);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &TimelineControls::read);
}

QAction *TimelineControls::addLook(const QString &text) {
    QAction *action = m_look->menu()->addAction(text);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, &TimelineControls::read);
    return action;
}

void TimelineControls::fillLook() {
    m_look->setMenu(new QMenu(m_look));
    m_look->setPopupMode(QToolButton::InstantPopup);
    m_look->setAutoRaise(true);
    m_look->setFocusPolicy(Qt::TabFocus);
    m_look->setToolTip(plainToolTip(tr("How the timeline draws its bars")));
    auto *scales = new QActionGroup(this);
    m_linear = addLook(tr("&Linear"));
    m_logarithmic = addLook(tr("L&ogarithmic"));
    scales->addAction(m_linear);
    scales->addAction(m_logarithmic);
    m_look->menu()->addSeparator();
    m_lanes = addLook(tr("&A row for each"));
    m_folds = addLook(tr("&Fold idle time"));
}

void TimelineControls::setOptions(const TimelineOptions &options) {
    const QSignalBlocker noStack(m_stack), noScope(m_scope);
    m_options = options;
    m_stack->setCurrentIndex(static_cast<int>(options.stack));
    m_scope->setCurrentIndex(static_cast<int>(options.scope));
    (options.isLogarithmic ? m_logarithmic : m_linear)->setChecked(true);
    m_lanes->setChecked(options.hasLanes);
    m_folds->setChecked(options.foldsIdleTime);
    QStringList words{options.isLogarithmic ? tr("logarithmic") : tr("linear")};
    if (options.hasLanes) words += tr("rows");
    if (options.foldsIdleTime) words += tr("folded");
    m_look->setText(words.join(QStringLiteral(", ")));
    setAccessible(m_look, tr("Look of the timeline"), m_look->text());
}

void TimelineControls::setStreamAvailable(bool isAvailable) {
    auto *items = qobject_cast<QStandardItemModel *>(m_scope->model());
    items->item(static_cast<int>(TimelineOptions::Scope::Stream))->setEnabled(isAvailable);
}

void TimelineControls::read() {
    TimelineOptions options;
    options.stack = static_cast<TimelineOptions::Stack>(m_stack->currentIndex());
    options.scope = static_cast<TimelineOptions::Scope>(m_scope->currentIndex());
    options.isLogarithmic = m_logarithmic->isChecked();
    options.hasLanes = m_lanes->isChecked();
    options.foldsIdleTime = m_folds->isChecked();
    if (options == m_options) return;
    setOptions(options);
    Q_EMIT optionsChanged();
}

} // namespace eventscope::ui
