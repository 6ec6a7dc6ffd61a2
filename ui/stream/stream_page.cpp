// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/stream_page.h"

#include "ui/stream/change_delegate.h"
#include "ui/stream/step_bar.h"
#include "ui/stream/step_delegate.h"
#include "ui/stream/stream_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

/// A table with one line a row, no grid, and whole rows selected.
void calm(QTableView &table) {
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QTableView::SelectRows);
    table.setSelectionMode(QTableView::SingleSelection);
    table.setEditTriggers(QTableView::NoEditTriggers);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(Metrics(table.font()).rowHeight);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setMinimumSectionSize(1);
    table.horizontalHeader()->setStretchLastSection(true);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the last column is cut, and its tip has it all
    table.setTabKeyNavigation(false);
}

QWidget *titled(QLabel *title, QWidget *content) {
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    const Metrics metrics(box->font());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    title->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    layout->addWidget(title);
    layout->addWidget(content, 1);
    return box;
}

JsonTreeModel::Marks marksOf(const StepViewPtr &view) {
    return [view](const Pointer &path) {
        const auto found = view->marks.find(path);
        return found == view->marks.end() ? JsonTree::Unmarked : found->second;
    };
}

JsonTreeModel::Blame blameOf(const StepViewPtr &view) {
    return [view](const Pointer &path) -> QString {
        const auto found = view->blame.find(path);
        if (found == view->blame.end()) return {};
        const Step &step = view->history->steps()[found->second];
        return formatVersion(step.version) + u' ' + shortened(step.type, kNameCharacters);
    };
}

} // namespace

StreamPage::StreamPage(Session &session, const Theme &theme, StreamId stream, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_stream(std::move(stream)),
      m_steps([this](const Step &step) { return m_session.series().seriesOf(m_stream.value, step.type); }),
      m_bar(new StepBar(this)),
      m_title(new ElidedLabel(this)),
      m_badge(plainLabel({}, this)),
      m_facts(new ElidedLabel(this)),
      m_message(plainLabel({}, this)),
      m_stateTitle(new ElidedLabel(this)),
      m_changesTitle(new ElidedLabel(this)),
      m_fold(new QComboBox(this)),
      m_stack(new QStackedWidget(this)),
      m_events(new QTableView(this)),
      m_tree(new JsonTreeView(theme, this)),
      m_parts(session.workers(), [this](const HistoryPtr &part) { showHistory(part, false); }),
      m_building(session.workers()),
      m_stepping(session.workers()) {
    m_events->setItemDelegate(new StepDelegate(theme, m_events));
    auto *now = new QSplitter(Qt::Vertical, this);
    now->addWidget(makeState(theme));
    now->addWidget(makeChanges(theme));
    now->setStretchFactor(0, 2);
    now->setStretchFactor(1, 1);
    auto *panes = new QSplitter(Qt::Horizontal, this);
    panes->addWidget(makeEvents());
    panes->addWidget(now);
    panes->setStretchFactor(0, 4);
    panes->setStretchFactor(1, 5);
    connect(panes, &QSplitter::splitterMoved, this, &StreamPage::fitEvents);
    for (QSplitter *splitter : {now, panes})
        splitter->setChildrenCollapsible(false);
    m_message->setAlignment(Qt::AlignCenter);
    wrap(*m_message);
    m_stack->addWidget(m_message);
    m_stack->addWidget(panes);

    const Metrics metrics(font());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics.steps(2), 0, 0);
    layout->setSpacing(metrics.steps(2));
    layout->addWidget(makeHead());
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);

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
    connect(m_bar, &StepBar::versionRequested, this, [this](Version version) {
        if (m_steps.history()) goTo(m_steps.history()->stepAtVersion(version));
    });
    connect(&m_session.cursor(), &Cursor::changed, this, &StreamPage::handleCursor);
    connect(m_fold, &QComboBox::currentIndexChanged, this,
            [this] { build(m_session.folds().byName(m_fold->currentData().toString().toStdString())); });
    build(m_session.folds().byName(m_fold->currentData().toString().toStdString()));
}

StreamPage::~StreamPage() { letGo(); }

/// A history may be millions of values, which take long to free: the last owner of what is shown is a worker.
void StreamPage::letGo() {
    m_parts.drop();
    m_building.drop();
    m_stepping.drop();
    m_tree->setDocument(Json::object({}));
    m_changes.setChanges({});
    auto shown = std::exchange(m_shown, std::make_shared<StepView>());
    m_session.workers().release(std::pair(std::move(shown), m_steps.history()));
    m_steps.clear();
}

