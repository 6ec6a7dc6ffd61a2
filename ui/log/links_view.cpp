// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/links_view.h"

#include "ui/log/event_streams.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/focus_lead.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace eventscope::ui {

namespace {

/// Room for what is said of causes and effects, before that of the streams above them.
constexpr int kRowsMin = 3;
constexpr int kPositionRole = Qt::UserRole;
enum Column { TypeColumn, StreamColumn, RecordedColumn, ColumnCount };

} // namespace

LinksView::LinksView(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_streams(new EventStreams(session, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_tree(new QTreeView(this)),
      m_model(new QStandardItemModel(this)),
      m_looking(session.workers()) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_streams);
    layout->addWidget(m_stack, 1);
    m_stack->setMinimumHeight(kRowsMin * Metrics(font()).rowHeight);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tree);
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QTreeView::NoEditTriggers);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setIndentation(Metrics(font()).steps(3));
    m_tree->header()->setStretchLastSection(false);
    setAccessible(m_tree, tr("Causes and effects of the event"));
    leadFocus(*this, *m_tree);
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &row) {
        Q_EMIT eventActivated(row.siblingAtColumn(TypeColumn).data(kPositionRole).value<Position>());
    });
    connect(m_empty, &EmptyState::actionRequested, this, &LinksView::look);
}

void LinksView::setEvent(EventDetailsPtr details) {
    m_streams->setEvent(nullptr);
    if (auto before = std::exchange(m_details, std::move(details))) m_session.workers().release(std::move(before));
    m_isLookedAt = false;
    m_looking.drop();
    if (isVisible()) look();
}

void LinksView::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    if (!m_isLookedAt) look();
}

void LinksView::look() {
    if (!m_details) return;
    m_isLookedAt = true;
    m_streams->setEvent(m_details);
    say(tr("Looking for causes and effects\u2026"),
        tr("The metadata of the log are searched for the ids of this event."));
    m_looking.startListed(tr("Causes and effects"), m_session.causality(m_details->event().position()),
                          [this](const Result<Causality> &found) { handleFound(found); });
}

void LinksView::say(const QString &title, const QString &explanation, const QString &action) {
    m_empty->say(title, explanation, action);
    m_stack->setCurrentWidget(m_empty);
}

void LinksView::handleFound(const Result<Causality> &found) {
    if (!found) {
        return say(tr("Causes and effects could not be found"), shortened(describe(found.error()), kMessageCharacters),
                   tr("Try again"));
    }
    m_streams->setCausality(*found);
    const MetadataFields &links = m_details->links;
    const bool hasLinks = !links.correlationId.empty() || !links.causationId.empty();
    if (found->events.size() == 1) {
        const bool isItsOwn = links.causationId == toString(m_details->event().id());
        return say(tr("No causes and no effects"),
                   isItsOwn ? tr("It names itself as its cause, and no other event in this store belongs to it.")
                   : hasLinks
                       ? tr("No other event in this store has the ids that its metadata name.")
                       : tr("Its metadata have neither a correlation nor a causation id, and nothing names it as "
                            "its cause."));
    }
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Event"), tr("Stream"), tr("Recorded (UTC)")});
    std::vector<QStandardItem *> items(found->events.size());
    QStandardItem *self = nullptr;
    // A cause need not come before its effect: first all, then where they belong.
    std::vector<QList<QStandardItem *>> rows;
    for (std::size_t at = 0; at < found->events.size(); ++at) {
        rows.push_back(rowOf(found->events[at], at == found->self));
        items[at] = rows.back().front();
        if (at == found->self) self = items[at];
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
        const auto cause = found->events[at].cause;
        QStandardItem *parent = cause ? items[*cause] : m_model->invisibleRootItem();
        parent->appendRow(rows[at]);
    }
    if (found->isCut) m_model->appendRow(new QStandardItem(tr("There are more, which are not shown.")));
    m_tree->expandAll();
    m_stack->setCurrentWidget(m_tree);
    m_tree->setCurrentIndex(self->index());
    m_tree->scrollTo(self->index());
    for (int column = 0; column < ColumnCount; ++column)
        m_tree->resizeColumnToContents(column);
}

QList<QStandardItem *> LinksView::rowOf(const CausalEvent &event, bool isSelf) const {
    QString name =
        QStringLiteral("%1 \u00b7 %2").arg(shortened(event.type, kNameCharacters), formatVersion(event.version));
    auto *type = new QStandardItem(name);
    auto *stream = new QStandardItem(shortened(event.stream.value, 16));
    auto *recorded = new QStandardItem(formatSecond(event.recordedAt));
    type->setData(QVariant::fromValue(event.position), kPositionRole);
    stream->setToolTip(plainToolTip(shortened(event.stream.value, kMessageCharacters)));
    if (isSelf) {
        QFont bold = m_tree->font();
        bold.setBold(true);
        type->setFont(bold);
        type->setData(tr("%1, this event").arg(name), Qt::AccessibleTextRole);
    }
    return {type, stream, recorded};
}

} // namespace eventscope::ui
