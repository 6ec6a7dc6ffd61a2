// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_model.h"

#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

namespace eventscope::ui {

StepModel::StepModel(SeriesOf seriesOf, const EventMarks &marks, QObject *parent)
    : QAbstractTableModel(parent), m_seriesOf(std::move(seriesOf)), m_marks(marks) {
    connect(&marks, &EventMarks::changed, this, [this] {
        if (m_rows > 0)
            Q_EMIT dataChanged(index(0, StepTable::TypeColumn), index(m_rows - 1, StepTable::TypeColumn),
                               {StepTable::MarksRole});
    });
}

void StepModel::setHistory(HistoryPtr history) {
    const int rows = static_cast<int>(history->steps().size());
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_history = std::move(history);
        m_rows = rows;
        endInsertRows();
    } else {
        m_history = std::move(history);
    }
}

void StepModel::clear() {
    beginResetModel();
    m_history = nullptr;
    m_rows = 0;
    m_current.reset();
    m_base.reset();
    endResetModel();
}

void StepModel::setBase(const std::optional<CompareBase> &base) {
    m_base = base;
    if (m_rows > 0) Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, StepTable::ColumnCount - 1));
}

void StepModel::setCurrent(std::optional<std::size_t> step) {
    if (m_current == step) return;
    const int from = static_cast<int>(std::min(m_current.value_or(0), step.value_or(0)));
    m_current = step;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(std::min(from, m_rows - 1), 0), index(m_rows - 1, StepTable::ColumnCount - 1));
}

int StepModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int StepModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : StepTable::ColumnCount; }

QString StepModel::text(std::size_t row, int column) const {
    const Step &step = m_history->steps()[row];
    switch (column) {
    case StepTable::VersionColumn:
        return QString::number(step.version.value);
    case StepTable::RecordedColumn:
        return formatSecond(step.recordedAt);
    case StepTable::TypeColumn: {
        QString type = shortened(step.type, kNameCharacters);
        if (m_base && m_base->step == row) type = tr("⇄ %1 (compared with)").arg(type);
        switch (step.outcome.kind) {
        case StepOutcome::Kind::Applied:
            return type;
        case StepOutcome::Kind::Ignored:
            return tr("%1 (ignored)").arg(type);
        case StepOutcome::Kind::Failed:
            return tr("✗ %1 (failed)").arg(type);
        }
        return type;
    }
    default:
        return {};
    }
}

QString StepModel::spoken(std::size_t row, int column) const {
    const QString words = markWords(m_marks.at(m_history->steps()[row].position));
    if (column != StepTable::TypeColumn || words.isEmpty()) return text(row, column);
    return tr("%1, %2", "type of an event, what is on it").arg(text(row, column), words);
}

QString StepModel::tip(const Step &step) const {
    QString text = shortened(step.type, kMessageCharacters) + u'\n' +
                   tr("Position %1").arg(formatPosition(step.position)) + u'\n' +
                   tr("Recorded %1").arg(formatExact(step.recordedAt));
    if (step.outcome.kind == StepOutcome::Kind::Failed) {
        text += u'\n' + tr("Could not be folded: %1").arg(shortened(step.outcome.reason, kMessageCharacters));
    }
    if (step.outcome.kind == StepOutcome::Kind::Ignored) text += u'\n' + tr("The fold has no handler for this type");
    return plainToolTip(text);
}

QVariant StepModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const Step &step = m_history->steps()[row];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::AccessibleTextRole:
        return spoken(row, index.column());
    case Qt::ToolTipRole:
        return tip(step);
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == StepTable::VersionColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                                   : Qt::AlignLeft | Qt::AlignVCenter);
    case StepTable::SeriesRole: {
        const auto series = m_seriesOf(step);
        return series ? static_cast<int>(*series) : -1;
    }
    case StepTable::OutcomeRole:
        return static_cast<int>(step.outcome.kind);
    case StepTable::AfterCursorRole:
        return !m_current || row > *m_current;
    case StepTable::MarksRole:
        return index.column() == StepTable::TypeColumn ? m_marks.at(step.position).toInt() : 0;
    case StepTable::CurrentRole:
        return m_current == row;
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant(section == StepTable::VersionColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                            : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case StepTable::VersionColumn:
        return tr("v", "column of versions");
    case StepTable::RecordedColumn:
        return tr("Recorded");
    case StepTable::TypeColumn:
        return tr("Type");
    default:
        return {};
    }
}

} // namespace eventscope::ui
