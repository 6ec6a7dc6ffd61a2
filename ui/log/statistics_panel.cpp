// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/statistics_panel.h"

#include "core/event/codec/encoder.h"
#include "core/event/filter/filter_text.h"
#include "core/index/statistics_json.h"
#include "core/json/json.h"
#include "ui/log/filter_menu.h"
#include "ui/log/selected_events.h"
#include "ui/log/share_delegate.h"
#include "ui/log/statistics_model.h"
#include "ui/log/statistics_rows.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/focus_lead.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu_offer.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr int kNamesMeasured = 500;

enum Tab : std::size_t { FactsTab, TypesTab, CategoriesTab, StreamsTab };

void setClipboard(const QString &text) { QGuiApplication::clipboard()->setText(text); }

} // namespace

StatisticsPanel::StatisticsPanel(Session &session, const Theme &theme, QTableView &log, FilterMenu &filters)
    : m_session(session),
      m_log(log),
      m_filters(filters),
      m_counter(new StatisticsCounter(session, this)),
      m_scope(new QComboBox(this)),
      m_state(plainLabel({}, this)),
      m_copy(new QToolButton(this)),
      m_stack(new QStackedLayout),
      m_empty(new EmptyState(this)),
      m_tabs(new QTabWidget(this)) {
    layOut();
    using Kind = StatisticsModel::Kind;
    const auto add = [&](Kind kind, const QString &name, const QString &value, const QString &title) {
        m_models.push_back(new StatisticsModel(kind, name, value, this));
        m_tabs->addTab(addTable(m_models.back(), theme, title), title);
    };
    add(Kind::Facts, tr("What"), tr("Value"), tr("Figures"));
    add(Kind::Groups, tr("Type"), tr("Events"), tr("Types"));
    add(Kind::Groups, tr("Category"), tr("Events"), tr("Categories"));
    add(Kind::Groups, tr("Stream"), tr("Events"), tr("Streams"));

    connect(m_counter, &StatisticsCounter::changed, this, &StatisticsPanel::showState);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &StatisticsPanel::readSelection);
    connect(log.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_scope->currentIndex() > 0) readSelection();
    });
    connect(&session.series(), &SeriesMap::changed, this, &StatisticsPanel::showState);
    showState();
}

