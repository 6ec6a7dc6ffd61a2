// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace eventscope {

/// What the filter language (see Filter) is explained with, on the command line, in the manual and in the window's
/// help.

/// One construct of the language.
struct FilterExample {
    const char *expression;
    const char *meaning;
};
[[nodiscard]] const std::vector<FilterExample> &filterExamples();
/// What the examples alone do not say, as paragraphs.
[[nodiscard]] const std::vector<std::string> &filterNotes();

} // namespace eventscope
