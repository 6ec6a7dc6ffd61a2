// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/events_call.h"

#include "core/base/shell_word.h"

namespace eventscope::ui {

std::string eventsCall(std::string_view store, std::string_view domain, std::string_view filter) {
    std::string text = "eventscope-cli --store " + shellQuoted(store);
    if (!domain.empty()) text += " --domain " + shellQuoted(domain);
    text += " --format jsonl events";
    if (!filter.empty()) text += " --where " + shellQuoted(filter);
    return text;
}

} // namespace eventscope::ui
