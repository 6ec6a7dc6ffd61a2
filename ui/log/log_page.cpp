// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_page.h"

#include "ui/log/column_fit.h"
#include "ui/log/column_memory.h"
#include "ui/log/column_menu.h"
#include "ui/log/event_copy_menu.h"
#include "ui/log/event_delegate.h"
#include "ui/log/filter_bar.h"
#include "ui/log/filter_edit.h"
#include "ui/log/filter_menu.h"
#include "ui/log/find_bar.h"
#include "ui/log/log_export.h"
#include "ui/log/log_follow.h"
#include "ui/log/statistics_panel.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/focus_lead.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu_offer.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QResizeEvent>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

LogPage::LogPage(Session &session, const Theme &theme, QWidget *parent, std::uint64_t rowsMax)
    : QWidget(parent),
      m_session(session),
      m_theme(theme),
      m_model(new EventTableModel(session, this, rowsMax)),
      m_filter(new FilterBar(session, theme, this)),
      m_find(new FindBar(session, this)),
      m_filterMenu(new FilterMenu(session, this)),
      m_stack(new QStackedLayout),
      m_empty(new EmptyState(this)),
      m_banner(new Banner(theme, this)),
      m_note(new Banner(theme, this)),
      m_table(new QTableView(this)),
      m_parts(new QSplitter(Qt::Vertical, this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(m_find);
    column->addWidget(m_banner);
    column->addWidget(m_note);
    column->addWidget(m_parts, 1);
    auto *events = new QWidget(m_parts);
    events->setLayout(m_stack);
    m_parts->addWidget(events);
    m_parts->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    setUpTable();
    leadFocus(*this, *m_table);

    connect(&session, &Session::rowsGrown, this, &LogPage::showState);
    connect(&session, &Session::loaded, this, &LogPage::showState);
    connect(&session, &Session::loaded, this, &LogPage::beginAtEnd);
    connect(&session, &Session::problemChanged, this, [this] {
        if (!m_session.problem()) goOn();
        showState();
    });
    connect(&m_model->pages(), &PayloadPages::problemChanged, this, &LogPage::showState);
    connect(&session.filter(), &LogFilter::searchChanged, this, &LogPage::showState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LogPage::selectAgain);
    connect(m_banner, &Banner::actionRequested, this, &LogPage::goOn);
    connect(m_empty, &EmptyState::actionRequested, this, [this] { m_filter->apply({}); });
    connect(m_filterMenu, &FilterMenu::applyRequested, m_filter, &FilterBar::apply);
    connect(m_filterMenu, &FilterMenu::prepareRequested, m_filter, &FilterBar::prepare);
    connect(m_columns, &ColumnMenu::columnsChanged, m_fit, &ColumnFit::fit);
    connect(m_columns, &ColumnMenu::columnsChanged, m_columnMemory, &ColumnMemory::keep);
    connect(&session.savedFilters(), &SavedFilters::changeFailed, this, [this](const Error &problem) {
        m_note->say(Role::Error, shortened(describe(problem), kMessageCharacters), tr("Close"));
    });
    connect(m_filter, &FilterBar::leaveRequested, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(&session.cursor(), &Cursor::changed, this, &LogPage::handleCursor);
    connect(&session.filter(), &LogFilter::searchChanged, this, &LogPage::settle);
    connect(m_model, &EventTableModel::modelAboutToBeReset, this, &LogPage::keepPlace);
    connect(m_model, &EventTableModel::modelReset, this, &LogPage::restorePlace);
    showState();
}

void LogPage::setUpTable() {
    setAccessible(m_table, tr("Events of the log"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventDelegate(m_theme, m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setVerticalScrollMode(QTableView::ScrollPerItem);
    m_table->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setDefaultSectionSize(Metrics(font()).rowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(static_cast<int>(EventColumn::Type), QHeaderView::Stretch);
    m_columns = new ColumnMenu(*m_model, *m_table->horizontalHeader(), this);
    m_columnMemory = new ColumnMemory(m_session, *m_model, *m_table->horizontalHeader(), this);
    m_fit = new ColumnFit(*m_table, *m_columnMemory);
    m_table->installEventFilter(this);

    m_follow = new LogFollow(m_session, m_theme, *m_model, *m_table);
    addPauseButton();
    addCopying();
    addFinding();
    addStatistics();
    // Not of the current row: a table that gets the keyboard makes its first row current, which nobody chose.
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndex now = m_table->currentIndex();
        if (m_isRestoring || !m_table->selectionModel()->isSelected(now)) return;
        m_selectAgain.reset();
        m_isUnsettled = false;
        m_find->setCurrent(m_model->positionOf(now.row()));
        Q_EMIT eventSelected(m_model->positionOf(now.row()));
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &row) {
        Q_EMIT streamActivated(m_model->streamOf(row.row()), m_model->positionOf(row.row()));
    });
    connect(m_table, &QTableView::customContextMenuRequested, this, &LogPage::showMenu);
    new MenuOffer(m_table, [this](QMenu &menu) { fillMenu(menu, m_table->currentIndex()); });
}

QToolButton *LogPage::addTool(const char *iconName, const QString &name, const QString &tip) {
    auto *button = new QToolButton(this);
    button->setIcon(icon(QLatin1String(iconName)));
    button->setAutoRaise(true);
    button->setToolTip(plainToolTip(tip));
    setAccessible(button, name);
    m_filter->addTool(button);
    return button;
}

void LogPage::addPauseButton() {
    QToolButton *button = addTool("pause", tr("Pause the log"), tr("Pause: nothing moves while events come"));
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, m_follow, &LogFollow::setPaused);
    connect(m_follow, &LogFollow::pausedChanged, button, &QToolButton::setChecked);
}

void LogPage::addCopying() {
    m_copying = new EventCopyMenu(m_session, *m_model, *m_table);
    m_exporting = new LogExport(m_session, m_theme, *m_table);
    const auto tell = [this](Role severity, const QString &text) { m_note->say(severity, text, tr("Close")); };
    connect(m_copying, &EventCopyMenu::told, this, tell);
    connect(m_exporting, &LogExport::told, this, tell);
    connect(m_note, &Banner::actionRequested, m_note, &QWidget::hide);
    // Of the table alone: where texts are shown these keys copy text.
    auto *copyAs = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), m_table);
    copyAs->setContext(Qt::WidgetShortcut);
    connect(copyAs, &QShortcut::activated, m_copying, &EventCopyMenu::show);
}

void LogPage::addFinding() {
    const auto on = [this](const QKeySequence &key, auto slot) {
        connect(new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
                m_find, slot);
    };
    on(QKeySequence::Find, &FindBar::open);
    on(Qt::Key_F3, &FindBar::findNext);
    on(QKeyCombination(Qt::SHIFT, Qt::Key_F3), &FindBar::findPrevious);
    QToolButton *button = addTool("search", tr("Find in what is shown"), tr("Find in what is shown (Ctrl+F)"));
    connect(button, &QToolButton::clicked, m_find, &FindBar::open);
    connect(m_find, &FindBar::positionRequested, this, &LogPage::showPosition);
    connect(m_find, &FindBar::textChanged, this, [this](const QString &text) {
        static_cast<EventDelegate *>(m_table->itemDelegate())->setFound(text);
        m_table->viewport()->update();
    });
    m_find->setFrom([this] { // with nothing selected: what is in sight first
        const int top = m_table->rowAt(0);
        return top < 0 ? kBeforeAll : below(m_model->positionOf(top));
    });
    connect(m_find, &FindBar::closed, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
}

void LogPage::addStatistics() {
    QToolButton *button =
        addTool("statistics", tr("Statistics of what is shown"), tr("Statistics of what is shown (Ctrl+I)"));
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, this, &LogPage::showStatistics);
    connect(this, &LogPage::statisticsShown, button, &QToolButton::setChecked);
}

StatisticsPanel *LogPage::statistics() {
    if (m_statistics) return m_statistics;
    m_statistics = new StatisticsPanel(m_session, m_theme, *m_table, *m_filterMenu);
    m_statistics->hide();
    m_parts->addWidget(m_statistics);
    m_parts->widget(0)->lower(); // a splitter puts what is added below the others; the events come first
    m_parts->setStretchFactor(0, 1);
    connect(m_statistics, &StatisticsPanel::applyRequested, m_filter, &FilterBar::apply);
    connect(m_statistics, &StatisticsPanel::positionRequested, this, &LogPage::showPosition);
    connect(m_statistics, &StatisticsPanel::closeRequested, this, [this] {
        showStatistics(false);
        m_table->setFocus(Qt::OtherFocusReason);
    });
    return m_statistics;
}

void LogPage::showStatistics(bool isWanted) {
    if (isWanted == (m_statistics && !m_statistics->isHidden())) return;
    statistics()->setVisible(isWanted);
    if (isWanted) {
        m_parts->setSizes({m_parts->height() / 2, m_parts->height() / 2});
        m_statistics->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT statisticsShown(isWanted);
}

void LogPage::showPosition(Position position) {
    const int row = m_model->rowOf(position);
    if (row < 0) return;
    // Not by the view, which selects more rows while a key of a shortcut is still down.
    m_table->selectionModel()->setCurrentIndex(m_model->index(row, 0),
                                               QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(m_model->index(row, 0), QTableView::PositionAtCenter);
}

/// The keyboard begins where the reader looks.
void LogPage::beginAtEnd() {
    if (m_table->selectionModel()->hasSelection() || m_model->rowCount() == 0) return;
    m_table->selectionModel()->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0),
                                               QItemSelectionModel::NoUpdate);
}

void LogPage::showState() {
    showProblems();
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    const LogFilter &filter = m_session.filter();
    if (filter.isOn() && m_session.rows() > 0) {
        if (filter.isSearching())
            m_empty->say(tr("Searching\u2026"), tr("Events that match appear as soon as they are found."));
        else
            m_empty->say(tr("No event matches"), tr("Nothing in this store is as the filter says."), tr("Show all"));
    } else if (m_session.isLoaded()) {
        m_empty->say(tr("No events yet"), tr("New events appear here as they are appended."));
    } else {
        m_empty->say(tr("Reading the log\u2026"), tr("The first events appear as soon as they are read."));
    }
}

/// The frame says what is wrong with the whole store; nobody reads that twice.
void LogPage::showProblems() {
    const auto &filter = m_session.filter();
    const auto &problem = filter.problem() ? filter.problem() : m_model->pages().problem();
    const bool isSaid = problem && m_session.problem() && describe(*problem) == describe(*m_session.problem());
    const bool isCut = filter.count() > m_model->rowsMax();
    m_banner->setVisible((problem && !isSaid) || isCut);
    if (isCut) {
        m_banner->say(Role::Info, tr("There are %1 events to show; this table shows the first %2, which is all it can "
                                     "hold. Narrow the filter to see the others.")
                                      .arg(formatCount(filter.count()), formatCount(m_model->rowsMax())));
    }
    if (problem && !isSaid)
        m_banner->say(Role::Error, shortened(describe(*problem), kMessageCharacters), tr("Try again"));
}

void LogPage::goOn() {
    if (m_session.filter().problem()) m_session.filter().retry();
    m_model->pages().retry();
}

QModelIndex LogPage::exactly(Position position) const {
    const int row = m_model->rowOf(position);
    return row >= 0 && m_model->positionOf(row) == position ? m_model->index(row, 0) : QModelIndex();
}

/// What was selected before the filter changed stays so, as soon as it is found among what is shown now.
void LogPage::selectAgain() {
    if (m_selectAgain && exactly(*m_selectAgain).isValid()) showPosition(Position(*m_selectAgain));
}

/// What is shown now is all there: where the reader was, or as near to it as there is something to show.
void LogPage::settle() {
    if (!m_isUnsettled || m_session.filter().isSearching() || m_model->rowCount() == 0) return;
    m_isUnsettled = false;
    const auto near = m_selectAgain ? m_selectAgain : m_place.top;
    if (!near) return;
    const int row = std::max(m_model->rowOf(*near), 0);
    if (m_selectAgain && !m_session.cursor().isLive()) return showPosition(m_model->positionOf(row));
    m_table->scrollTo(m_model->index(row, 0), m_selectAgain ? QTableView::PositionAtCenter : QTableView::PositionAtTop);
}

void LogPage::showMenu(const QPoint &place) {
    QMenu menu(this);
    fillMenu(menu, m_table->indexAt(place));
    if (!menu.isEmpty()) menu.exec(m_table->viewport()->mapToGlobal(place));
}

void LogPage::fillMenu(QMenu &menu, const QModelIndex &at) {
    if (!at.isValid()) return;
    const Position position = m_model->positionOf(at.row());
    menu.addAction(tr("Open the stream"), this, [this, stream = m_model->streamOf(at.row()), position] {
        Q_EMIT streamActivated(stream, position);
    });
    menu.addAction(tr("See the world as of here"), this, [this, position] { Q_EMIT asOfRequested(position); });
    menu.addSeparator();
    if (const QString clause = m_model->filterFor(at); !clause.isEmpty()) m_filterMenu->addTo(menu, {clause});
    menu.addSeparator();
    menu.addAction(tr("Copy the rows"), m_copying, &EventCopyMenu::copyRows);
    m_copying->fill(*menu.addMenu(tr("Copy as")), at);
    m_exporting->fill(*menu.addMenu(tr("Export")));
    menu.addSeparator();
    m_columns->fill(*menu.addMenu(tr("Columns")), at.column());
}

void LogPage::addColumn(const PayloadPath &path) {
    m_model->addColumn(path);
    m_fit->fit();
}

void LogPage::handleCursor() {
    if (m_session.cursor().isLive()) return m_follow->goToEnd();
    const QModelIndex at = m_model->index(m_model->rowOf(m_session.cursor().until()), 0);
    if (!at.isValid()) return;
    if (!m_table->selectionModel()->isSelected(at)) return showPosition(m_model->positionOf(at.row()));
    m_table->scrollTo(at, QTableView::PositionAtCenter);
}

void LogPage::keepPlace() {
    const auto topBefore = m_place.top;
    m_place = {};
    if (m_model->rowCount() == 0) m_place.top = topBefore;
    m_place.isAtEnd = m_follow->isAtEnd();
    const QItemSelectionModel &chosen = *m_table->selectionModel();
    for (const QItemSelectionRange &range : chosen.selection())
        m_place.selected.emplace_back(m_model->positionOf(range.top()), m_model->positionOf(range.bottom()));
    if (chosen.currentIndex().isValid()) m_place.current = m_model->positionOf(chosen.currentIndex().row());
    m_place.wanted = chosen.hasSelection() ? m_place.current
                     : m_selectAgain       ? m_selectAgain
                                           : m_session.cursor().asOf();
    if (const int top = m_table->rowAt(0); top >= 0) m_place.top = m_model->positionOf(top);
}

void LogPage::restorePlace() {
    m_isRestoring = true;
    QItemSelection selected;
    for (const auto &[first, last] : m_place.selected) {
        const int top = m_model->rowFrom(first), bottom = m_model->rowOf(last);
        if (top <= bottom) selected.select(m_model->index(top, 0), m_model->index(bottom, 0));
    }
    QItemSelectionModel &chosen = *m_table->selectionModel();
    if (m_place.current) chosen.setCurrentIndex(exactly(*m_place.current), QItemSelectionModel::NoUpdate);
    chosen.select(selected, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_isRestoring = false;
    m_selectAgain = selected.isEmpty() ? m_place.wanted : std::nullopt;
    const bool isFollowing = m_place.isAtEnd && m_session.cursor().isLive() && !m_follow->isPaused();
    m_isUnsettled = selected.isEmpty() && !isFollowing;
    if (isFollowing)
        m_table->scrollToBottom();
    else if (const auto top = m_place.top; top && m_model->rowOf(*top) >= 0)
        m_table->scrollTo(m_model->index(m_model->rowOf(*top), 0), QTableView::PositionAtTop);
    m_follow->setAtEnd(m_place.isAtEnd);
    selectAgain();
    if (!m_session.filter().isOn()) settle();
    showState();
}

bool LogPage::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        m_copying->copyRows();
        return true;
    }
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->keyCombination() == QKeyCombination(Qt::Key_End) && m_model->rowCount() > 0) {
        m_follow->goToEnd();
        m_table->selectRow(m_model->rowCount() - 1);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace eventscope::ui
