// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <limits>

namespace eventscope::ui {

namespace {

/// A spin box counts in ints; no stream is longer.
constexpr std::int64_t kSpinMax = std::numeric_limits<int>::max();

} // namespace

StepBar::StepBar(QWidget *parent) : QWidget(parent) {
    const Metrics metrics(font());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    layout->setSpacing(metrics.steps(1));
    m_first = addButton("first", tr("First event"), QKeyCombination(Qt::CTRL, Qt::Key_F10), &StepBar::firstRequested);
    m_previous = addButton("previous", tr("Previous event"), QKeyCombination(Qt::SHIFT, Qt::Key_F10),
                           &StepBar::previousRequested);
    m_next = addButton("next", tr("Next event"), Qt::Key_F10, &StepBar::nextRequested);
    m_last = addButton("last", tr("Last event"), QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_F10),
                       &StepBar::lastRequested);

    auto *label = new QLabel(tr("&Version"), this);
    m_version = new QSpinBox(this);
    m_version->setAccessibleName(tr("Version to jump to"));
    m_version->setKeyboardTracking(false);
    m_version->setButtonSymbols(QSpinBox::NoButtons);
    m_version->setAlignment(Qt::AlignRight);
    label->setBuddy(m_version);
    m_count = new QLabel(this);
    m_moment = new ElidedLabel(this);
    m_moment->setFont(fixedFont());
    m_count->setTextFormat(Qt::PlainText);
    connect(m_version, &QSpinBox::valueChanged, this, [this](int value) { Q_EMIT versionRequested({value}); });

    layout->addSpacing(metrics.steps(2));
    layout->addWidget(label);
    layout->addWidget(m_version);
    layout->addWidget(m_count);
    layout->addSpacing(metrics.steps(4));
    layout->addWidget(m_moment, 1);
}

QToolButton *StepBar::addButton(const char *iconName, const QString &name, const QKeySequence &key,
                                void (StepBar::*intent)()) {
    auto *button = new QToolButton(this);
    button->setIcon(icon(QLatin1String(iconName)));
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(tr("%1 (%2)").arg(name, key.toString(QKeySequence::NativeText)));
    button->setShortcut(key);
    button->setAutoRepeat(true);
    connect(button, &QToolButton::clicked, this, intent);
    layout()->addWidget(button);
    return button;
}

void StepBar::show(const std::vector<Step> &steps, std::optional<std::size_t> current) {
    const bool any = !steps.empty();
    m_first->setEnabled(any && current != std::size_t(0));
    m_previous->setEnabled(any && current.has_value());
    m_next->setEnabled(any && (!current || *current + 1 < steps.size()));
    m_last->setEnabled(any && current != steps.size() - 1);
    m_version->setEnabled(any);
    const QSignalBlocker quiet(m_version);
    const auto bounded = [](Version version) { return static_cast<int>(std::min(version.value, kSpinMax)); };
    if (any) m_version->setRange(bounded(steps.front().version) - 1, bounded(steps.back().version));
    m_version->setValue(current ? bounded(steps[*current].version) : m_version->minimum());
    m_count->setText(any ? tr("of %1").arg(formatCount(static_cast<std::uint64_t>(steps.back().version.value)))
                         : QString());
    m_moment->setText(current ? formatTime(steps[*current].recordedAt) + QStringLiteral(" UTC")
                              : (any ? tr("before the first event") : QString()));
}

} // namespace eventscope::ui
