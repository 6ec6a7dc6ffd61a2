// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scrolled_content.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent),
      m_title(plainLabel({}, this)),
      m_explanation(plainLabel({}, this)),
      m_action(new QPushButton(this)) {
    const Metrics metrics(font());
    auto *column = new QVBoxLayout(addScrolledColumn(*this));
    column->setContentsMargins(metrics.steps(6), metrics.steps(2), metrics.steps(6), metrics.steps(2));
    column->setSpacing(metrics.steps(2));
    QFont title = font();
    title.setBold(true);
    m_title->setFont(title);
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_explanation}) {
        label->setAlignment(Qt::AlignHCenter);
        wrap(*label);
    }
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_explanation);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);
}

void EmptyState::say(const QString &title, const QString &explanation, const QString &action) {
    m_title->setText(title);
    m_explanation->setText(explanation);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessible(this, title, explanation);
}

} // namespace eventscope::ui
