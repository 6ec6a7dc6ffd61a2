// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projections_page.h"

#include "ui/projections/projection_details.h"
#include "ui/projections/projection_rebuilds.h"
#include "ui/projections/projection_table.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/rebuild_panel.h"
#include "ui/session/projection_runs.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/focus_lead.h"
#include "ui/widgets/masked_note.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/scrolled_content.h"

#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

using Act = ProjectionBar::Act;

ProjectionsPage::ProjectionsPage(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_watch(new ProjectionWatch(session, this)),
      m_runs(&session.runs()),
      m_rebuilds(new ProjectionRebuilds(session, this)),
      m_pausing(session.workers()) {
    layOut(theme);
    connectParts();
    addKeys();
    showState();
}

ProjectionsPage::~ProjectionsPage() = default;

void ProjectionsPage::layOut(const Theme &theme) {
    QWidget *content = addScrolledContent(*this);
    m_bar = new ProjectionBar(content);
    m_problem = new Banner(theme, content);
    m_told = new Banner(theme, content);
    m_stack = new QStackedWidget(content);
    m_empty = new EmptyState(m_stack);
    m_split = new QSplitter(Qt::Vertical, m_stack);
    using AreMasked = ProjectionTable::AreMasked;
    m_table = new ProjectionTable(*m_watch, theme, m_session.isMasked() ? AreMasked::Yes : AreMasked::No, m_split);
    auto *below = new QWidget(m_split);
    m_rebuild = new RebuildPanel(*m_rebuilds, theme, below);
    m_details = new ProjectionDetails(m_session, theme, below);
    auto *inside = new QVBoxLayout(below);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    inside->addWidget(m_rebuild);
    inside->addWidget(m_details, 1);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 3);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_split);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (m_session.isMasked()) column->addWidget(maskedRowsNote(theme, content));
    for (QWidget *part : QList<QWidget *>{m_bar, m_problem, m_told})
        column->addWidget(part);
    column->addWidget(m_stack, 1);
    leadFocus(*this, *m_table);
}

void ProjectionsPage::connectParts() {
    connect(m_watch, &ProjectionWatch::changed, this, &ProjectionsPage::showState);
    connect(m_runs, &ProjectionRuns::committed, m_watch, &ProjectionWatch::noteCommitted);
    connect(m_runs, &ProjectionRuns::changed, m_watch, &ProjectionWatch::refresh);
    connect(m_runs, &ProjectionRuns::changed, this, &ProjectionsPage::showCurrent);
    connect(m_rebuilds, &ProjectionRebuilds::changed, m_watch, &ProjectionWatch::refresh);
    connect(m_details, &ProjectionDetails::changed, m_watch, &ProjectionWatch::refresh);
    connect(m_details, &ProjectionDetails::told, this,
            [this](Role role, const QString &text) { m_told->say(role, text, tr("Close")); });
    connect(m_details, &ProjectionDetails::eventActivated, this, &ProjectionsPage::eventActivated);
    connect(m_runs, &ProjectionRuns::failed, this, [this](const QString &name, const Error &why) {
        m_watch->setProblemOf(name.toStdString(), why);
        m_told->say(Role::Error, shortened(describe(why), kMessageCharacters), tr("Close"));
    });
    connect(m_problem, &Banner::actionRequested, m_watch, &ProjectionWatch::refresh);
    connect(m_told, &Banner::actionRequested, m_told, &QWidget::hide);
    connect(m_empty, &EmptyState::actionRequested, m_watch, &ProjectionWatch::refresh);
    connect(m_bar, &ProjectionBar::requested, this, &ProjectionsPage::act);
    connect(m_table, &ProjectionTable::chosenChanged, this, &ProjectionsPage::showCurrent);
    offerRowMenu(*m_table, [this](QMenu &menu) { m_bar->fill(menu); });
}

void ProjectionsPage::addKeys() {
    const auto on = [this](const QKeySequence &key, Act act) {
        auto *shortcut = new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_bar->button(act), &QToolButton::click);
    };
    on(QKeySequence(Qt::CTRL | Qt::Key_R), Act::Run);
    on(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), Act::Stop);
    on(QKeySequence(Qt::Key_F7), Act::Pause);
    on(QKeySequence(Qt::SHIFT | Qt::Key_F7), Act::Rebuild);
    on(QKeySequence(Qt::Key_F4), Act::FindDrift);
    on(QKeySequence(Qt::SHIFT | Qt::Key_F4), Act::Examine);
}

void ProjectionsPage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    m_session.runs().runMasked();
    m_watch->setWatching(true);
}

