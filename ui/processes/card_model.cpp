// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/card_model.h"

#include "ui/processes/process_words.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

QString lineOf(const ProcessInstance &instance, Time asOf) {
    QString text = shortened(instance.key, kNameCharacters) + QLatin1String(", ") + ageText(instance, asOf);
    const QString waiting = waitText(instance.process.waitingFor);
    return waiting.isEmpty() ? text : text + QLatin1String(", ") + waiting;
}

QString tipOf(const ProcessInstance &instance) {
    const ProcessState &process = instance.process;
    QString text = shortened(instance.key, kNameCharacters) + QLatin1Char('\n') +
                   CardModel::tr("Started: %1").arg(formatExact(process.startedAt));
    text += QLatin1Char('\n') + CardModel::tr("Last heard of: %1").arg(formatExact(process.changedAt));
    if (process.dueAt) text += QLatin1Char('\n') + CardModel::tr("Due: %1").arg(formatExact(*process.dueAt));
    if (!process.commands.empty())
        text += QLatin1Char('\n') + CardModel::tr("Would send: %1").arg(commandsText(process.commands));
    return text;
}

} // namespace

void CardModel::setInstances(std::vector<ProcessInstance> instances, Time asOf) {
    const int before = rowCount(), after = static_cast<int>(instances.size());
    const auto set = [&] {
        m_instances = std::move(instances);
        m_asOf = asOf;
    };
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        set();
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        set();
        endRemoveRows();
    } else {
        set();
    }
    if (const int kept = std::min(before, after); kept > 0) Q_EMIT dataChanged(index(0), index(kept - 1));
}

const ProcessInstance &CardModel::instance(const QModelIndex &index) const {
    return m_instances[static_cast<std::size_t>(index.row())];
}

QModelIndex CardModel::indexOf(const std::string &key) const {
    const auto found = std::ranges::find(m_instances, key, &ProcessInstance::key);
    return found == m_instances.end() ? QModelIndex() : index(static_cast<int>(found - m_instances.begin()));
}

int CardModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_instances.size());
}

QVariant CardModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return lineOf(instance(index), m_asOf);
    if (role == Qt::ToolTipRole) return plainToolTip(tipOf(instance(index)));
    return {};
}

} // namespace eventscope::ui
