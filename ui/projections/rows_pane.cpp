// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/rows_pane.h"

#include "ui/session/shown_rows.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/value_text.h"

#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr std::size_t kPage = 200;
constexpr int kTypingMs = 300;

bool isFigure(ColumnType type) { return type == ColumnType::Integer || type == ColumnType::Decimal; }

CellRow cellsOf(const ModelRow &row, std::size_t columns) {
    CellRow cells{{shortened(row.key), shortened(row.key, kNameCharacters)}};
    for (std::size_t i = 0; i < columns; ++i)
        cells.push_back({i < row.row.size() && !row.row.child(i).isNull() ? valueText(row.row.child(i)) : QString()});
    cells.push_back({formatPosition(row.position)});
    cells.push_back({formatCount(row.events)});
    return cells;
}

} // namespace

RowsPane::RowsPane(Session &session, const Theme &theme, QWidget *parent)
    : ProjectionPane(parent),
      m_session(session),
      m_rowsMax(kPage),
      m_model(theme),
      m_search(new QLineEdit(this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_asking(session.workers()) {
    setAccessible(m_table, tr("Rows of the projection"));
    showCells(*m_table, m_model, theme);
    m_search->setPlaceholderText(tr("Find a key"));
    m_search->setClearButtonEnabled(true);
    m_search->setToolTip(
        plainToolTip(tr("By its beginning; in the past, one that was deleted since by the whole of it")));
    setAccessible(m_search, tr("Find a key"));
    layOutBelow({{m_search, 1}, {m_title, 2}}, m_table);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &RowsPane::refresh);
    connect(&session.cursor(), &Cursor::changed, this, &RowsPane::ask);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RowsPane::askForMore);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &at) {
        Q_EMIT eventActivated(m_rows[static_cast<std::size_t>(at.row())].position);
    });
    offerRowMenu(*m_table, [this](QMenu &menu) { fillMenu(menu); });
}

void RowsPane::fillMenu(QMenu &menu) {
    const QModelIndex at = m_table->currentIndex();
    if (!at.isValid()) return;
    const Shown row = m_rows[static_cast<std::size_t>(at.row())];
    menu.addAction(tr("Open Its Last Event"), this, [this, row] { Q_EMIT eventActivated(row.position); });
    const auto offer = [&](const QString &text, RowAct act) {
        menu.addAction(text, this, [this, act, key = row.key] { Q_EMIT actRequested(act, key); });
    };
    offer(tr("Show Its Steps"), RowAct::ShowSteps);
    offer(tr("Find Its Drift"), RowAct::FindDrift);
    offer(tr("Rebuild This Row Alone"), RowAct::Rebuild);
}

QString RowsPane::titleText() const { return m_title->text(); }

void RowsPane::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    ask();
}

void RowsPane::showLine(const ProjectionLine *line) {
    const bool isOther = m_served.projection != servedBy(line).projection;
    m_served = servedBy(line);
    if (isOther) {
        m_rowsMax = kPage;
        m_rows.clear();
        showColumns();
        m_title->clear();
    }
    ask();
}

void RowsPane::showColumns() {
    std::vector<CellColumn> columns{{tr("Key"), QStringLiteral("00aff67b-89\u20266fba-4e7f"), false, true}};
    if (m_served.projection) {
        for (const ModelColumn &each : m_served.projection->info().schema.columns)
            columns.push_back({safeText(each.name),
                               each.type == ColumnType::Instant ? QStringLiteral("2026-03-04T12:00:03.881902Z")
                                                                : QStringLiteral("1,000,000.00"),
                               isFigure(each.type), each.type != ColumnType::Text});
    }
    columns.push_back({tr("Last event"), QStringLiteral("1,000,000"), true, true});
    columns.push_back({tr("Events"), QStringLiteral("10,000"), true, true});
    m_model.setColumns(std::move(columns));
    sizeCells(*m_table, m_model);
}

void RowsPane::refresh() {
    m_rowsMax = kPage;
    m_shown = {};
    ask();
}

void RowsPane::askForMore() {
    const QScrollBar *bar = m_table->verticalScrollBar();
    if (!m_isMore || m_asking.isRunning() || bar->value() < bar->maximum()) return;
    m_rowsMax += kPage;
    m_shown = {};
    ask();
}

/// Only what is looked at, and only what has changed.
void RowsPane::ask() {
    const auto asOf = m_session.cursor().asOf();
    if (!isVisible() || !m_served.projection || (m_shown == m_served && m_shownAsOf == asOf)) return;
    m_shown = m_served;
    m_shownAsOf = asOf;
    const RowsWanted wanted{m_served.projection, m_search->text().toStdString(), m_rowsMax, m_session.cursor().until()};
    if (m_model.rowCount() == 0) m_title->setText(tr("Reading the rows\u2026"));
    auto read = [wanted, show = shownRows(m_session)](const ProjectionContext &context,
                                                      const JobControl &job) -> Result<ModelRows> {
        ES_ASSIGN(rows, modelRows(context, wanted, job));
        for (ModelRow &row : rows.rows)
            ES_TRY(show(row));
        return rows;
    };
    m_asking.start(m_session.projections()->call(std::move(read)),
                   [this](const Result<ModelRows> &rows) { showRows(rows); });
}

void RowsPane::showRows(const Result<ModelRows> &rows) {
    if (!rows) {
        m_shown = {};
        return m_title->setText(shortened(describe(rows.error()), kMessageCharacters));
    }
    m_isMore = rows->isMore;
    std::vector<CellRow> cells;
    m_rows.clear();
    for (const ModelRow &row : rows->rows) {
        cells.push_back(cellsOf(row, m_served.projection->info().schema.columns.size()));
        m_rows.push_back({row.key, row.position});
    }
    m_model.setRows(std::move(cells));
    m_title->setText(title(*rows));
}

QString RowsPane::title(const ModelRows &rows) const {
    if (!rows.isBuilt) return tr("No rows yet: run the projection");
    const QString place = formatPosition(rows.asOf);
    const auto count = static_cast<int>(rows.rows.size());
    if (rows.isReplayed)
        return tr("%Ln row(s) as of position %1, made again from the events", nullptr, count).arg(place);
    return rows.isMore ? tr("The first %Ln row(s) as served, as of position %1", nullptr, count).arg(place)
                       : tr("%Ln row(s) as served, as of position %1", nullptr, count).arg(place);
}

} // namespace eventscope::ui
