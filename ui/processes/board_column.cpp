// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/board_column.h"

#include "ui/processes/card_delegate.h"
#include "ui/processes/process_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QListView>
#include <QVBoxLayout>

namespace eventscope::ui {

BoardColumn::BoardColumn(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_step(new ElidedLabel(this)),
      m_count(new ElidedLabel(this)),
      m_list(new QListView(this)) {
    const Metrics metrics(font());
    QFont strong = font();
    strong.setBold(true);
    m_step->setFont(strong);
    m_list->setModel(&m_cards);
    m_list->setItemDelegate(new CardDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(metrics.steps(2), metrics.steps(2), metrics.steps(2), metrics.steps(1));
    head->setSpacing(0);
    head->addWidget(m_step);
    head->addWidget(m_count);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    setFixedWidth(metrics.steps(58));
    connect(&theme, &Theme::changed, this, &BoardColumn::colour);
}

void BoardColumn::showColumn(ProcessColumn column, Time asOf) {
    showHeadings(column);
    m_cards.setInstances(std::move(column.oldest), asOf);
}

void BoardColumn::showHeadings(const ProcessColumn &column) {
    const QString step = column.step.empty() ? tr("(no step yet)") : shortened(column.step, kNameCharacters);
    m_step->setText(step);
    m_isOverdue = column.overdue > 0;
    QString count = countText(column);
    if (column.status != ProcessStatus::Running)
        count = tr("%1: %2", "status of a step and how many instances").arg(statusText(column.status), count);
    if (column.count > column.oldest.size() && !column.oldest.empty())
        count += tr("; the %1 oldest").arg(formatCount(column.oldest.size()));
    m_count->setText(count);
    colour();
    setAccessible(m_list, tr("%1, %2", "a step and how many instances").arg(step, count));
}

void BoardColumn::colour() {
    QPalette colours = m_count->palette();
    colours.setColor(QPalette::WindowText, m_theme.color(m_isOverdue ? Role::Error : Role::TextQuiet));
    m_count->setPalette(colours);
}

QStringList BoardColumn::headings() const { return {m_step->text(), m_count->text()}; }

} // namespace eventscope::ui
