// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_clause.h"

#include "core/event/filter/filter.h"
#include "core/event/filter/filter_text.h"

namespace eventscope {

namespace {

/// Longer ones leave no room in a filter for anything else.
constexpr std::size_t kPathBytesMax = 8u << 10;
constexpr std::size_t kValueBytesMax = 4u << 10;

/// In the scope that knows every root.
bool isAFilter(const std::string &text) { return Filter::parse(text, FilterScope::State).has_value(); }

} // namespace

std::string filterPath(std::string_view root, const Json &document, const Pointer &pointer, FilterElements elements) {
    std::string path(root);
    Json at = document;
    for (const std::string &token : pointer.tokens()) {
        if (path.size() + token.size() > kPathBytesMax) return {};
        const auto next = valueAt(at, Pointer({token}));
        if (!next) return {};
        if (at.isArray())
            path += elements == FilterElements::Any ? "[*]" : "[" + token + "]";
        else
            path = filterMember(path, token);
        at = *next;
    }
    return isAFilter("exists " + path) ? path : std::string();
}

std::string filterClause(std::string_view path, const Json &value) {
    if (path.empty()) return {};
    const bool isScalar = !value.isContainer();
    if (isScalar && value.token().size() <= kValueBytesMax) {
        std::string same = std::string(path) + " == " + print(value);
        if (isAFilter(same)) return same;
    }
    return "exists " + std::string(path);
}

} // namespace eventscope
