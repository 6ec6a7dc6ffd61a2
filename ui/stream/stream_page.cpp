// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/stream_page.h"

#include "ui/stream/change_pane.h"
#include "ui/stream/comparison_pane.h"
#include "ui/stream/copy_menu.h"
#include "ui/stream/holds_pane.h"
#include "ui/stream/play_stop.h"
#include "ui/stream/plot_pane.h"
#include "ui/stream/search_bar.h"
#include "ui/stream/state_pane.h"
#include "ui/stream/step_bar.h"
#include "ui/stream/step_table_view.h"
#include "ui/stream/step_target.h"
#include "ui/stream/stream_head.h"
#include "ui/stream/stream_questions.h"
#include "ui/stream/watch_pane.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/format.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/scrolled_content.h"

#include <QScopedValueRollback>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr int kStateRowsMin = 5; ///< with the header

} // namespace

StreamPage::StreamPage(Session &session, const Theme &theme, StreamId stream, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_stream(std::move(stream)),
      m_steps([this](const Step &step) { return m_session.series().seriesOf(m_stream.value, step.type); },
              session.marks()),
      m_feed(session, m_stream),
      m_stepping(session.workers()) {
    layOut(theme);
    connect(m_message, &EmptyState::actionRequested, this, &StreamPage::build);
    connectBar();
    connectPanes();
    addKeys();
    addCopyMenu();
    connect(&m_session.cursor(), &Cursor::changed, this, &StreamPage::handleCursor);
    connect(m_head, &StreamHead::foldChosen, this, &StreamPage::build);
    connectFeed();
    build();
}

StreamPage::~StreamPage() { letGo(); }

/// From the outside in, each part as a child of what it stays in: a widget that gets another parent is styled anew,
/// with all that is in it.
void StreamPage::layOut(const Theme &theme) {
    QWidget *content = addScrolledContent(*this);
    m_head = new StreamHead(m_stream, m_session.folds(), content);
    m_bar = new StepBar(theme, content);
    m_stack = new QStackedWidget(content);
    m_message = new EmptyState(m_stack);
    m_all = new QSplitter(Qt::Vertical, m_stack);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_all);
    layOutPanes(theme);

    const Metrics metrics(font());
    m_state->tree()->setMinimumHeight(kStateRowsMin * metrics.rowHeight);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, metrics.steps(2), 0, 0);
    layout->setSpacing(metrics.steps(2));
    layout->addWidget(m_head);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
}

/// A splitter takes in what becomes its child.
void StreamPage::layOutPanes(const Theme &theme) {
    auto *panes = new QSplitter(Qt::Horizontal, m_all);
    m_plot = new PlotPane(m_session.workers(), theme, m_all);
    auto *left = new QSplitter(Qt::Vertical, panes);
    m_events = new StepTableView(m_steps, theme, left);
    auto *now = new QSplitter(Qt::Vertical, panes);
    m_state = new StatePane(m_session.workers(), theme, now);
    m_questions = new StreamQuestions(m_session, theme, m_stream, now);
    left->lower(); // a splitter puts what is added below the others; the events come first
    panes->lower();
    for (QSplitter *splitter : {now, panes, left, m_all})
        splitter->setChildrenCollapsible(false);
    m_all->setStretchFactor(0, 3);
    m_all->setStretchFactor(1, 1);
    left->setStretchFactor(0, 3);
    panes->setStretchFactor(0, 4);
    panes->setStretchFactor(1, 5);
    now->setStretchFactor(0, 5);
    now->setStretchFactor(1, 4);
    m_plotPlace.emplace(*m_plot, *m_all, *left);
}