QWidget *StreamPage::makeHead() {
    auto *head = new QWidget(this);
    auto *layout = new QHBoxLayout(head);
    const Metrics metrics(font());
    layout->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    layout->setSpacing(metrics.steps(4));
    QFont bold = fixedFont();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setText(shortened(m_stream.value, kNameCharacters));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_title->setAccessibleName(tr("Stream"));
    m_fold->setAccessibleName(tr("What makes the state"));
    m_fold->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    const FoldPtr best = m_session.folds().forCategory(categoryOf(m_stream.value));
    const FoldPtr merge = m_session.folds().byName("merge");
    for (const FoldPtr &fold : {best, merge}) {
        const QString name = QString::fromStdString(fold->info().name);
        if (m_fold->findData(name) < 0) m_fold->addItem(foldLabel(fold->info()), name);
    }
    // Where room is short the facts are cut first.
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setMinimumWidth(metrics.steps(20));
    layout->addWidget(m_title);
    layout->addWidget(m_fold);
    layout->addWidget(m_badge);
    layout->addWidget(m_facts, 1);
    return head;
}

QWidget *StreamPage::makeEvents() {
    m_events->setModel(&m_steps);
    calm(*m_events);
    m_events->setAccessibleName(tr("Events of the stream"));
    const QFontMetrics text(fixedFont());
    const Metrics metrics(font());
    m_events->setColumnWidth(StepTable::VersionColumn,
                             text.horizontalAdvance(QStringLiteral("000000")) + metrics.steps(3));
    m_recordedWidth = text.horizontalAdvance(formatSecond(Time())) + metrics.steps(3);
    m_events->setColumnWidth(StepTable::RecordedColumn, m_recordedWidth);
    connect(m_events->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid()) goTo(static_cast<std::size_t>(current.row()));
            });
    return m_events;
}

QWidget *StreamPage::makeState(const Theme &) {
    m_tree->setAccessibleName(tr("State"));
    connect(m_tree, &JsonTreeView::blameActivated, this, &StreamPage::handleBlame);
    return titled(m_stateTitle, m_tree);
}

QWidget *StreamPage::makeChanges(const Theme &theme) {
    auto *table = new QTableView(this);
    table->setModel(&m_changes);
    table->setItemDelegate(new ChangeDelegate(theme, table));
    calm(*table);
    table->setAccessibleName(tr("What this event changed"));
    const Metrics metrics(font());
    table->setColumnWidth(ChangeModel::SignColumn, metrics.steps(6));
    table->setColumnWidth(ChangeModel::PathColumn, metrics.steps(26));
    table->setColumnWidth(ChangeModel::WasColumn, metrics.steps(22));
    connect(table, &QTableView::activated, this,
            [this](const QModelIndex &index) { m_tree->showPointer(m_changes.change(index.row()).path); });
    return titled(m_changesTitle, table);
}

const std::vector<Step> &StreamPage::steps() const {
    static const std::vector<Step> kNone;
    return m_steps.history() ? m_steps.history()->steps() : kNone;
}

bool StreamPage::isSettled() const {
    return m_complete && !m_stepping.isRunning() && m_shown->step == m_steps.current();
}

void StreamPage::build(const FoldPtr &fold) {
    m_complete = false;
    letGo();
    m_message->setText(tr("Reading the stream…"));
    m_stack->setCurrentWidget(m_message);
    m_building.startListed(tr("History of %1").arg(shortened(m_stream.value)),
                           m_session.history(m_stream, fold, {}, m_parts.restart()),
                           [this](Result<HistoryPtr> history) {
                               m_parts.drop();
                               if (history)
                                   showHistory(*history, true);
                               else
                                   showProblem(history.error());
                           });
}

void StreamPage::showHistory(const HistoryPtr &history, bool complete) {
    m_complete = complete;
    m_steps.setHistory(history);
    if (complete && history->steps().empty()) {
        m_message->setText(tr("There are no events in this stream."));
        m_stack->setCurrentWidget(m_message);
        return;
    }
    m_stack->setCurrentIndex(1);
    handleCursor();
}

