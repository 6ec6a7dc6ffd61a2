// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/step_strip.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

StepStrip::StepStrip(QWidget *parent) : QWidget(parent) {
    const QString names[kPrivacySteps] = {tr("Find"), tr("Preview"), tr("Holds"), tr("Confirm"),
                                          tr("Run"),  tr("Verify"),  tr("Report")};
    const Metrics metrics(font());
    auto *flow = new FlowLayout(metrics.steps(1));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(1), 0, metrics.steps(2), metrics.steps(1));
    column->addLayout(flow);
    for (int i = 0; i < kPrivacySteps; ++i) {
        auto *button = new QToolButton(this);
        button->setText(tr("%1 %2", "number and name of a step").arg(i + 1).arg(names[i]));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        setAccessible(button, button->text());
        connect(button, &QToolButton::clicked, this, [this, i] {
            setCurrent(static_cast<PrivacyStep>(i));
            Q_EMIT chosen(m_current);
        });
        flow->addWidget(button);
        m_buttons += button;
    }
    setCurrent(PrivacyStep::Find);
}

void StepStrip::setCurrent(PrivacyStep step) {
    m_current = step;
    for (int i = 0; i < kPrivacySteps; ++i)
        m_buttons[i]->setChecked(i == static_cast<int>(step));
}

void StepStrip::setPossible(PrivacyStep step, bool isPossible) { button(step)->setEnabled(isPossible); }

void StepStrip::setDone(PrivacyStep step, bool isDone) {
    button(step)->setIcon(isDone ? icon(QLatin1String("check")) : QIcon());
    button(step)->setAccessibleDescription(isDone ? tr("done") : QString());
}

} // namespace eventscope::ui