void StreamPage::connectBar() {
    connect(m_bar, &StepBar::firstRequested, this, [this] { goTo(0); });
    connect(m_bar, &StepBar::previousRequested, this, [this] {
        const auto current = m_steps.current();
        if (current) goTo(*current == 0 ? std::nullopt : std::optional(*current - 1));
    });
    connect(m_bar, &StepBar::nextRequested, this, [this] {
        const std::size_t next = m_steps.current() ? *m_steps.current() + 1 : 0;
        if (next < steps().size()) goTo(next);
    });
    connect(m_bar, &StepBar::lastRequested, this, [this] { goTo(steps().size() - 1); });
    connect(m_bar, &StepBar::targetRequested, this, &StreamPage::jump);
    connect(m_bar, &StepBar::playToggled, this, &StreamPage::togglePlay);
    connect(m_bar, &StepBar::speedChosen, &m_player, &Player::setSpeed);
    connect(&m_player, &Player::stepDue, this, &StreamPage::playStep);
    connect(&m_player, &Player::playingChanged, this, [this](bool isPlaying) {
        m_bar->showPlaying(isPlaying);
        for (QShortcut *key : m_stopKeys)
            key->setEnabled(isPlaying);
        if (!isPlaying) m_session.cursor().endDrag();
    });
}

void StreamPage::connectFeed() {
    connect(&m_feed, &HistoryFeed::partRead, this, [this](const HistoryPtr &part) { showHistory(part, false); });
    connect(&m_feed, &HistoryFeed::built, this, [this](const HistoryPtr &whole) { showHistory(whole, true); });
    connect(&m_feed, &HistoryFeed::grown, this, &StreamPage::grow);
    connect(&m_feed, &HistoryFeed::overtaken, this, &StreamPage::build);
    connect(&m_feed, &HistoryFeed::failed, this, &StreamPage::showProblem);
}

void StreamPage::connectPanes() {
    const auto goToStep = [this](std::size_t step) { goTo(step); };
    connect(m_events, &StepTableView::stepRequested, this, goToStep);
    connect(m_events, &StepTableView::compareRequested, this,
            [this](std::size_t step) { compareWith(CompareBase{step}); });
    connect(m_state, &StatePane::watchRequested, this, &StreamPage::watch);
    connect(m_state, &StatePane::plotRequested, this, &StreamPage::plot);
    connect(m_state, &StatePane::valuesRequested, this, &StreamPage::listValues);
    connect(m_state, &StatePane::blameActivated, this, [this](const Pointer &pointer) {
        const auto found = m_shown->blame.find(pointer);
        if (found != m_shown->blame.end()) goTo(found->second);
    });
    connect(m_state, &StatePane::holdsRequested, this,
            [this](const Pointer &pointer) { m_questions->askWhere(m_shown->state.state, pointer); });
    connect(m_questions, &StreamQuestions::stepRequested, this, goToStep);
    connect(m_questions, &StreamQuestions::versionRequested, this, [this](Version version) {
        if (m_steps.history()) goTo(m_steps.history()->stepAtVersion(version));
    });
    connect(m_questions, &StreamQuestions::baseRequested, this, &StreamPage::compareWithText);
    connect(m_questions, &StreamQuestions::pathActivated, m_state->tree(), &JsonTreeView::showPointer);
    connect(m_questions, &StreamQuestions::plotRequested, this, &StreamPage::plot);
    connect(m_plot, &PlotPane::stepRequested, this, [this](std::size_t step) { goTo(step, Cursor::Move::Drag); });
    connect(m_plot, &PlotPane::dragEnded, &m_session.cursor(), &Cursor::endDrag);
}

void StreamPage::addKeys() {
    const auto on = [this](const QKeySequence &key, auto slot) {
        auto *shortcut = new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
        return shortcut;
    };
    on(QKeySequence::Find, [this] { m_state->find(); });
    on(Qt::Key_F3, [this] { m_state->findNext(); });
    on(QKeyCombination(Qt::SHIFT, Qt::Key_F3), [this] { m_state->findPrevious(); });
    on(QKeyCombination(Qt::CTRL, Qt::Key_G), [this] { m_bar->askWhere(); });
    on(Qt::Key_F8, [this] { m_questions->watched()->goToNextChange(); });
    on(QKeyCombination(Qt::SHIFT, Qt::Key_F8), [this] { m_questions->watched()->goToPreviousChange(); });
    on(QKeyCombination(Qt::CTRL, Qt::Key_D), [this] { m_questions->askForBase(); });
    on(QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_C), [this] { m_head->openCopyMenu(); });
    for (const Qt::Key key : {Qt::Key_Escape, Qt::Key_Space}) {
        QShortcut *stop = on(key, [this] { m_player.stop(); });
        connect(stop, &QShortcut::activatedAmbiguously, &m_player, &Player::stop);
        stop->setEnabled(false);
        m_stopKeys += stop;
    }
}

