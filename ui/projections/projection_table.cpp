// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_table.h"

#include "ui/projections/projection_words.h"
#include "ui/projections/trend_delegate.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr std::size_t kTrendPoints = 60;

/// The lag over time, of 1 at its most.
QVariantList sparkOf(const std::vector<TrendPoint> &trend) {
    const std::size_t step = std::max<std::size_t>(1, trend.size() / kTrendPoints);
    std::uint64_t most = 1;
    for (const TrendPoint &point : trend)
        most = std::max(most, point.lagEvents);
    QVariantList line;
    for (std::size_t i = 0; i < trend.size(); i += step)
        line += double(trend[i].lagEvents) / double(most);
    if (line.size() == 1) line += line.front();
    return line;
}

/// Of the table that is not shown.
void addAtRest(CellRow &row, const std::optional<ModelStatus> &atRest) {
    const bool isThere = atRest && atRest->live;
    const QString tip = ProjectionTable::tr("Of the store's own table, which is not shown while values are masked");
    const QString none = QString(QChar(0x2014));
    row.push_back({isThere ? formatPosition(atRest->position()) : none, tip});
    row.push_back(
        {isThere ? lagText(*atRest) : none, tip, isThere && atRest->lagEvents > 0 ? Role::Text : Role::TextQuiet});
}

CellRow rowOf(const ProjectionLine &line) {
    const ModelStatus &status = line.status;
    const std::uint64_t letters = status.live ? status.live->openLetters : 0;
    const QString name = safeText(line.name());
    const QString about = safeText(status.projection->info().text);
    const QString dead = ProjectionTable::tr("Events that it could not take, and nobody has skipped");
    Cell trend{trendText(line.trend)};
    trend.painted = sparkOf(line.trend);
    return {{name, about.isEmpty() ? name : QStringLiteral("%1: %2").arg(name, about)},
            statusCell(line),
            {placeText(status)},
            {lagText(status), {}, status.lagEvents > 0 ? Role::Text : Role::TextQuiet},
            {rateText(line.rate), {}, line.rate > 0 ? Role::Text : Role::TextQuiet},
            {formatCount(letters), dead, letters > 0 ? Role::Error : Role::TextQuiet},
            {line.rows ? formatCount(*line.rows) : QString(QChar(0x2014))},
            std::move(trend)};
}

} // namespace

ProjectionTable::ProjectionTable(ProjectionWatch &watch, const Theme &theme, AreMasked areMasked, QWidget *parent)
    : QTableView(parent), m_watch(watch), m_isMasked(areMasked == AreMasked::Yes), m_model(theme) {
    setAccessible(this, tr("Projections"));
    std::vector<CellColumn> columns{{tr("Name"), QStringLiteral("account-summary")},
                                    {tr("Status"), tr("catching up") + QStringLiteral("MM")},
                                    {tr("Position / head"), QStringLiteral("10,000 / 10,000"), true, true},
                                    {tr("Lag"), QStringLiteral("10,000 \u00b7 100 s"), true, true},
                                    {tr("Rate"), QStringLiteral("10,000/s"), true, true},
                                    {tr("Letters"), QStringLiteral("1,000"), true, true},
                                    {tr("Rows"), QStringLiteral("10,000"), true, true},
                                    {tr("Trend"), QStringLiteral("MMMMMM")}};
    if (m_isMasked) {
        columns.push_back({tr("Table at"), QStringLiteral("10,000"), true, true});
        columns.push_back({tr("Table's lag"), QStringLiteral("100 \u00b7 10 s"), true, true});
    }
    m_model.setColumns(std::move(columns));
    showCells(*this, m_model, theme);
    if (m_isMasked) // how fast the passing tables of this window are is worth less than how far the others are
        for (const Column column : {RateColumn, TrendColumn})
            hideColumn(column);
    setItemDelegateForColumn(TrendColumn, new TrendDelegate(theme, this));
    setSelectionMode(ExtendedSelection);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ProjectionTable::handleSelection);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProjectionTable::handleSelection);
    connect(&watch, &ProjectionWatch::changed, this, &ProjectionTable::showLines);
}

std::vector<std::string> ProjectionTable::chosen() const {
    std::vector<std::string> names;
    for (std::size_t row = 0; row < m_names.size(); ++row)
        if (selectionModel()->isRowSelected(static_cast<int>(row))) names.push_back(m_names[row]);
    return names;
}

void ProjectionTable::choose(const std::string &name) {
    m_current = name;
    select({name});
    Q_EMIT chosenChanged();
}

void ProjectionTable::showLines() {
    const auto kept = chosen();
    const QScopedValueRollback moving(m_isMoving, true);
    std::vector<CellRow> rows;
    m_names.clear();
    for (const ProjectionLine &line : m_watch.lines()) {
        rows.push_back(rowOf(line));
        if (m_isMasked) addAtRest(rows.back(), line.atRest);
        m_names.push_back(line.name());
    }
    m_model.setRows(std::move(rows));
    if (m_names.empty()) return;
    const bool isNew = std::ranges::find(m_names, m_current) == m_names.end();
    if (isNew) m_current = m_names.front();
    select(isNew || kept.empty() ? std::vector{m_current} : kept);
    if (isNew) Q_EMIT chosenChanged();
}

void ProjectionTable::select(const std::vector<std::string> &names) {
    const QScopedValueRollback moving(m_isMoving, true);
    QItemSelection selection;
    QModelIndex now;
    for (std::size_t row = 0; row < m_names.size(); ++row) {
        const QModelIndex first = m_model.index(static_cast<int>(row), 0);
        if (m_names[row] == m_current) now = first;
        if (std::ranges::find(names, m_names[row]) != names.end())
            selection.select(first, m_model.index(static_cast<int>(row), m_model.columnCount() - 1));
    }
    if (selectionModel()->selection() != selection)
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (now.row() != currentIndex().row()) selectionModel()->setCurrentIndex(now, QItemSelectionModel::NoUpdate);
}

void ProjectionTable::handleSelection() {
    if (m_isMoving) return;
    const int row = currentIndex().row();
    if (row >= 0 && row < static_cast<int>(m_names.size())) m_current = m_names[static_cast<std::size_t>(row)];
    Q_EMIT chosenChanged();
}

} // namespace eventscope::ui
