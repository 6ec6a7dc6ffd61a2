// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <string>
#include <vector>

namespace eventscope {

/// A place in payloads or metadata, and some of what was seen there, all as a filter writes it.
struct SeenPath {
    std::string path;                ///< data.items[*].sku
    std::vector<std::string> values; ///< scalars: "A1", 12.50, true
    bool operator==(const SeenPath &) const = default;
};

/// What a person may want to ask for in a filter: the places in the first and the last events of a log as seen through
/// the lens, sorted by path. Not all there are: 300 events from each end, 400 places, 20 values of at most 64 bytes at
/// each, 8 levels. Values that are protected are left out. Errors: those of EventStore::page. Cost: two pages.
[[nodiscard]] Result<std::vector<SeenPath>> seenPaths(const EventStore &store, const Lens &lens, const JobControl &job);

} // namespace eventscope
