// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/instance_pane.h"

#include "ui/processes/process_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

QString stepText(const ProcessStep &step) {
    if (!step.failed.empty()) return InstancePane::tr("failed: %1").arg(shortened(step.failed, kMessageCharacters));
    return shortened(step.after.step, kNameCharacters);
}

QString waitingText(const ProcessState &process) {
    const QString waiting = waitText(process.waitingFor);
    if (waiting.isEmpty() || !process.dueAt) return waiting;
    return InstancePane::tr("%1 until %2", "waits for something").arg(waiting, formatSecond(*process.dueAt));
}

CellRow cellsOf(const ProcessStep &step) {
    const Role role = step.failed.empty() ? Role::Text : Role::Error;
    const QString stream =
        shortened(step.stream.value, kNameCharacters) + QLatin1Char(' ') + formatVersion(step.version);
    return {{formatSecond(step.recordedAt), formatExact(step.recordedAt)},
            {shortened(step.type, kNameCharacters), stream, role},
            {stepText(step), {}, role},
            {commandsText(step.sent)},
            {waitingText(step.after), {}, Role::TextQuiet},
            {formatPosition(step.position)}};
}

QString titleOf(const std::string &key, const std::vector<ProcessStep> &steps) {
    const QString name = shortened(key, kNameCharacters);
    if (steps.empty()) return InstancePane::tr("%1: nothing has happened by then").arg(name);
    const ProcessState &now = steps.back().after;
    return InstancePane::tr("%1: %2, %3", "key, status and step of an instance")
        .arg(name, statusText(now.status), shortened(now.step, kNameCharacters));
}

} // namespace

InstancePane::InstancePane(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_model(theme),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_state(new JsonTreeView(theme, this)),
      m_asking(session.workers()) {
    setAccessible(m_table, tr("Messages of the instance"));
    setAccessible(m_state, tr("What the instance remembers"));
    showCells(*m_table, m_model, theme);
    m_model.setColumns({{tr("Recorded"), QStringLiteral("2026-03-04 12:00:03"), false, true},
                        {tr("Message in"), QStringLiteral("InventoryReserved")},
                        {tr("Step after it"), QStringLiteral("a long step")},
                        {tr("Messages out"), QStringLiteral("ReleaseInventory (orderId: 17; productId: 4)")},
                        {tr("Then"), QStringLiteral("waits for PaymentAccepted until 2026-03-04")},
                        {tr("Position"), QStringLiteral("1,000,000"), true, true}});
    sizeCells(*m_table, m_model);
    layOut();
    connect(&session.cursor(), &Cursor::changed, this, &InstancePane::ask);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &at) {
        Q_EMIT eventActivated(m_life[static_cast<std::size_t>(at.row())].position);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &InstancePane::showState);
    showInstance(nullptr, {});
}

void InstancePane::layOut() {
    const Metrics metrics(font());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    head->addWidget(m_title, 1);
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_table);
    split->addWidget(m_state);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(split, 1);
}

QString InstancePane::titleText() const { return m_title->text(); }

void InstancePane::showInstance(const ProjectionPtr &process, const std::string &key) {
    if (process && process == m_process && key == m_key) return;
    m_process = process;
    m_key = key;
    m_life.clear();
    m_model.setRows({});
    m_state->setDocument(Json::object({}));
    m_asking.drop();
    if (m_process && !m_key.empty()) return ask();
    m_title->setText(tr("Choose an instance to see its life"));
}

void InstancePane::refresh() { ask(); }

void InstancePane::ask() {
    if (!m_process || m_key.empty()) return;
    if (m_life.empty()) m_title->setText(tr("Reading its events\u2026"));
    auto read = [process = m_process, key = m_key, until = m_session.cursor().until()](const ProjectionContext &context,
                                                                                       const JobControl &job) {
        return processStory(context.store, *context.lens, *process, key, until, job);
    };
    m_asking.startListed(tr("Reading the life of %1").arg(shortened(m_key)),
                         m_session.projections()->call(std::move(read)),
                         [this](Result<Life> life) { showLife(std::move(life)); });
}

void InstancePane::showLife(Result<Life> life) {
    if (!life) return m_title->setText(shortened(describe(life.error()), kMessageCharacters));
    const bool isFirst = m_life.empty();
    m_life = *std::move(life);
    std::vector<CellRow> rows;
    for (const ProcessStep &step : m_life)
        rows.push_back(cellsOf(step));
    m_model.setRows(std::move(rows));
    m_title->setText(titleOf(m_key, m_life));
    if (isFirst && !m_life.empty()) m_table->selectRow(m_model.rowCount() - 1);
    showState();
}

void InstancePane::showState() {
    const QModelIndex at = m_table->currentIndex();
    const auto row = static_cast<std::size_t>(at.row());
    m_state->setDocument(at.isValid() && row < m_life.size() ? m_life[row].state : Json::object({}));
}

} // namespace eventscope::ui
