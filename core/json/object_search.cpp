// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/object_search.h"

#include "core/json/json_scanner.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kDepthMax = 512;

} // namespace

std::vector<std::size_t> objectsWithMember(std::string_view json, std::string_view name) {
    std::vector<std::size_t> found, open; // the brackets that are open, of arrays too
    JsonScanner scan(json);
    while (!scan.atEnd()) {
        const char c = scan.peek();
        if (c == '"') {
            JsonScanner::Text text;
            if (!scan.readString(text)) break;
            if (text.view != name || open.empty()) continue;
            scan.skipSpace();
            if (scan.peek() == ':') found.push_back(open.back()); // else a value
            continue;
        }
        if (c == '{' || c == '[') open.push_back(scan.offset());
        if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
        if (open.size() > kDepthMax) break;
        scan.advance();
    }
    std::ranges::sort(found);
    const auto twice = std::ranges::unique(found);
    found.erase(twice.begin(), twice.end());
    return found;
}

} // namespace eventscope
