// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/process_words.h"

#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace eventscope::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Processes)
};

} // namespace

QString statusText(ProcessStatus status) {
    switch (status) {
    case ProcessStatus::Running:
        return Words::tr("Running");
    case ProcessStatus::Compensating:
        return Words::tr("Compensating");
    case ProcessStatus::Ended:
        return Words::tr("Ended");
    }
    return {};
}

QString filterText(ProcessFilter filter) {
    switch (filter) {
    case ProcessFilter::All:
        return Words::tr("All");
    case ProcessFilter::Running:
        return statusText(ProcessStatus::Running);
    case ProcessFilter::Compensating:
        return statusText(ProcessStatus::Compensating);
    case ProcessFilter::Ended:
        return statusText(ProcessStatus::Ended);
    case ProcessFilter::Overdue:
        return Words::tr("Overdue");
    case ProcessFilter::Stuck:
        return Words::tr("Stuck");
    }
    return {};
}

QString countText(const ProcessColumn &column) {
    const QString count = formatCount(column.count);
    if (column.overdue == 0) return count;
    return Words::tr("%1, %2 overdue", "instances at a step").arg(count, formatCount(column.overdue));
}

QString ageText(const ProcessInstance &instance, Time asOf) {
    const QString age = formatAge(instance.age(asOf));
    if (instance.process.status == ProcessStatus::Ended) return Words::tr("took %1").arg(age);
    if (instance.isStuck) return Words::tr("%1 old, stuck").arg(age);
    if (instance.isOverdue) return Words::tr("%1 old, overdue").arg(age);
    return Words::tr("%1 old").arg(age);
}

Role ageRole(const ProcessInstance &instance) { return instance.isOverdue ? Role::Error : Role::TextQuiet; }

QString waitText(const std::vector<std::string> &types) {
    if (types.empty()) return {};
    QStringList names;
    for (const std::string &type : types)
        names << shortened(type, kNameCharacters);
    return Words::tr("waits for %1").arg(names.join(QLatin1String(", ")));
}

QString commandsText(const std::vector<ProcessCommand> &commands) {
    QStringList all;
    for (const ProcessCommand &command : commands) {
        QStringList arguments;
        for (const auto &[name, value] : command.arguments)
            arguments << shortened(name, kNameCharacters) + QLatin1String(": ") + shortened(value, kNameCharacters);
        QString text = shortened(command.name, kNameCharacters);
        if (!arguments.isEmpty()) text += QLatin1String(" (") + arguments.join(QLatin1String(", ")) + QLatin1Char(')');
        all << text;
    }
    return all.join(QLatin1String("; "));
}

} // namespace eventscope::ui
