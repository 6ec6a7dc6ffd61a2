// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/processes_page.h"

#include "ui/processes/board_view.h"
#include "ui/processes/board_watch.h"
#include "ui/processes/instance_pane.h"
#include "ui/processes/process_words.h"
#include "ui/projections/projection_words.h"
#include "ui/session/projection_runs.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/focus_lead.h"
#include "ui/widgets/format.h"
#include "ui/widgets/masked_note.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/scrolled_content.h"

#include <QComboBox>
#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr ProcessFilter kFilters[] = {ProcessFilter::All,   ProcessFilter::Running, ProcessFilter::Compensating,
                                      ProcessFilter::Ended, ProcessFilter::Overdue, ProcessFilter::Stuck};

QKeySequence runKey() { return QKeySequence(Qt::CTRL | Qt::Key_R); }

} // namespace

ProcessesPage::ProcessesPage(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_watch(new BoardWatch(session, this)) {
    layOut(theme);
    connectParts();
    addKeys();
    chooseProcess(0);
    showState();
}

ProcessesPage::~ProcessesPage() = default;

QWidget *ProcessesPage::makeBar(QWidget *parent) {
    const Metrics metrics(font());
    auto *bar = new QWidget(parent);
    m_process = new QComboBox(bar);
    for (const ProjectionPtr &process : m_session.projections()->processes())
        m_process->addItem(shortened(process->info().name, kNameCharacters));
    setAccessible(m_process, tr("Process manager"));
    m_filter = new QComboBox(bar);
    for (const ProcessFilter filter : kFilters)
        m_filter->addItem(filterText(filter));
    m_filter->setToolTip(plainToolTip(
        tr("Which instances to show. Overdue: what it waits for should have come by the time of the last event. Stuck: "
           "and as long again has gone by.")));
    setAccessible(m_filter, tr("Which instances to show"));
    m_run = new QToolButton(bar);
    m_run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_run->setAutoRaise(true);
    m_run->setFocusPolicy(Qt::StrongFocus);
    m_search = new QLineEdit(bar);
    m_search->setPlaceholderText(tr("Find a key"));
    m_search->setClearButtonEnabled(true);
    m_search->setToolTip(plainToolTip(tr("The whole key of an instance; Return shows its life")));
    setAccessible(m_search, tr("Find a key"));
    m_title = new ElidedLabel(bar);
    m_atRest = new ElidedLabel(bar);
    m_atRest->setVisible(m_session.isMasked());
    m_search->setMinimumWidth(QFontMetrics(font()).horizontalAdvance(m_search->placeholderText()) + metrics.steps(12));
    auto *flow = new FlowLayout(metrics.steps(2));
    for (QWidget *part : QList<QWidget *>{m_process, m_filter, m_run, m_search})
        flow->addWidget(part);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    column->setSpacing(metrics.steps(1));
    column->addLayout(flow);
    column->addWidget(m_title);
    column->addWidget(m_atRest);
    return bar;
}

void ProcessesPage::layOut(const Theme &theme) {
    QWidget *content = addScrolledContent(*this);
    m_bar = makeBar(content);
    m_problem = new Banner(theme, content);
    m_stack = new QStackedWidget(content);
    m_empty = new EmptyState(m_stack);
    auto *split = new QSplitter(Qt::Vertical, m_stack);
    m_board = new BoardView(theme, split);
    m_instance = new InstancePane(m_session, theme, split);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(split);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (m_session.isMasked()) column->addWidget(maskedRowsNote(theme, content));
    column->addWidget(m_bar);
    column->addWidget(m_problem);
    column->addWidget(m_stack, 1);
    leadFocus(*this, *m_filter);
}

void ProcessesPage::connectParts() {
    connect(m_watch, &BoardWatch::changed, this, &ProcessesPage::showState);
    connect(m_process, &QComboBox::currentIndexChanged, this, &ProcessesPage::chooseProcess);
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this](int row) { m_watch->setFilter(kFilters[row]); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { chooseInstance(m_search->text()); });
    connect(m_board, &BoardView::chosen, this, &ProcessesPage::chooseInstance);
    connect(m_instance, &InstancePane::eventActivated, this, &ProcessesPage::eventActivated);
    connect(m_run, &QToolButton::clicked, this, &ProcessesPage::runOrStop);
    connect(m_problem, &Banner::actionRequested, m_watch, &BoardWatch::refresh);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_watch->problem())
            m_watch->refresh();
        else
            runOrStop();
    });
    ProjectionRuns &runs = m_session.runs();
    connect(&runs, &ProjectionRuns::changed, this, &ProcessesPage::showState);
    connect(&runs, &ProjectionRuns::failed, this, [this](const QString &name, const Error &why) {
        if (!m_watch->process() || name.toStdString() != m_watch->process()->info().name) return;
        m_problem->say(Role::Error, shortened(describe(why), kMessageCharacters), tr("Try again"));
    });
}

void ProcessesPage::addKeys() {
    auto *run = new QShortcut(runKey(), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(run, &QShortcut::activated, m_run, &QToolButton::click);
    auto *find =
        new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
}

void ProcessesPage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    m_session.runs().runMasked();
    m_watch->setWatching(true);
}

