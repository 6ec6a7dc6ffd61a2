// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/snapshot.h"

#include <map>
#include <shared_mutex>
#include <string>

namespace eventscope {

/// Snapshots in memory. Threads: any.
class SnapshotShelf {
  public:
    /// One of the same stream, version and fold is replaced.
    void put(const Snapshot &snapshot);
    /// Of one stream, or of all when the name is empty: by stream, then by version.
    [[nodiscard]] SnapshotList of(const StreamId &stream) const;

  private:
    mutable std::shared_mutex m_mutex;
    std::map<std::string, SnapshotList, std::less<>> m_byStream; // guarded by m_mutex; each list in order
};

} // namespace eventscope
