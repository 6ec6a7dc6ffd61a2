// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope {

class Workspace;

/// A filter that was given a name. The name is its own within a store; the text need not be one that can be read.
struct SavedFilter {
    static constexpr std::size_t kNameBytesMax = 200;
    std::string name;
    std::string text;
    bool operator==(const SavedFilter &) const = default;
};

/// Those of the store, by the bytes of their names. Threads and errors: as Workspace.
[[nodiscard]] Result<std::vector<SavedFilter>> savedFilters(Workspace &workspace);

/// Makes `to` of `from`: without `from` it is new, without `to` it is removed, with both it is renamed or replaced.
/// Swapping the two undoes it. One that is gone already may be removed. Errors: Invalid (a name that is empty or beyond
/// kNameBytesMax), Refused (another one has the new name), and those of Workspace; nothing has changed then.
[[nodiscard]] Result<void> changeSavedFilter(Workspace &workspace, const std::optional<SavedFilter> &from,
                                             const std::optional<SavedFilter> &to);

} // namespace eventscope