void StreamPage::showProblem(const Error &error) {
    if (error.kind == ErrorKind::Cancelled && !steps().empty()) {
        m_complete = true; // what was read stays usable; the facts say that it is a part
        m_facts->setText(tr("Stopped: only the first %n event(s)", nullptr, static_cast<int>(steps().size())));
        return;
    }
    m_message->setText(shortened(describe(error), kMessageCharacters));
    m_stack->setCurrentWidget(m_message);
}

void StreamPage::handleCursor() {
    if (!m_steps.history()) return;
    requestStep(m_steps.history()->stepAtPosition(m_session.cursor().until()));
}

void StreamPage::requestStep(std::optional<std::size_t> step) {
    m_steps.setCurrent(step);
    m_bar->show(steps(), step);
    if (step) {
        const QModelIndex row = m_steps.index(static_cast<int>(*step), 0);
        const QSignalBlocker quiet(m_events->selectionModel());
        m_events->setCurrentIndex(row);
        m_events->viewport()->update();
        showCurrentRow();
    }
    const HistoryPtr history = m_steps.history();
    m_stepping.start([history, step](const JobControl &job) { return viewStep(history, step, job); },
                     [this](Result<StepViewPtr> view) {
                         if (view)
                             showStep(*std::move(view));
                         else if (view.error().kind != ErrorKind::Cancelled)
                             showProblem(view.error());
                     });
}

void StreamPage::showCurrentRow() {
    // Later: rows that were just added are laid out with the next turn of the event loop.
    QTimer::singleShot(0, m_events, [this] {
        fitEvents();
        m_events->doItemsLayout(); // which may not have had its turn: the scroll bar would end above the new rows
        m_events->scrollTo(m_events->currentIndex());
    });
}

/// Where there is no room for both, the type is worth more than the time, which the step bar shows, too.
void StreamPage::fitEvents() {
    const int type = m_events->fontMetrics().horizontalAdvance(QStringLiteral("MoneyWithdrawn"));
    const int needed = m_events->columnWidth(StepTable::VersionColumn) + m_recordedWidth + type;
    m_events->setColumnHidden(StepTable::RecordedColumn, m_events->viewport()->width() < needed);
}

void StreamPage::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    showCurrentRow();
}

void StreamPage::showStep(StepViewPtr view) {
    auto before = std::exchange(m_shown, std::move(view));
    m_tree->setDocument(m_shown->step ? m_shown->state.state : Json::object({}), marksOf(m_shown), blameOf(m_shown));
    m_changes.setChanges({m_shown, &m_shown->changes});
    describeState();
    m_session.workers().release(std::move(before));
    if (m_shown->step) Q_EMIT eventSelected(m_shown->history->steps()[*m_shown->step].position);
}

void StreamPage::describeState() {
    m_badge->setText(provenanceText(m_shown->state.provenance));
    m_badge->setToolTip(plainToolTip(provenanceTip(m_shown->state.provenance)));
    QStringList facts = {tr("%n event(s)", nullptr, static_cast<int>(steps().size()))};
    const auto ignored = static_cast<int>(m_shown->state.provenance.ignored.size());
    const auto failed = static_cast<int>(m_shown->state.failed.size());
    if (ignored > 0) facts << tr("%n type(s) ignored", nullptr, ignored);
    if (failed > 0) facts << tr("%n event(s) failed", nullptr, failed);
    if (!m_complete) facts << tr("still reading");
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    if (!m_shown->step) {
        m_stateTitle->setText(tr("State before the first event"));
        m_changesTitle->setText(QString());
        return;
    }
    const Step &step = m_shown->history->steps()[*m_shown->step];
    m_stateTitle->setText(tr("State at %1").arg(formatVersion(step.version)));
    m_changesTitle->setText(
        step.outcome.kind == StepOutcome::Kind::Failed
            ? tr("%1 could not be folded: %2")
                  .arg(formatVersion(step.version), shortened(step.outcome.reason, kMessageCharacters))
        : m_shown->changes.empty() ? tr("%1 changed nothing").arg(formatVersion(step.version))
                                   : tr("What %1 changed").arg(formatVersion(step.version)));
}

void StreamPage::handleBlame(const Pointer &pointer) {
    const auto found = m_shown->blame.find(pointer);
    if (found != m_shown->blame.end()) goTo(found->second);
}

void StreamPage::goTo(std::optional<std::size_t> step) {
    if (steps().empty()) return;
    m_session.cursor().moveTo(step ? steps()[*step].position : below(steps().front().position));
}

} // namespace eventscope::ui