void ProcessesPage::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_watch->setWatching(false);
}

QString ProcessesPage::titleText() const { return m_title->text(); }

QString ProcessesPage::atRestText() const { return m_atRest->text(); }

bool ProcessesPage::isRunning() const {
    return m_watch->process() && m_session.runs().isRunning(m_watch->process()->info().name);
}

void ProcessesPage::showState() {
    const auto &overview = m_watch->overview();
    const auto &problem = m_watch->problem();
    const bool hasBoard = overview && overview->isBuilt && !overview->columns.empty();
    m_problem->setVisible(problem && hasBoard);
    if (problem && hasBoard)
        m_problem->say(Role::Error, shortened(describe(*problem), kMessageCharacters), tr("Try again"));
    if (overview) m_board->showOverview(*overview);
    m_board->choose(m_instance->key());
    m_title->setText(boardTitle());
    m_atRest->setText(atRestTitle());
    showEmpty();
    showRun();
    m_stack->setCurrentIndex(hasBoard ? 1 : 0);
    m_bar->setVisible(m_watch->process() != nullptr);
    if (overview && overview->isBuilt && !overview->isReplayed) {
        // Where the cursor moved the pane asks by itself.
        if (m_liveShown && *m_liveShown != overview->position) m_instance->refresh();
        m_liveShown = overview->position;
    }
}

void ProcessesPage::showEmpty() {
    const auto &overview = m_watch->overview();
    if (!m_watch->process()) {
        m_empty->say(tr("No process manager is known of this store"),
                     tr("Process managers (sagas) come with a domain pack: a folder with a domain.json that lists "
                        "them. Start with eventscope --domain FOLDER and open the store again."));
    } else if (const auto &problem = m_watch->problem()) {
        m_empty->say(tr("The instances cannot be read"), shortened(describe(*problem), kMessageCharacters),
                     tr("Try again"));
    } else if (overview && !overview->isBuilt && !isRunning()) {
        m_empty->say(tr("The instances have not been made yet"),
                     tr("They are made from the events, beside the store and never in it. This shows what each waits "
                        "for and what it would send; nothing is ever sent."),
                     tr("Run"));
    } else if (overview && overview->isBuilt) {
        m_empty->say(tr("No such instance"), tr("Choose others to show, or another moment."));
    } else {
        m_empty->say(tr("Looking at the instances\u2026"), {});
    }
}

void ProcessesPage::showRun() {
    const QString text = isRunning() ? tr("Stop") : tr("Run");
    m_run->setText(text);
    m_run->setIcon(icon(QLatin1String(isRunning() ? "stop" : "play")));
    const QString tip = isRunning() ? tr("Stop carrying it on; it goes on from there when it is run again (%1)")
                                    : tr("Catch up with the log, then go on with what is appended (%1)");
    m_run->setToolTip(plainToolTip(tip.arg(runKey().toString(QKeySequence::NativeText))));
    setAccessible(m_run, text);
}

QString ProcessesPage::boardTitle() const {
    const auto &overview = m_watch->overview();
    if (!overview || !overview->isBuilt) return {};
    const QString place = formatPosition(overview->position), moment = formatMoment(overview->asOf);
    return overview->isReplayed ? tr("As of position %1, made again from the events; overdue by %2").arg(place, moment)
                                : tr("As of position %1; overdue by %2").arg(place, moment);
}

/// In the words of the page Projections, where all tables stand together.
QString ProcessesPage::atRestTitle() const {
    if (!m_session.isMasked()) return {};
    const auto &atRest = m_watch->atRest();
    if (!atRest) return tr("Table at: \u2014 (nobody has made it)");
    return tr("Table at: %1; table's lag: %2").arg(formatPosition(atRest->position()), lagText(*atRest));
}

void ProcessesPage::choose(const std::string &name) {
    const auto &processes = m_session.projections()->processes();
    const auto found = std::ranges::find(processes, name, [](const ProjectionPtr &one) { return one->info().name; });
    if (found != processes.end()) m_process->setCurrentIndex(static_cast<int>(found - processes.begin()));
}

void ProcessesPage::chooseProcess(int row) {
    const auto &processes = m_session.projections()->processes();
    const auto at = static_cast<std::size_t>(row);
    m_watch->setProcess(at < processes.size() ? processes[at] : nullptr);
    m_liveShown.reset();
    m_instance->showInstance(nullptr, {});
    m_instance->hide();
    showState();
}

void ProcessesPage::chooseInstance(const QString &key) {
    m_instance->showInstance(m_watch->process(), key.toStdString());
    m_instance->setVisible(!key.isEmpty());
    m_board->choose(m_instance->key());
}

void ProcessesPage::runOrStop() {
    if (!m_watch->process()) return;
    m_problem->hide();
    if (isRunning())
        m_session.runs().stop(m_watch->process()->info().name);
    else
        m_session.runs().run({m_watch->process()});
}

} // namespace eventscope::ui
