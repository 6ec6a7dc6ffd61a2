// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/change_model.h"

#include "ui/widgets/plain_text.h"
#include "ui/widgets/value_text.h"

namespace eventscope::ui {

namespace {

QString sign(Change::Op op) {
    switch (op) {
    case Change::Op::Add:
        return QStringLiteral("+");
    case Change::Op::Remove:
        return QString(QChar(0x2212));
    case Change::Op::Replace:
        return QStringLiteral("~");
    case Change::Op::Move:
        return QString(QChar(0x2192));
    }
    return {};
}

QString word(Change::Op op) {
    switch (op) {
    case Change::Op::Add:
        return ChangeModel::tr("added");
    case Change::Op::Remove:
        return ChangeModel::tr("removed");
    case Change::Op::Replace:
        return ChangeModel::tr("changed");
    case Change::Op::Move:
        return ChangeModel::tr("moved");
    }
    return {};
}

} // namespace

void ChangeModel::setChanges(Changes changes) {
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int ChangeModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() || !m_changes ? 0 : static_cast<int>(m_changes->size());
}

int ChangeModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ChangeModel::text(const Change &change, int column) const {
    switch (column) {
    case SignColumn:
        return sign(change.op);
    case PathColumn:
        return pathText(change.path);
    case WasColumn:
        return change.from ? pathText(*change.from) : change.was ? valueText(*change.was) : QString();
    case IsColumn:
        return change.value ? valueText(*change.value) : QString();
    default:
        return {};
    }
}

QVariant ChangeModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Change &shown = change(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == SignColumn ? word(shown.op) : text(shown, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == SignColumn ? word(shown.op) : text(shown, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == SignColumn ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case kOpRole:
        return static_cast<int>(shown.op);
    default:
        return {};
    }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case PathColumn:
        return tr("Path");
    case WasColumn:
        return tr("Was");
    case IsColumn:
        return tr("Is");
    default:
        return QString();
    }
}

} // namespace eventscope::ui
