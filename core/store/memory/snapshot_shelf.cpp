// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/snapshot_shelf.h"

#include <algorithm>
#include <mutex>
#include <tuple>

namespace eventscope {

void SnapshotShelf::put(const Snapshot &snapshot) {
    const auto key = [](const Snapshot &other) { return std::tie(other.version, other.fold); };
    const std::unique_lock lock(m_mutex);
    SnapshotList &list = m_byStream[snapshot.stream.value];
    const auto place = std::ranges::lower_bound(list, key(snapshot), {}, key);
    if (place != list.end() && key(*place) == key(snapshot)) {
        *place = snapshot;
    } else {
        list.insert(place, snapshot);
    }
}

SnapshotList SnapshotShelf::of(const StreamId &stream) const {
    const std::shared_lock lock(m_mutex);
    if (stream.value.empty()) {
        SnapshotList all;
        for (const auto &[name, list] : m_byStream)
            all.insert(all.end(), list.begin(), list.end());
        return all;
    }
    const auto found = m_byStream.find(stream.value);
    return found == m_byStream.end() ? SnapshotList{} : found->second;
}

} // namespace eventscope
