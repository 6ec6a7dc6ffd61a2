// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/state_search.h"

#include "ui/widgets/safe_text.h"

namespace eventscope::ui {

namespace {

constexpr std::size_t kLooksBetweenStops = 1024;

struct Open {
    Json value;
    std::size_t next = 0; ///< child
};

bool has(std::string_view utf8, const QString &text) { return exactText(utf8).contains(text, Qt::CaseInsensitive); }

} // namespace

Result<std::vector<Pointer>> findInState(const Json &state, const QString &text, std::size_t placesMax,
                                         const JobControl &job) {
    std::vector<Pointer> found;
    if (text.isEmpty()) return found;
    if (!state.isContainer() && has(state.token(), text)) found.emplace_back();
    std::vector<Open> open{{state}};
    std::vector<std::string> path;
    std::size_t looks = 0;
    while (!open.empty() && found.size() < placesMax) {
        if (++looks % kLooksBetweenStops == 0 && job.stopRequested()) return cancelled();
        Open &top = open.back();
        if (top.next == top.value.size()) {
            open.pop_back();
            if (!path.empty()) path.pop_back();
            continue;
        }
        const std::size_t index = top.next++;
        const Json value = top.value.child(index);
        const bool isMember = top.value.isObject();
        path.push_back(isMember ? std::string(top.value.key(index)) : std::to_string(index));
        const bool matches = (isMember && has(path.back(), text)) || (!value.isContainer() && has(value.token(), text));
        if (matches) found.emplace_back(path);
        if (value.isContainer())
            open.push_back({value});
        else
            path.pop_back();
    }
    return found;
}

} // namespace eventscope::ui