void StreamPage::addCopyMenu() {
    const auto source = [this] {
        const CliTarget target{m_session.cliStore(), m_session.cliDomain(), m_stream.value,
                               m_head->isUsualFold() ? std::string() : m_head->fold()};
        return CopyMenu::Source{m_shown, m_state->selected(), target, m_questions->holds()->condition(),
                                m_questions->comparison()->other()};
    };
    m_head->setCopyMenu(new CopyMenu(source, this));
}

/// A history may be millions of values, which take long to free: the last owner of what is shown is a worker.
void StreamPage::letGo() {
    m_player.stop();
    m_feed.drop();
    m_stepping.drop();
    setPaneHistory(nullptr);
    m_state->clear();
    m_questions->changes()->clear();
    m_base.reset();
    auto shown = std::exchange(m_shown, std::make_shared<StepView>());
    m_session.workers().release(std::pair(std::move(shown), m_steps.history()));
    m_steps.clear();
}

void StreamPage::setPaneHistory(const HistoryPtr &history) {
    m_questions->setHistory(history);
    m_plot->setHistory(history);
}

const std::vector<Step> &StreamPage::steps() const {
    static const std::vector<Step> kNone;
    return m_steps.history() ? m_steps.history()->steps() : kNone;
}

bool StreamPage::isSettled() const {
    return m_complete && !m_stepping.isRunning() && m_shown->step == m_steps.current() && m_shown->base == m_base;
}

bool StreamPage::isUpToDate() const {
    return isSettled() && !m_feed.isBehind() && m_questions->isUpToDate() && m_plot->isUpToDate();
}

void StreamPage::build() {
    m_complete = false;
    letGo();
    say(tr("Reading the stream\u2026"), tr("Its events are folded one after the other."));
    m_feed.build(m_session.folds().byName(m_head->fold()));
}

void StreamPage::showHistory(const HistoryPtr &history, bool complete) {
    m_complete = complete;
    m_steps.setHistory(history);
    if (complete && history->steps().empty()) {
        return say(tr("No events in this stream"), tr("They appear here as soon as there are any."));
    }
    if (complete) setPaneHistory(history);
    m_stack->setCurrentIndex(1);
    showCursor();
}

/// What is shown stays where it is, unless the cursor is live: then it goes with the events.
void StreamPage::grow(const HistoryPtr &history) {
    const bool wasEmpty = steps().empty();
    m_steps.setHistory(history);
    if (wasEmpty) return showHistory(history, true);
    m_questions->growTo(history);
    m_plot->growTo(history);
    const auto step = history->stepAtPosition(m_session.cursor().until());
    if (step != m_steps.current()) return requestStep(step);
    m_bar->show(steps(), step);
    m_head->describe(*m_shown, steps().size(), true);
}

void StreamPage::showProblem(const Error &error) {
    if (error.kind == ErrorKind::Cancelled && !steps().empty()) {
        m_complete = true; // what was read stays usable; the facts say that it is a part
        setPaneHistory(m_steps.history());
        m_head->setFacts(tr("Stopped: only the first %n event(s)", nullptr, static_cast<int>(steps().size())));
        return;
    }
    say(tr("This stream could not be read"), shortened(describe(error), kMessageCharacters), tr("Try again"));
}

void StreamPage::say(const QString &title, const QString &explanation, const QString &action) {
    m_message->say(title, explanation, action);
    m_stack->setCurrentWidget(m_message);
}

/// Whoever moves the cursor takes over from the player.
void StreamPage::handleCursor() {
    if (!m_isPlayStep) m_player.stop();
    showCursor();
}

void StreamPage::showCursor() {
    if (!m_steps.history()) return;
    requestStep(m_steps.history()->stepAtPosition(m_session.cursor().until()));
}

