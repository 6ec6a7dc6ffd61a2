// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter_help.h"
#include "app/cli/help.h"

#include <algorithm>
#include <cstring>

namespace eventscope::cli {

std::string filterHelp() {
    std::size_t width = 0;
    for (const FilterExample &example : filterExamples())
        width = std::max(width, std::strlen(example.expression));
    std::string text = "The filter language, one for filters, intervals and invariants:\n\n";
    for (const auto &[expression, meaning] : filterExamples()) {
        text += "  " + std::string(expression) + std::string(width + 2 - std::strlen(expression), ' ') + meaning + "\n";
    }
    text += "\n";
    for (const std::string &note : filterNotes())
        text += note + "\n";
    return text;
}

} // namespace eventscope::cli
