// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_bar.h"

#include "ui/stream/player.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/time_style.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"

#include <QAccessible>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QToolButton>

namespace eventscope::ui {

namespace {

constexpr Qt::Key kPlayKey = Qt::Key_F5;

} // namespace

StepBar::StepBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_row(new QHBoxLayout(this)) {
    const Metrics metrics(font());
    m_row->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    m_row->setSpacing(metrics.steps(1));
    m_first = addButton("first", tr("First event"), QKeyCombination(Qt::CTRL, Qt::Key_F10), &StepBar::firstRequested);
    m_previous = addButton("previous", tr("Previous event"), QKeyCombination(Qt::SHIFT, Qt::Key_F10),
                           &StepBar::previousRequested);
    m_next = addButton("next", tr("Next event"), Qt::Key_F10, &StepBar::nextRequested);
    m_last = addButton("last", tr("Last event"), QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_F10),
                       &StepBar::lastRequested);
    m_row->addSpacing(metrics.steps(2));
    m_play = addButton("play", tr("Play"), kPlayKey, &StepBar::playToggled);
    m_play->setAutoRepeat(false);
    addSpeeds();
    m_row->addSpacing(metrics.steps(2));
    addField();
    m_row->addSpacing(metrics.steps(2));
    m_moment = new ElidedLabel(this);
    m_moment->setFont(fixedFont());
    m_row->addWidget(m_moment, 8);
}

QToolButton *StepBar::addButton(const char *iconName, const QString &name, const QKeySequence &key,
                                void (StepBar::*intent)()) {
    auto *button = iconButton(iconName, name, this);
    button->setToolTip(plainToolTip(tr("%1 (%2)").arg(name, key.toString(QKeySequence::NativeText))));
    button->setAutoRepeat(true);
    // Not the button's own shortcut, which is animated: the step would come a tenth of a second later.
    connect(new QShortcut(key, this), &QShortcut::activated, button, &QToolButton::click);
    connect(button, &QToolButton::clicked, this, intent);
    m_row->addWidget(button);
    return button;
}

void StepBar::askWhere() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void StepBar::addSpeeds() {
    m_speed = new QComboBox(this);
    for (const int speed : Player::kSpeeds)
        m_speed->addItem(tr("%1/s", "steps a second").arg(speed), speed);
    m_speed->setCurrentIndex(2);
    m_speed->setToolTip(plainToolTip(tr("Steps a second while playing")));
    setAccessible(m_speed, tr("Steps a second"));
    connect(m_speed, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT speedChosen(m_speed->currentData().toInt()); });
    m_row->addWidget(m_speed);
}

void StepBar::addField() {
    auto *label = new QLabel(tr("Version"), this);
    m_field = new QLineEdit(this);
    label->setBuddy(m_field);
    m_field->setToolTip(plainToolTip(
        tr("Jump to (Ctrl+G): a version (87), a position in the log (#48211), a time (2026-03-04 12:00)")));
    setAccessible(m_field, tr("Version to jump to"), tr("A version, a # and a position, or a time"));
    const QFontMetrics text(m_field->font());
    m_field->setMinimumWidth(text.horizontalAdvance(QStringLiteral("2026-03-04")) + Metrics(font()).steps(4));
    m_field->setMaximumWidth(text.horizontalAdvance(QStringLiteral("2026-03-04 12:00")) + Metrics(font()).steps(4));
    m_count = plainLabel({}, this);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { Q_EMIT targetRequested(m_field->text()); });
    auto *back = new QShortcut(Qt::Key_Escape, m_field, nullptr, nullptr, Qt::WidgetShortcut);
    connect(back, &QShortcut::activated, m_field, [this] { m_field->setText(m_shown); });
    m_row->addWidget(label);
    m_row->addWidget(m_field, 1);
    m_row->addWidget(m_count);
}

void StepBar::show(const std::vector<Step> &steps, std::optional<std::size_t> current) {
    const bool any = !steps.empty();
    m_first->setEnabled(any && current != std::size_t(0));
    m_previous->setEnabled(any && current.has_value());
    m_next->setEnabled(any && (!current || *current + 1 < steps.size()));
    m_last->setEnabled(any && current != steps.size() - 1);
    m_play->setEnabled(any);
    m_field->setEnabled(any);
    m_shown =
        any ? QString::number(current ? steps[*current].version.value : steps.front().version.value - 1) : QString();
    m_field->setText(m_shown);
    m_count->setText(any ? tr("of %1").arg(formatCount(static_cast<std::uint64_t>(steps.back().version.value)))
                         : QString());
    m_time = current ? std::optional(steps[*current].recordedAt) : std::nullopt;
    m_moment->setPalette({});
    m_moment->setText(any && !current ? tr("before the first event") : QString());
    showMoment();
}

void StepBar::showMoment() {
    if (!m_time) return;
    const bool isRelative = timeStyle() == TimeStyle::Relative;
    m_moment->setText(isRelative ? formatTime(*m_time) : formatExact(*m_time));
    m_moment->setToolTip(isRelative ? plainToolTip(formatExact(*m_time)) : QString());
}

void StepBar::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange) showMoment();
}

void StepBar::showPlaying(bool isPlaying) {
    const QString name = isPlaying ? tr("Pause") : tr("Play");
    m_play->setIcon(icon(isPlaying ? QLatin1String("pause") : QLatin1String("play")));
    m_play->setToolTip(
        plainToolTip(tr("%1 (%2)").arg(name, QKeySequence(kPlayKey).toString(QKeySequence::NativeText))));
    setAccessible(m_play, name);
}

void StepBar::notice(const QString &text, bool isProblem) {
    QPalette colours;
    colours.setColor(QPalette::WindowText, m_theme.color(isProblem ? Role::Error : Role::Info));
    m_moment->setPalette(colours);
    m_moment->setText(text);
    QAccessibleEvent said(m_moment, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

QString StepBar::noticeText() const { return m_moment->text(); }

} // namespace eventscope::ui
