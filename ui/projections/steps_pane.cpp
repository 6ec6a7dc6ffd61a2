// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/steps_pane.h"

#include "ui/projections/row_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QLineEdit>
#include <QTableView>

namespace eventscope::ui {

namespace {

constexpr std::size_t kStepsMax = 100; // on each side of the cursor
constexpr int kTypingMs = 300;
/// The steps are read from the beginning of the log, so that a log that grows all the time is not read all the time.
constexpr int kRestForEachMs = 20;

CellRow cellsOf(const ProjectionStep &step, Role role) {
    Cell change = changeCell(step.edit);
    if (!step.failed.empty())
        change = {StepsPane::tr("could not be taken: %1").arg(shortened(step.failed, kNameCharacters)),
                  shortened(step.failed, kMessageCharacters), Role::Error};
    if (role == Role::TextQuiet) change.role = role;
    return {{formatPosition(step.position), {}, role},
            {formatSecond(step.recordedAt), formatExact(step.recordedAt), role},
            {shortened(step.handler, kNameCharacters), {}, role},
            {shortened(step.edit.key), shortened(step.edit.key, kNameCharacters), role},
            change};
}

} // namespace

StepsPane::StepsPane(Session &session, const Theme &theme, QWidget *parent)
    : ProjectionPane(parent),
      m_session(session),
      m_model(theme),
      m_key(new QLineEdit(this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_asking(session.workers()) {
    m_model.setColumns({{tr("Position"), QStringLiteral("1,000,000"), true, true},
                        {tr("Recorded"), QStringLiteral("2026-03-04 12:00:03"), false, true},
                        {tr("Handler"), QStringLiteral("apply(MoneyWithdrawn)")},
                        {tr("Key"), QStringLiteral("account-7f\u20269c41"), false, true},
                        {tr("What it did to the row"), QString(), false, true}});
    setAccessible(m_table, tr("What each event does to the rows"));
    showCells(*m_table, m_model, theme);
    m_key->setPlaceholderText(tr("All rows"));
    m_key->setToolTip(plainToolTip(tr("With the key of a row, the steps of that one alone")));
    m_key->setClearButtonEnabled(true);
    setAccessible(m_key, tr("Key of a row"));
    layOutBelow({{m_key, 1}, {m_title, 2}}, m_table);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    m_growth.setSingleShot(true);
    connect(m_key, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &StepsPane::askAnew);
    connect(&m_growth, &QTimer::timeout, this, &StepsPane::ask);
    connect(&session.cursor(), &Cursor::changed, this, &StepsPane::follow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && !m_isShowing) goTo(current.row());
            });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &at) { goTo(at.row()); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &at) {
        Q_EMIT eventActivated(m_steps.steps[static_cast<std::size_t>(at.row())].position);
    });
}

QString StepsPane::titleText() const { return m_title->text(); }

void StepsPane::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    ask();
}

void StepsPane::showLine(const ProjectionLine *line) {
    const Served now = servedBy(line);
    const bool isOther = now.projection != m_served.projection;
    m_served = now;
    if (isOther) return askAnew();
    if (m_steps.isMoreAfter) m_shown = now; // what comes at the end is beyond what is shown
    if (!m_growth.isActive() && !m_asking.isRunning()) ask();
}

void StepsPane::setKey(const std::string &key) {
    m_key->setText(QString::fromStdString(key));
    m_typing.stop();
    askAnew();
}

void StepsPane::askAnew() {
    m_steps = {};
    m_shown = {};
    m_model.setRows({});
    m_growth.stop();
    ask();
}

/// What is shown already is only shown from another step.
void StepsPane::follow() {
    if (m_shown.projection && !m_asking.isRunning() && m_steps.areAround(m_session.cursor().until()))
        return showCursor();
    m_shown = {};
    ask();
}

void StepsPane::ask() {
    if (!isVisible() || !m_served.projection || m_shown == m_served) return;
    m_shown = m_served;
    const StepsWanted wanted{m_served.projection, m_key->text().toStdString(), m_session.cursor().until(), kStepsMax};
    if (m_model.rowCount() == 0) m_title->setText(tr("Taking the events once more\u2026"));
    m_begun.start();
    m_asking.startListed(tr("Steps of %1").arg(safeText(m_served.projection->info().name)),
                         m_session.projections()->call([wanted, show = shownRows(m_session)](
                                                           const ProjectionContext &context, const JobControl &job) {
                             return shownSteps(context, wanted, show, job);
                         }),
                         [this](Result<ShownSteps> steps) { showSteps(std::move(steps)); });
}

void StepsPane::showSteps(Result<ShownSteps> steps) {
    m_growth.start(static_cast<int>(m_begun.elapsed()) * kRestForEachMs);
    if (!steps) {
        m_shown = {};
        return m_title->setText(shortened(describe(steps.error()), kMessageCharacters));
    }
    m_steps = *std::move(steps);
    showCursor();
}

void StepsPane::showCursor() {
    const Position until = m_session.cursor().until();
    std::vector<CellRow> rows;
    for (const ProjectionStep &step : m_steps.steps)
        rows.push_back(cellsOf(step, step.position <= until ? Role::Text : Role::TextQuiet));
    m_isShowing = true;
    m_model.setRows(std::move(rows));
    const auto at = m_steps.stepAt(until);
    const QModelIndex current = at ? m_model.index(static_cast<int>(*at), 0) : QModelIndex();
    const bool isThere =
        current.isValid() && m_table->currentIndex().isValid() &&
        m_steps.steps[static_cast<std::size_t>(m_table->currentIndex().row())].position == m_steps.steps[*at].position;
    if (!isThere) m_table->setCurrentIndex(current); // of several steps of one event, the one that was gone to
    if (current.isValid()) m_table->scrollTo(m_table->currentIndex());
    m_isShowing = false;
    m_title->setText(title());
}

QString StepsPane::title() const {
    const auto count = static_cast<int>(m_steps.steps.size());
    if (count == 0) return m_key->text().isEmpty() ? tr("No event changes a row") : tr("No event goes to this row");
    if (m_steps.isMoreBefore || m_steps.isMoreAfter) return tr("%Ln step(s) around the cursor", nullptr, count);
    return tr("%Ln step(s), all that there are", nullptr, count);
}

void StepsPane::goTo(int row) { m_session.cursor().moveTo(m_steps.steps[static_cast<std::size_t>(row)].position); }

} // namespace eventscope::ui
