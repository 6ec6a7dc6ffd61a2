// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/rebuild_panel.h"

#include "ui/projections/progress_chart.h"
#include "ui/projections/projection_rebuilds.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/projection_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr int kProgressMax = 1000;

} // namespace

RebuildPanel::RebuildPanel(ProjectionRebuilds &rebuilds, const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_rebuilds(rebuilds),
      m_theme(theme),
      m_title(plainLabel({}, this)),
      m_text(selectableLabel({}, this)),
      m_progress(new QProgressBar(this)),
      m_chart(new ProgressChart(theme, this)),
      m_start(makeButton(tr("Start"), tr("Make the rows anew, beside those that are served"))),
      m_stop(makeButton(tr("Stop Building"), tr("What is built stays; going on later takes up from there"))),
      m_swap(makeButton(tr("Swap"), tr("Serve the new rows from now on, and remove those of before"))),
      m_swapKeep(makeButton(tr("Swap and Keep the Old"), tr("Serve the new rows, and keep those of before beside"))),
      m_giveUp(makeButton(tr("Give Up"), tr("Remove the new rows; those that are served stay as they are"))),
      m_close(makeButton(tr("Close"), tr("Close this; nothing is changed"))) {
    const Metrics metrics(font());
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    wrap(*m_text);
    m_progress->setRange(0, kProgressMax);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(metrics.steps(2));
    setAccessible(m_progress, tr("Progress of the rebuild"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(3), metrics.steps(2), metrics.steps(2), metrics.steps(2));
    column->setSpacing(metrics.steps(1));
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_progress);
    column->addWidget(m_chart);
    auto *buttons = new FlowLayout(metrics.steps(2));
    for (QPushButton *button : {m_start, m_stop, m_swap, m_swapKeep, m_giveUp, m_close})
        buttons->addWidget(button);
    column->addLayout(buttons);
    connectButtons();
    connect(&rebuilds, &ProjectionRebuilds::changed, this, &RebuildPanel::showRebuild);
    connect(&rebuilds, &ProjectionRebuilds::progressed, this, &RebuildPanel::showRebuild);
    hide();
}

QPushButton *RebuildPanel::makeButton(const QString &text, const QString &tip) {
    auto *button = new QPushButton(text, this);
    button->setToolTip(plainToolTip(tip));
    setAccessible(button, text);
    return button;
}

void RebuildPanel::connectButtons() {
    connect(m_start, &QPushButton::clicked, this, [this] { m_rebuilds.start(m_projection); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_rebuilds.stop(m_projection->info().name); });
    connect(m_swap, &QPushButton::clicked, this, [this] { m_rebuilds.swap(m_projection, false); });
    connect(m_swapKeep, &QPushButton::clicked, this, [this] { m_rebuilds.swap(m_projection, true); });
    connect(m_giveUp, &QPushButton::clicked, this, [this] { m_rebuilds.giveUp(m_projection); });
    connect(m_close, &QPushButton::clicked, this, [this] { m_rebuilds.close(m_projection->info().name); });
}

void RebuildPanel::showLine(const ProjectionLine *line) {
    const ProjectionPtr projection = line ? line->status.projection : nullptr;
    const std::uint64_t failed = line && line->status.shadow ? line->status.shadow->openLetters : 0;
    if (projection == m_projection && failed == m_failed) return;
    m_projection = projection;
    m_failed = failed;
    showRebuild();
}

QString RebuildPanel::text() const { return isHidden() ? QString() : m_text->text(); }

void RebuildPanel::showRebuild() {
    const Rebuild *rebuild = m_projection ? m_rebuilds.find(m_projection->info().name) : nullptr;
    setVisible(rebuild);
    if (!rebuild) return;
    m_title->setText(tr("Rebuild of %1").arg(safeText(m_projection->info().name)));
    setAccessible(this, m_title->text());
    m_text->setText(words(*rebuild));
    m_progress->setVisible(rebuild->phase == Rebuild::Phase::Building || rebuild->phase == Rebuild::Phase::Comparing);
    m_chart->setVisible(rebuild->trend.size() > 1 && rebuild->phase != Rebuild::Phase::Planned &&
                        rebuild->phase != Rebuild::Phase::Planning);
    m_chart->setTrend(rebuild->trend);
    m_progress->setValue(static_cast<int>(rebuild->part * kProgressMax));
    showButtons(*rebuild);
}

void RebuildPanel::showButtons(const Rebuild &rebuild) {
    using enum Rebuild::Phase;
    const bool canStart = rebuild.phase == Planned || rebuild.phase == Failed;
    const bool isBegun = rebuild.estimate && rebuild.estimate->alreadyTaken > 0;
    m_start->setText(isBegun ? tr("Go On") : tr("Start"));
    setAccessible(m_start, m_start->text());
    m_start->setVisible(canStart);
    m_stop->setVisible(rebuild.phase == Building);
    m_swap->setVisible(rebuild.phase == Built);
    m_swapKeep->setVisible(rebuild.phase == Built);
    m_giveUp->setVisible(rebuild.phase == Built || (canStart && isBegun));
    m_close->setVisible(!rebuild.isBusy());
}

QString RebuildPanel::words(const Rebuild &rebuild) const {
    switch (rebuild.phase) {
    case Rebuild::Phase::Planning:
        return tr("Finding out what it would cost\u2026");
    case Rebuild::Phase::Planned:
        return plan(rebuild);
    case Rebuild::Phase::Building: {
        const QString rate = rateText(rebuild.eventsASecond);
        const QString done = tr("%1 % done").arg(static_cast<int>(rebuild.part * 100));
        if (rebuild.eventsASecond <= 0) return withFailed(done);
        return withFailed(tr("%1 \u00b7 %2 \u00b7 %3 left").arg(done, rate, formatAge(rebuild.timeLeft)));
    }
    case Rebuild::Phase::Comparing:
        return tr("Built. Comparing with the rows that are served\u2026");
    case Rebuild::Phase::Built:
        return withFailed(comparison(rebuild));
    case Rebuild::Phase::Swapping:
        return tr("Swapping\u2026");
    case Rebuild::Phase::Swapped:
        return tr("The new rows are served.");
    case Rebuild::Phase::Dropping:
        return tr("Removing the new rows\u2026");
    case Rebuild::Phase::Failed:
        return rebuild.problem ? shortened(describe(*rebuild.problem), kMessageCharacters) : QString();
    }
    return {};
}

/// Which ones they are stands under Progress.
QString RebuildPanel::withFailed(const QString &words) const {
    if (m_failed == 0) return words;
    return words + QStringLiteral(" \u00b7 ") +
           tr("%Ln event(s) could not be taken", nullptr, static_cast<int>(m_failed));
}

QString RebuildPanel::plan(const Rebuild &rebuild) const {
    const RebuildEstimate &estimate = *rebuild.estimate;
    QStringList parts{tr("%Ln event(s) to take, in about %1.", nullptr, static_cast<int>(estimate.events))
                          .arg(formatAge(estimate.time))};
    if (estimate.alreadyTaken > 0)
        parts += tr("%Ln of them were taken before; it goes on from there.", nullptr,
                    static_cast<int>(estimate.alreadyTaken));
    parts +=
        tr("%Ln row(s) are served, and stay as they are until you swap.", nullptr, static_cast<int>(estimate.rows));
    return parts.join(QLatin1Char(' '));
}

QString RebuildPanel::comparison(const Rebuild &rebuild) const {
    const ModelDifferences &found = *rebuild.differences;
    if (!found.isAny()) return tr("Built: %1 rows, the same as those that are served.").arg(formatCount(found.same));
    return tr("Built. %1 rows are the same as those that are served, %2 are different, %3 are new, %4 are gone.")
        .arg(formatCount(found.same), formatCount(found.different), formatCount(found.missing),
             formatCount(found.extra));
}

void RebuildPanel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Raised));
    painter.fillRect(0, 0, Metrics(font()).mark, height(), m_theme.color(Role::Accent));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Role::Border));
}

} // namespace eventscope::ui
