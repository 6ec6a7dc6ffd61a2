// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/time.h"

#include <string>
#include <vector>

namespace eventscope {

/// A state of an aggregate, kept to avoid a replay. `state` is JSON text; protected values stay sealed in it.
struct Snapshot {
    StreamId stream;
    Version version;   ///< of the last event in it
    Position position; ///< of that event
    Time takenAt;
    std::string fold; ///< name of what folded it, such as "BankAccount"
    int foldVersion = 1;
    std::string state;
    bool operator==(const Snapshot &) const = default;
};

using SnapshotList = std::vector<Snapshot>; ///< by version, oldest first

} // namespace eventscope
