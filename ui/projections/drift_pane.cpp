// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/drift_pane.h"

#include "core/json/json.h"
#include "ui/session/shown_rows.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QComboBox>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr std::size_t kExplainedMax = 100;
constexpr std::size_t kSample = 1000;

Cell rowCell(const std::optional<ModelRow> &row) {
    if (!row) return {QString(QChar(0x2014)), DriftPane::tr("no such row"), Role::TextQuiet};
    const std::string text = print(row->row);
    return {shortened(text, kNameCharacters), shortened(text, kMessageCharacters)};
}

Cell differenceCell(const RowDifference &difference) {
    if (!difference.actual) return {QStringLiteral("+ ") + DriftPane::tr("missing"), {}, Role::Added};
    if (!difference.expected) return {QStringLiteral("\u2212 ") + DriftPane::tr("extra"), {}, Role::Removed};
    return {QStringLiteral("~ ") + DriftPane::tr("different"), {}, Role::Changed};
}

Cell partingCell(Parting parting) {
    switch (parting) {
    case Parting::Late:
        return {DriftPane::tr("late"), DriftPane::tr("The row is what it was before this event: it and those after it "
                                                     "are missing")};
    case Parting::Skipped:
        return {DriftPane::tr("skipped"), DriftPane::tr("The row is what it would be without this event")};
    case Parting::Doubled:
        return {DriftPane::tr("doubled"), DriftPane::tr("The row is what it would be had this event been taken twice")};
    case Parting::Unexplained:
        return {DriftPane::tr("unexplained"), DriftPane::tr("No event that is late, missing or doubled makes it so; "
                                                            "this one set what differs last")};
    }
    return {};
}

CellRow cellsOf(const RowDrift &row) {
    const auto &event = row.event;
    return {{shortened(row.difference.key), shortened(row.difference.key, kNameCharacters)},
            differenceCell(row.difference),
            {event ? formatPosition(event->position) : QString()},
            {event ? shortened(event->type, kNameCharacters) : QString()},
            partingCell(row.parting),
            rowCell(row.difference.expected),
            rowCell(row.difference.actual)};
}

} // namespace

DriftPane::DriftPane(Session &session, const Theme &theme, QWidget *parent)
    : ProjectionPane(parent),
      m_session(session),
      m_model(theme),
      m_scope(new QComboBox(this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_finding(session.workers()) {
    m_model.setColumns({{tr("Key"), QStringLiteral("account-7f\u20269c41"), false, true},
                        {tr("Difference"), QStringLiteral("~ different")},
                        {tr("Parts at"), QStringLiteral("1,000,000"), true, true},
                        {tr("Type"), QStringLiteral("MoneyWithdrawn")},
                        {tr("How"), tr("unexplained")},
                        {tr("From the events"), QStringLiteral("{\"balance\":120.00,\"count\":3}"), false, true},
                        {tr("Served"), QString(), false, true}});
    setAccessible(m_table, tr("Rows that are not what the events make of them"));
    showCells(*m_table, m_model, theme);
    m_scope->addItem(tr("All rows"));
    m_scope->addItem(tr("A sample of %1 rows").arg(formatCount(kSample)));
    setAccessible(m_scope, tr("Rows to compare"));
    layOut();
    const auto go = [this](const QModelIndex &at) { goTo(at.row()); };
    connect(m_table, &QTableView::clicked, this, go);
    connect(m_table, &QTableView::activated, this, go);
    showLine(nullptr);
}

void DriftPane::layOut() {
    const Metrics metrics(font());
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_scope);
    row->addWidget(m_title, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
}

QString DriftPane::titleText() const { return m_title->text(); }

/// What was found stays until it is about something else.
void DriftPane::showLine(const ProjectionLine *line) {
    const ProjectionPtr projection = line ? line->status.projection : nullptr;
    if (projection == m_projection && projection) return;
    m_projection = projection;
    m_finding.drop();
    m_events.clear();
    m_model.setRows({});
    m_title->setText(tr("Press Find Drift (F4) to compare the rows served with what the events make of them"));
}

void DriftPane::find() {
    if (!m_projection) return;
    const DriftScope scope = m_scope->currentIndex() == 0 ? DriftScope::all() : DriftScope::sample(kSample);
    auto ask = [projection = m_projection, scope, show = shownRows(m_session)](
                   const ProjectionContext &context, const JobControl &job) -> Result<DriftReport> {
        ES_ASSIGN(report, findDrift(context, *projection, scope, kExplainedMax, job));
        for (RowDrift &row : report.rows)
            for (auto *side : {&row.difference.expected, &row.difference.actual})
                if (*side) ES_TRY(show(**side));
        return report;
    };
    m_title->setText(tr("Making the rows from the events, and comparing\u2026"));
    m_finding.startListed(tr("Drift of %1").arg(safeText(m_projection->info().name)),
                          m_session.projections()->call(std::move(ask)),
                          [this](const Result<DriftReport> &report) { showReport(report); });
}

void DriftPane::showReport(const Result<DriftReport> &report) {
    m_events.clear();
    std::vector<CellRow> rows;
    if (report) {
        for (const RowDrift &row : report->rows) {
            rows.push_back(cellsOf(row));
            m_events.push_back(row.event ? std::optional(row.event->position) : std::nullopt);
        }
    }
    m_model.setRows(std::move(rows));
    if (!report) return m_title->setText(shortened(describe(report.error()), kMessageCharacters));
    const ModelDifferences &all = report->differences;
    const QString place = formatPosition(report->asOf);
    if (!all.isAny())
        return m_title->setText(tr("No drift: %Ln row(s) are what the events make of them, as of position %1", nullptr,
                                   static_cast<int>(all.same))
                                    .arg(place));
    m_title->setText(tr("%1 rows are as they should be, %2 different, %3 missing, %4 extra, as of position %5")
                         .arg(formatCount(all.same), formatCount(all.different), formatCount(all.missing),
                              formatCount(all.extra), place));
}

void DriftPane::goTo(int row) {
    if (const auto event = m_events[static_cast<std::size_t>(row)]) m_session.cursor().moveTo(*event);
}

} // namespace eventscope::ui