void ProjectionsPage::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_watch->setWatching(false);
}

void ProjectionsPage::showState() {
    const auto &problem = m_watch->problem();
    const bool hasLines = !m_watch->lines().empty();
    m_problem->setVisible(problem && hasLines);
    if (problem && hasLines)
        m_problem->say(Role::Error, shortened(describe(*problem), kMessageCharacters), tr("Try again"));
    if (m_session.projections()->all().empty())
        m_empty->say(tr("No projection is known of this store"),
                     tr("Projections come with a domain pack: a folder with a domain.json that lists them. Start with "
                        "eventscope --domain FOLDER and open the store again."));
    else if (problem)
        m_empty->say(tr("The projections cannot be read"), shortened(describe(*problem), kMessageCharacters),
                     tr("Try again"));
    else
        m_empty->say(tr("Looking at the projections\u2026"), {});
    m_stack->setCurrentIndex(hasLines ? 1 : 0);
    m_bar->setVisible(hasLines);
    showCurrent();
}

void ProjectionsPage::showCurrent() {
    const ProjectionLine *line = current();
    m_rebuild->showLine(line);
    m_details->showLine(line, line && m_runs->isRunning(line->name()));
    showPossible();
}

void ProjectionsPage::choose(const std::string &name) { m_table->choose(name); }

const ProjectionLine *ProjectionsPage::current() const { return m_watch->line(m_table->current()); }

std::vector<const ProjectionLine *> ProjectionsPage::chosen() const {
    std::vector<const ProjectionLine *> lines;
    for (const std::string &name : m_table->chosen())
        if (const ProjectionLine *line = m_watch->line(name)) lines.push_back(line);
    return lines;
}

void ProjectionsPage::showPossible() {
    const auto lines = chosen();
    const auto any = [&](auto test) { return std::ranges::any_of(lines, test); };
    const auto isOurs = [this](const ProjectionLine *line) { return m_runs->isRunning(line->name()); };
    const auto isPaused = [](const ProjectionLine *line) { return line->status.live && line->status.live->isPaused; };
    const auto isMade = [](const ProjectionLine *line) { return line->status.live.has_value(); };
    m_bar->setPossible(Act::Run, any([&](const auto *line) { return !isOurs(line) && !isPaused(line); }));
    m_bar->setPossible(Act::Stop, any(isOurs));
    m_bar->setPossible(Act::Pause, any(isMade) && !m_pausing.isRunning());
    m_bar->setPaused(any(isPaused));
    m_bar->setPossible(Act::Rebuild, lines.size() == 1);
    m_bar->setPossible(Act::FindDrift, lines.size() == 1 && any(isMade));
    m_bar->setPossible(Act::Examine, lines.size() == 1);
}

void ProjectionsPage::act(Act act) {
    m_told->hide();
    const auto lines = chosen();
    switch (act) {
    case Act::Run: {
        std::vector<ProjectionPtr> projections;
        for (const ProjectionLine *line : lines)
            projections.push_back(line->status.projection);
        return m_runs->run(projections);
    }
    case Act::Stop:
        for (const ProjectionLine *line : lines)
            m_runs->stop(line->name());
        return;
    case Act::Pause:
        return setPaused(std::ranges::none_of(
            lines, [](const ProjectionLine *line) { return line->status.live && line->status.live->isPaused; }));
    case Act::Rebuild:
        if (const Rebuild *known = m_rebuilds->find(lines.front()->name()); !known || known->isOver())
            m_rebuilds->plan(lines.front()->status.projection);
        return;
    case Act::FindDrift:
        return m_details->findDrift();
    case Act::Examine:
        return m_details->examine();
    }
}

/// A pause keeps others from beginning; what runs here is ended, too.
void ProjectionsPage::setPaused(bool isPaused) {
    std::vector<std::string> names;
    for (const ProjectionLine *line : chosen()) {
        if (!line->status.live) continue;
        names.push_back(line->name());
        if (isPaused) m_runs->stop(line->name());
    }
    auto set = [names, isPaused](const ProjectionContext &context, const JobControl &job) -> Result<void> {
        for (const std::string &name : names)
            ES_TRY(context.models.setPaused(name, isPaused, job));
        return {};
    };
    m_pausing.start(m_session.projections()->call(std::move(set)), [this](const Result<void> &done) {
        if (!done) m_told->say(Role::Error, shortened(describe(done.error()), kMessageCharacters), tr("Close"));
        m_watch->refresh();
    });
}

} // namespace eventscope::ui
