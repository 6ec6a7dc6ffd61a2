// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/value_pane.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/role_delegate.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/value_text.h"

#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

/// The row of the shown step is bold; what was and what changed nothing is quiet.
Role styleOf(QStyleOptionViewItem &option, const QModelIndex &index) {
    if (index.column() != ValueModel::TypeColumn) option.font = fixedFont();
    option.font.setBold(index.data(ValueModel::kCurrentRole).toBool());
    option.textElideMode = index.column() < ValueModel::TypeColumn ? Qt::ElideMiddle : Qt::ElideRight;
    const bool changed = index.data(ValueModel::kChangedRole).toBool();
    if (!changed || index.column() == ValueModel::WasColumn) return Role::TextQuiet;
    return index.column() == ValueModel::IsColumn ? Role::Changed : Role::Text;
}

} // namespace

ValuePane::ValuePane(Workers &workers, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_tracking(workers, [this](const Result<ValueTrackPtr> &track) { showTrack(track); }) {
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RoleDelegate(theme, styleOf, m_table));
    makeCalm(*m_table);
    setAccessible(m_table, tr("Values over versions"));
    const QFontMetrics text(fixedFont());
    const Metrics metrics(font());
    const auto setWidth = [&](int column, const QString &sample) {
        widenColumn(*m_table, column, text.horizontalAdvance(sample) + metrics.steps(3));
    };
    setWidth(ValueModel::VersionColumn, QStringLiteral("000000"));
    setWidth(ValueModel::WasColumn, QStringLiteral("000000000.00"));
    setWidth(ValueModel::IsColumn, QStringLiteral("000000000.00"));
    setWidth(ValueModel::TypeColumn, QStringLiteral("MoneyWithdrawn"));
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT stepRequested(m_model.stepOf(index.row())); });
    m_title->setText(tr("Choose \"List its values\" (Ctrl+F9) on a value of the state"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(titled(m_title, m_table));
}

void ValuePane::showPath(const Pointer &path) {
    m_path = path;
    track();
}

void ValuePane::setHistory(const HistoryPtr &history) {
    m_history = history;
    track();
}

void ValuePane::track() {
    m_model.setTrack(nullptr, nullptr);
    if (m_path && m_history) m_title->setText(tr("Working out the values of %1…").arg(pathText(*m_path)));
    m_tracking.restart(m_path, m_history);
}

void ValuePane::growTo(const HistoryPtr &history) {
    m_history = history;
    m_tracking.growTo(history);
}

void ValuePane::showTrack(const Result<ValueTrackPtr> &track) {
    if (!track) return m_title->setText(shortened(describe(track.error()), kMessageCharacters));
    m_model.setTrack(*track, m_history);
    m_title->setText(tr("%1, set or removed %n time(s)", nullptr, m_model.rowCount()).arg(pathText(*m_path)));
    showCurrentRow();
}

void ValuePane::setStep(std::optional<std::size_t> step) {
    m_model.setStep(step);
    showCurrentRow();
}

void ValuePane::showCurrentRow() {
    // Later: a table that was just filled or brought to the front is laid out with the next turn of the event loop.
    QTimer::singleShot(0, m_table, [this] {
        if (const int row = m_model.currentRow(); row >= 0) m_table->scrollTo(m_model.index(row, 0));
    });
}

} // namespace eventscope::ui
