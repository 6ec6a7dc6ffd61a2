// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace eventscope {

/// The object with which a JSON text begins, to its closing bracket; what stands in it is not checked. Empty: there is
/// none, or it does not end. Cost: one pass over it.
[[nodiscard]] inline std::string_view objectAt(std::string_view text) {
    if (!text.starts_with('{')) return {};
    int depth = 0;
    bool isInText = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (isInText) {
            at += c == '\\' ? 1 : 0;
            isInText = c != '"';
            continue;
        }
        isInText = c == '"';
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (depth == 0) return text.substr(0, at + 1);
    }
    return {};
}

} // namespace eventscope
