// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_model.h"

#include "ui/widgets/plain_text.h"

namespace eventscope::ui {

namespace {

QString endOf(const Command &command) {
    return command.whyNot.isEmpty() ? command.keys.toString(QKeySequence::NativeText) : command.whyNot;
}

/// What a screen reader says: nothing that is seen is left out.
QString spoken(const Command &command) {
    QStringList parts{command.text, command.place};
    if (const QString keys = command.keys.toString(QKeySequence::NativeText); !keys.isEmpty()) parts += keys;
    if (!command.whyNot.isEmpty()) parts += PaletteModel::tr("not available: %1").arg(command.whyNot);
    return parts.join(QStringLiteral(", "));
}

} // namespace

void PaletteModel::setRows(Commands answers, const std::vector<const Command *> &commands) {
    beginResetModel();
    m_rows = std::move(answers);
    for (const Command *command : commands) {
        if (m_rows.size() == kRowsMax) break;
        m_rows.push_back(*command);
    }
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid()) return {};
    const Command &row = command(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::ToolTipRole:
        return row.tip.isEmpty() ? QVariant() : plainToolTip(row.tip);
    case Qt::AccessibleTextRole:
        return spoken(row);
    case PlaceRole:
        return row.place;
    case EndRole:
        return endOf(row);
    case RunnableRole:
        return row.whyNot.isEmpty();
    default:
        return {};
    }
}

} // namespace eventscope::ui
