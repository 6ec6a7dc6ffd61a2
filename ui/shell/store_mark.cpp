// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_mark.h"

#include "ui/connections/connection_model.h"
#include "ui/shell/settings.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>

namespace eventscope::ui {

StoreMark markOf(const StoreInfo &info, const std::optional<Connection> &connection) {
    StoreMark mark;
    mark.name = QString::fromStdString(connection ? connection->name : info.identity.name);
    mark.id = info.identity.id;
    mark.address = info.identity.address;
    if (connection) mark.given = connection->environment;
    const auto unproven = std::ranges::find_if(info.readOnly.evidence,
                                               [](const Evidence &rung) { return rung.rung == "tls" && !rung.holds; });
    if (connection) mark.exception = exceptionWords(connection->tls);
    if (mark.exception.isEmpty() && unproven != info.readOnly.evidence.end())
        mark.exception = shortened(unproven->statement, kMessageCharacters);
    return mark;
}

Environment environmentOf(const StoreMark &mark, const Settings &settings) {
    return mark.given ? *mark.given : settings.environment(QString::fromStdString(mark.id));
}

} // namespace eventscope::ui
