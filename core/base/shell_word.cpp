// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/shell_word.h"

#include <algorithm>

namespace eventscope {

namespace {

bool isPlain(char letter) {
    const bool isWord =
        (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    return isWord || std::string_view("_-./:@=,+").find(letter) != std::string_view::npos;
}

} // namespace

std::string shellQuoted(std::string_view text) {
    if (!text.empty() && std::ranges::all_of(text, isPlain)) return std::string(text);
    std::string quoted = "'";
    for (const char letter : text) {
        if (letter == '\'')
            quoted += "'\\''";
        else
            quoted += letter;
    }
    return quoted + "'";
}

} // namespace eventscope
