// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/ids_in_text.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace eventscope {

namespace {

constexpr std::size_t kIdBytesMin = 4, kIdBytesMax = 80;

std::string changed(std::string_view text, int (*letter)(int)) {
    std::string all(text);
    std::ranges::transform(all, all.begin(),
                           [&](unsigned char c) { return static_cast<char>(letter(static_cast<int>(c))); });
    return all;
}

Result<bool> isIdOf(std::string_view id, const KeyVault &vault, const std::set<SubjectBinding> &people) {
    const std::set<std::string> writings{std::string(id), changed(id, &std::tolower), changed(id, &std::toupper)};
    for (const std::string &writing : writings) {
        ES_ASSIGN(binding, vault.bindingOf({writing}));
        if (people.contains(binding)) return true;
    }
    return false;
}

} // namespace

Result<bool> holdsIdOf(std::string_view text, const KeyVault &vault, const std::set<SubjectBinding> &people) {
    if (text.empty() || people.empty()) return false;
    if (text.size() < kIdBytesMin) return isIdOf(text, vault, people);
    for (std::size_t begin = 0; begin + kIdBytesMin <= text.size(); ++begin) {
        const std::size_t longest = std::min(text.size() - begin, kIdBytesMax);
        for (std::size_t size = kIdBytesMin; size <= longest; ++size) {
            ES_ASSIGN(isId, isIdOf(text.substr(begin, size), vault, people));
            if (isId) return true;
        }
    }
    return false;
}

} // namespace eventscope