void StatisticsPanel::layOut() {
    m_scope->addItem(tr("All that is shown"));
    m_scope->addItem(tr("The selection"));
    setAccessible(m_scope, tr("What is counted"));
    m_copy->setIcon(icon(QLatin1String("copy")));
    m_copy->setPopupMode(QToolButton::InstantPopup);
    m_copy->setToolTip(plainToolTip(tr("Copy the statistics")));
    setAccessible(m_copy, tr("Copy the statistics"));
    fillCopyMenu();
    auto *close = new QToolButton(this);
    close->setIcon(icon(QLatin1String("close")));
    close->setToolTip(plainToolTip(tr("Close the statistics")));
    setAccessible(close, tr("Close the statistics"));
    connect(close, &QToolButton::clicked, this, &StatisticsPanel::closeRequested);
    for (QToolButton *button : {m_copy, close}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    setTabOrder(m_copy, close);
    m_tabs->setDocumentMode(true);
    setAccessible(m_tabs, tr("Statistics"));
    setAccessible(this, tr("Statistics"));

    const Metrics metrics(font());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    head->setSpacing(metrics.steps(2));
    head->addWidget(m_scope);
    head->addWidget(m_state, 1);
    head->addWidget(m_copy);
    head->addWidget(close);
    m_state->setMinimumWidth(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tabs);
    leadFocus(*this, *m_tabs);
}

QTableView *StatisticsPanel::addTable(StatisticsModel *model, const Theme &theme, const QString &name) {
    auto *sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(model);
    sorted->setSortRole(StatisticsModel::OrderRole);
    sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    auto *table = new QTableView(this);
    table->setModel(sorted);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QTableView::SelectRows);
    table->setSelectionMode(QTableView::SingleSelection);
    table->setEditTriggers(QTableView::NoEditTriggers);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(Metrics(font()).rowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setResizeContentsPrecision(kNamesMeasured); // and not of what is in sight only
    setAccessible(table, name);
    if (model->columnCount() > StatisticsModel::ShareColumn) {
        table->setItemDelegateForColumn(StatisticsModel::ShareColumn, new ShareDelegate(theme, table));
        table->setSortingEnabled(true);
        table->sortByColumn(StatisticsModel::ValueColumn, Qt::DescendingOrder);
    }
    connect(table, &QTableView::activated, this, [this](const QModelIndex &index) { activate(rowAt(index)); });
    connect(table, &QTableView::customContextMenuRequested, this,
            [this, table](const QPoint &place) { showMenu(table, place); });
    new MenuOffer(table, [this, table](QMenu &menu) { fillMenu(menu, table->currentIndex()); });
    return table;
}

void StatisticsPanel::fillCopyMenu() {
    auto *menu = new QMenu(m_copy);
    menu->addAction(tr("This table as CSV"), this, [this] { setClipboard(csv()); });
    menu->addAction(tr("Everything as JSON"), this, [this] { setClipboard(json()); });
    m_copy->setMenu(menu);
}

void StatisticsPanel::readSelection() {
    if (m_scope->currentIndex() == 0) return m_counter->setRows(std::nullopt);
    const ChosenRows shown = m_session.filter().chosen();
    m_counter->setRows(selectedRows(*m_log.selectionModel(), shown, shown.count()));
}

QString StatisticsPanel::sizesState() const {
    if (m_counter->isMeasuring()) return tr("Being measured\u2026");
    if (const auto &problem = m_counter->problem(); problem && problem->kind != ErrorKind::Cancelled)
        return tr("%1 Enter tries again.").arg(shortened(describe(*problem), kMessageCharacters));
    return tr("Not measured yet: Enter reads them");
}

void StatisticsPanel::showState() {
    const auto &statistics = m_counter->statistics();
    const bool isFull = statistics && statistics->events > 0;
    m_stack->setCurrentWidget(isFull ? static_cast<QWidget *>(m_tabs) : m_empty);
    m_copy->setEnabled(isFull);
    if (!statistics)
        m_empty->say(tr("Counting\u2026"), tr("Figures appear as soon as all events have been looked at."));
    else if (m_scope->currentIndex() > 0)
        m_empty->say(tr("Nothing is selected"), tr("Select events in the log to see what they have in common."));
    else
        m_empty->say(tr("Nothing to count"), tr("No event is shown."));
    const bool isSearching = m_session.filter().isSearching() && m_scope->currentIndex() == 0;
    m_state->setText(!isFull       ? QString()
                     : isSearching ? tr("%Ln event(s), still searching", nullptr, static_cast<int>(statistics->events))
                                   : tr("%Ln event(s)", nullptr, static_cast<int>(statistics->events)));
    if (!isFull) return;
    const SizeSummary *sizes = m_counter->sizes() ? &*m_counter->sizes() : nullptr;
    fill(FactsTab, StatisticsRows::facts(*statistics, {sizes, sizesState()}));
    const SeriesMap &series = m_session.series();
    fill(TypesTab, StatisticsRows::groups(statistics->types, *statistics, "type == ", series));
    fill(CategoriesTab, StatisticsRows::groups(statistics->categories, *statistics, "category == ", series));
    fill(StreamsTab, StatisticsRows::groups(statistics->longestStreams, *statistics, "stream == ", series));
    m_tabs->setTabText(TypesTab, tr("Types (%1)").arg(formatCount(statistics->types.size())));
    m_tabs->setTabText(CategoriesTab, tr("Categories (%1)").arg(formatCount(statistics->categories.size())));
    const bool isCut = statistics->streams > statistics->longestStreams.size();
    m_tabs->setTabText(StreamsTab, tr("Streams (%1)").arg(formatCount(statistics->streams)));
    m_tabs->setTabToolTip(
        StreamsTab,
        isCut ? plainToolTip(tr("The %1 longest are listed").arg(formatCount(statistics->longestStreams.size())))
              : QString());
}

/// The line that the reader is on stays the same one by name, wherever it goes.
void StatisticsPanel::fill(std::size_t tab, std::vector<StatisticsRow> rows) {
    auto *table = static_cast<QTableView *>(m_tabs->widget(static_cast<int>(tab)));
    const QModelIndex now = table->currentIndex();
    const QString name = now.isValid() ? rowAt(now).exactName : QString();
    const bool isFirst = table->model()->rowCount() == 0;
    m_models[tab]->setRows(std::move(rows));
    if (isFirst) table->resizeColumnsToContents();
    if (table->currentIndex().isValid() || table->model()->rowCount() == 0) return;
    QModelIndex again = table->model()->index(0, 0);
    for (int row = 0; row < table->model()->rowCount(); ++row)
        if (const QModelIndex index = table->model()->index(row, 0); rowAt(index).exactName == name) again = index;
    table->selectionModel()->setCurrentIndex(again, name.isEmpty() ? QItemSelectionModel::NoUpdate
                                                                   : QItemSelectionModel::ClearAndSelect |
                                                                         QItemSelectionModel::Rows);
}

QTableView *StatisticsPanel::front() const { return static_cast<QTableView *>(m_tabs->currentWidget()); }

const StatisticsRow &StatisticsPanel::rowAt(const QModelIndex &index) const {
    const auto *sorted = static_cast<const QSortFilterProxyModel *>(index.model());
    return static_cast<const StatisticsModel *>(sorted->sourceModel())->row(sorted->mapToSource(index).row());
}

void StatisticsPanel::activate(const StatisticsRow &row) {
    if (row.isToMeasure) return m_counter->measure();
    if (row.position) return Q_EMIT positionRequested(Position(*row.position));
    if (!row.clause.isEmpty()) {
        const std::string now = m_session.filter().filter().text();
        return Q_EMIT applyRequested(QString::fromStdString(filterBoth(now, row.clause.toStdString())));
    }
    if (!row.moment) return;
    const std::uint64_t rows = m_session.index().rowsAsOf(*row.moment);
    if (rows > 0) Q_EMIT positionRequested(m_session.index().position(rows - 1));
}

void StatisticsPanel::showMenu(QTableView *table, const QPoint &place) {
    QMenu menu(this);
    fillMenu(menu, table->indexAt(place));
    if (!menu.isEmpty()) menu.exec(table->viewport()->mapToGlobal(place));
}

void StatisticsPanel::fillMenu(QMenu &menu, const QModelIndex &at) {
    if (!at.isValid()) return;
    const StatisticsRow row = rowAt(at); // the tables may change while the menu is open
    if (!row.clause.isEmpty()) m_filters.addTo(menu, {row.clause});
    if (row.position || row.moment) {
        StatisticsRow there = row;
        there.clause.clear();
        menu.addAction(tr("Go there"), this, [this, there] { activate(there); });
    }
    if (row.isToMeasure) menu.addAction(tr("Measure payloads"), m_counter, &StatisticsCounter::measure);
    menu.addSeparator();
    menu.addAction(tr("Copy the value"), this, [row] { setClipboard(row.exactValue); });
    menu.addActions(m_copy->menu()->actions());
}

QString StatisticsPanel::csv() const {
    const QAbstractItemModel &model = *front()->model();
    std::string text;
    const bool hasShares = model.columnCount() > StatisticsModel::ShareColumn;
    for (int column = 0; column < model.columnCount(); ++column) {
        if (column > 0) text += ',';
        appendCsvCell(text, model.headerData(column, Qt::Horizontal).toString().toStdString(), false);
    }
    text += '\n';
    for (int row = 0; row < model.rowCount(); ++row) {
        const StatisticsRow &line = rowAt(model.index(row, 0));
        appendCsvCell(text, line.exactName.toStdString(), false);
        text += ',';
        appendCsvCell(text, line.exactValue.toStdString(), false);
        if (hasShares) text += ',' + QString::number(line.share.value_or(0), 'f', 6).toStdString();
        text += '\n';
    }
    return QString::fromStdString(text);
}

QString StatisticsPanel::json() const {
    if (!m_counter->statistics()) return {};
    const SizeSummary *sizes = m_counter->sizes() ? &*m_counter->sizes() : nullptr;
    return QString::fromStdString(printPretty(statisticsJson(*m_counter->statistics(), sizes)));
}

void StatisticsPanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    m_counter->setActive(true);
}

void StatisticsPanel::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_counter->setActive(false);
}

void StatisticsPanel::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT closeRequested();
    QWidget::keyPressEvent(event);
}

} // namespace eventscope::ui
