// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/plot_pane.h"

#include "ui/stream/value_plot.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/value_text.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

PlotPane::PlotPane(Workers &workers, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_title(new ElidedLabel(this)),
      m_plot(new ValuePlot(theme, this)),
      m_in(iconButton("zoom-in", tr("Zoom in (+)"), this)),
      m_out(iconButton("zoom-out", tr("Zoom out (-)"), this)),
      m_all(iconButton("zoom-all", tr("Show all versions (0)"), this)),
      m_close(iconButton("close", tr("Close the plot"), this)),
      m_tracking(workers, [this](const Result<ValueTrackPtr> &track) { showTrack(track); }) {
    makeTools();
    connect(m_plot, &ValuePlot::stepRequested, this, &PlotPane::stepRequested);
    connect(m_plot, &ValuePlot::dragEnded, this, &PlotPane::dragEnded);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(titled(m_title, m_plot, {m_in, m_out, m_all, m_close}));
    hide();
}

void PlotPane::makeTools() {
    connect(m_in, &QToolButton::clicked, m_plot, [this] { m_plot->zoom(0.5); });
    connect(m_out, &QToolButton::clicked, m_plot, [this] { m_plot->zoom(2); });
    connect(m_all, &QToolButton::clicked, m_plot, &ValuePlot::showAll);
    connect(m_close, &QToolButton::clicked, this, [this] {
        m_path.reset();
        track();
        hide();
    });
    const auto enable = [this] {
        m_out->setEnabled(m_plot->isZoomed());
        m_all->setEnabled(m_plot->isZoomed());
    };
    connect(m_plot, &ValuePlot::rangeChanged, this, enable);
    enable();
}

void PlotPane::showPath(const Pointer &path) {
    m_path = path;
    show();
    track();
}

void PlotPane::setHistory(const HistoryPtr &history) {
    m_history = history;
    track();
}

void PlotPane::setStep(std::optional<std::size_t> step) {
    m_plot->setStep(step);
    showTitle();
}

void PlotPane::showTitle() {
    const QString path = m_path ? pathText(*m_path) : QString();
    const QString shown = m_plot->shownText();
    m_title->setText(shown.isEmpty() ? path : tr("%1 · %2", "path and value").arg(path, shown));
}

void PlotPane::track() {
    m_plot->setTrack(nullptr, nullptr, tr("Working it out…"));
    if (m_path && m_history) showTitle();
    m_tracking.restart(m_path, m_history);
}

void PlotPane::growTo(const HistoryPtr &history) {
    m_history = history;
    m_tracking.growTo(history);
}

void PlotPane::showTrack(const Result<ValueTrackPtr> &track) {
    if (track)
        m_plot->setTrack(*track, m_history);
    else
        m_plot->setTrack(nullptr, nullptr, shortened(describe(track.error()), kMessageCharacters));
    showTitle();
}

} // namespace eventscope::ui
