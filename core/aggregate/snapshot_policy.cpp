// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/snapshot_policy.h"

namespace eventscope {

bool SnapshotPolicy::isDue(const SnapshotFacts &facts) const {
    if (facts.events <= facts.snapshotEvents) return false;
    if (everyEvents > 0 && facts.events / everyEvents > facts.snapshotEvents / everyEvents) return true;
    if (loadOver && facts.loadTook > *loadOver) return true;
    return ageOver && facts.now - facts.since > *ageOver;
}

} // namespace eventscope