void StreamPage::requestStep(std::optional<std::size_t> step) {
    m_steps.setCurrent(step);
    m_bar->show(steps(), step);
    m_events->showStep(step);
    m_questions->setStep(step);
    m_plot->setStep(step);
    const HistoryPtr history = m_steps.history();
    m_stepping.start(
        [history, step, base = m_base](const JobControl &job) { return viewStep(history, step, base, job); },
        [this](Result<StepViewPtr> view) {
            if (view)
                showStep(*std::move(view));
            else if (view.error().kind != ErrorKind::Cancelled)
                showProblem(view.error());
        });
}

void StreamPage::showStep(StepViewPtr view) {
    auto before = std::exchange(m_shown, std::move(view));
    m_state->setView(m_shown);
    m_questions->changes()->setView(m_shown);
    m_head->describe(*m_shown, steps().size(), m_complete);
    m_session.workers().release(std::move(before));
    if (m_shown->step) Q_EMIT eventSelected(m_shown->history->steps()[*m_shown->step].position);
}

void StreamPage::goTo(std::optional<std::size_t> step, Cursor::Move move) {
    if (steps().empty()) return;
    m_session.cursor().moveTo(step ? steps()[*step].position : below(steps().front().position), move);
}

void StreamPage::jump(const QString &text) {
    if (steps().empty()) return;
    const auto target = parseStepTarget(text.toStdString(), *m_steps.history());
    if (!target) return m_bar->notice(shortened(describe(target.error()), kMessageCharacters), true);
    goTo(target->step);
    m_events->setFocus(Qt::OtherFocusReason);
}

void StreamPage::compareWithText(const QString &text) {
    if (steps().empty()) return;
    if (text.isEmpty()) return compareWith(std::nullopt);
    const auto target = parseStepTarget(text.toStdString(), *m_steps.history());
    if (!target) return m_questions->changes()->showProblem(shortened(describe(target.error()), kMessageCharacters));
    compareWith(CompareBase{target->step});
}

void StreamPage::compareWith(const std::optional<CompareBase> &base) {
    m_base = base;
    m_steps.setBase(base);
    m_questions->showChanges();
    if (m_steps.history()) requestStep(m_steps.current());
}

void StreamPage::watch(const Pointer &path) { m_questions->watch(path); }

void StreamPage::plot(const Pointer &path) {
    const bool wasHidden = m_plot->isHidden();
    m_plot->showPath(path);
    if (wasHidden) m_plotPlace->makeRoom();
}

void StreamPage::listValues(const Pointer &path) { m_questions->listValues(path); }

void StreamPage::compareWithStream(const StreamId &other) { m_questions->compareWithStream(other); }

void StreamPage::showWhere(const QString &condition) { m_questions->showWhere(condition); }

void StreamPage::find(const QString &text) {
    m_state->find();
    m_state->searchBar()->setText(text);
}

void StreamPage::togglePlay() {
    if (m_player.isPlaying()) return m_player.stop();
    if (steps().empty()) return;
    m_session.cursor().endDrag();
    // From the end it plays from the beginning.
    if (m_steps.current() == steps().size() - 1) goTo(std::nullopt);
    m_player.play();
}

/// A step that is not shown yet is waited for: playing never runs ahead of what can be seen.
void StreamPage::playStep() {
    if (!isSettled() || !m_questions->watched()->isUpToDate()) return;
    const std::size_t next = m_steps.current() ? *m_steps.current() + 1 : 0;
    if (next < steps().size()) {
        const QScopedValueRollback moving(m_isPlayStep, true);
        goTo(next, Cursor::Move::Drag);
    }
    const auto changed = next < steps().size() ? m_questions->watched()->stopsAt(next) : std::vector<Pointer>();
    const auto stop = playStopAt(steps(), next, changed);
    if (!stop) return;
    m_player.stop();
    m_bar->notice(stop->why, stop->isProblem);
}

void StreamPage::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    m_plotPlace->fit(height(), Metrics(font()).rowHeight);
}

void StreamPage::hideEvent(QHideEvent *event) {
    m_player.stop();
    QWidget::hideEvent(event);
}

} // namespace eventscope::ui
