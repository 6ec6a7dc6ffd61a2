// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/drift_pane.h"

#include "core/json/json.h"
#include "ui/session/shown_rows.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/safe_text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>

namespace eventscope::ui {

namespace {

constexpr std::size_t kExplainedMax = 1000;
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
      m_first(new QLineEdit(this)),
      m_last(new QLineEdit(this)),
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
    m_scope->addItem(tr("One row"));
    m_scope->addItem(tr("Rows from key to key"));
    setAccessible(m_scope, tr("Rows to compare"));
    layOutBelow({{m_scope, 0}, {m_first, 1}, {m_last, 1}, {m_title, 2}}, m_table);
    showScope();
    connect(m_scope, &QComboBox::currentIndexChanged, this, &DriftPane::showScope);
    for (QLineEdit *edit : {m_first, m_last})
        connect(edit, &QLineEdit::returnPressed, this, &DriftPane::find);
    offerRowMenu(*m_table, [this](QMenu &menu) { fillMenu(menu); });
    const auto go = [this](const QModelIndex &at) { goTo(at.row()); };
    connect(m_table, &QTableView::clicked, this, go);
    connect(m_table, &QTableView::activated, this, go);
    showLine(nullptr);
}

QString DriftPane::titleText() const { return m_title->text(); }

void DriftPane::showScope() {
    const int scope = m_scope->currentIndex();
    m_first->setVisible(scope >= OneRow);
    m_last->setVisible(scope == Range);
    const QString first = scope == Range ? tr("First key") : tr("Key of the row");
    m_first->setPlaceholderText(first);
    setAccessible(m_first, first);
    m_last->setPlaceholderText(tr("Last key"));
    setAccessible(m_last, tr("Last key"));
}

std::optional<DriftScope> DriftPane::chosenScope() {
    const std::string first = m_first->text().toStdString(), last = m_last->text().toStdString();
    switch (m_scope->currentIndex()) {
    case Sample:
        return DriftScope::sample(kSample);
    case OneRow:
        if (!first.empty()) return DriftScope::key(first);
        m_title->setText(tr("Say which row by its key"));
        return std::nullopt;
    case Range:
        if (!first.empty() && first <= last) return DriftScope::keys(first, last);
        m_title->setText(tr("Say the first key and the last; the first comes before the last"));
        return std::nullopt;
    default:
        return DriftScope::all();
    }
}

void DriftPane::findAt(const std::string &key) {
    m_scope->setCurrentIndex(OneRow);
    m_first->setText(QString::fromStdString(key));
    find();
}

void DriftPane::fillMenu(QMenu &menu) {
    const QModelIndex at = m_table->currentIndex();
    if (!at.isValid()) return;
    const std::string &key = m_rows[static_cast<std::size_t>(at.row())].key;
    menu.addAction(tr("Show Its Steps"), this, [this, key] { Q_EMIT actRequested(RowAct::ShowSteps, key); });
    menu.addAction(tr("Rebuild This Row Alone"), this, [this, key] { Q_EMIT actRequested(RowAct::Rebuild, key); });
}

/// What was found stays until it is about something else.
void DriftPane::showLine(const ProjectionLine *line) {
    const ProjectionPtr projection = line ? line->status.projection : nullptr;
    if (projection == m_projection && projection) return;
    m_projection = projection;
    m_finding.drop();
    m_rows.clear();
    m_model.setRows({});
    m_title->setText(tr("Press Find Drift (F4) to compare the rows served with what the events make of them"));
}

void DriftPane::find() {
    if (!m_projection) return;
    const auto scope = chosenScope();
    if (!scope) return;
    auto ask = [projection = m_projection, scope = *scope, show = shownRows(m_session)](
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
    m_rows.clear();
    std::vector<CellRow> rows;
    if (report) {
        for (const RowDrift &row : report->rows) {
            rows.push_back(cellsOf(row));
            m_rows.push_back({row.difference.key, row.event ? std::optional(row.event->position) : std::nullopt});
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
    const QString found = tr("%1 rows are as they should be, %2 different, %3 missing, %4 extra, as of position %5")
                              .arg(formatCount(all.same), formatCount(all.different), formatCount(all.missing),
                                   formatCount(all.extra), place);
    const std::size_t listed = report->rows.size();
    m_title->setText(all.apart() > listed ? tr("%1; listed are the first %2").arg(found, formatCount(listed)) : found);
}

void DriftPane::goTo(int row) {
    if (const auto event = m_rows[static_cast<std::size_t>(row)].event) m_session.cursor().moveTo(*event);
}

} // namespace eventscope::ui
