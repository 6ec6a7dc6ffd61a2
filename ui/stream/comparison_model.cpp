// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/comparison_model.h"

#include "ui/widgets/change_text.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/value_text.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

using Kind = ComparedRow::Kind;

/// More of them say nothing in one line.
constexpr std::size_t kChangesMax = 8;

QString sign(Kind kind) {
    switch (kind) {
    case Kind::Same:
        return QStringLiteral("=");
    case Kind::Differs:
        return QStringLiteral("~");
    case Kind::OnlyLeft:
        return QString(QChar(0x2212));
    case Kind::OnlyRight:
        return QStringLiteral("+");
    }
    return {};
}

QString word(Kind kind) {
    switch (kind) {
    case Kind::Same:
        return ComparisonModel::tr("the same in both");
    case Kind::Differs:
        return ComparisonModel::tr("differs");
    case Kind::OnlyLeft:
        return ComparisonModel::tr("only here");
    case Kind::OnlyRight:
        return ComparisonModel::tr("only there");
    }
    return {};
}

QString versionCell(const std::optional<Version> &version) {
    return version ? QString::number(version->value) : QString();
}

QString changesText(const std::vector<Change> &changes) {
    QStringList texts;
    for (const Change &change : changes) {
        if (static_cast<std::size_t>(texts.size()) == kChangesMax) {
            texts << QString(QChar(0x2026));
            break;
        }
        const auto shown = [](const auto &value) { return value ? std::optional(valueText(*value)) : std::nullopt; };
        texts << changeText(pathText(change.path), shown(change.was), shown(change.value));
    }
    return texts.join(QStringLiteral(" · "));
}

QString text(const ComparedRow &row, int column) {
    switch (column) {
    case ComparisonModel::SignColumn:
        return sign(row.kind);
    case ComparisonModel::HereColumn:
        return versionCell(row.left);
    case ComparisonModel::ThereColumn:
        return versionCell(row.right);
    case ComparisonModel::TypeColumn:
        return shortened(row.type, kNameCharacters);
    case ComparisonModel::ChangesColumn:
        return row.kind == Kind::Differs ? changesText(row.changes) : word(row.kind);
    default:
        return {};
    }
}

} // namespace

void ComparisonModel::setRows(Rows rows) {
    beginResetModel();
    m_rows = std::move(rows);
    choose();
    endResetModel();
}

void ComparisonModel::setShown(Which which) {
    beginResetModel();
    m_which = which;
    choose();
    endResetModel();
}

void ComparisonModel::choose() {
    m_shown.clear();
    for (std::size_t i = 0; m_rows && i < m_rows->size(); ++i)
        if (m_which == Which::All || (*m_rows)[i].kind != Kind::Same) m_shown.push_back(i);
}

const ComparedRow &ComparisonModel::compared(int row) const {
    return (*m_rows)[m_shown[static_cast<std::size_t>(row)]];
}

int ComparisonModel::count(Kind kind) const {
    return m_rows ? static_cast<int>(std::ranges::count(*m_rows, kind, &ComparedRow::kind)) : 0;
}

int ComparisonModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ComparisonModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const ComparedRow &row = compared(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == SignColumn ? word(row.kind) : text(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == SignColumn ? word(row.kind) : text(row, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == SignColumn    ? Qt::AlignCenter
                        : index.column() <= ThereColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                        : Qt::AlignLeft | Qt::AlignVCenter);
    case kKindRole:
        return static_cast<int>(row.kind);
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section <= ThereColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (section) {
    case HereColumn:
        return tr("here", "column of versions in this stream");
    case ThereColumn:
        return tr("there", "column of versions in the other stream");
    case TypeColumn:
        return tr("Type");
    case ChangesColumn:
        return tr("Difference");
    default:
        return QString();
    }
}

} // namespace eventscope::ui
