// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/capabilities.h"

#include <algorithm>

namespace eventscope {

std::string_view name(OrderKind order) {
    switch (order) {
    case OrderKind::Commit:
        return "commit";
    case OrderKind::Holes:
        return "holes";
    case OrderKind::Clock:
        return "clock";
    case OrderKind::None:
        return "none";
    }
    return "none";
}

std::string_view name(Capability capability) {
    switch (capability) {
    case Capability::ReadLog:
        return "read-log";
    case Capability::Follow:
        return "follow";
    case Capability::Snapshots:
        return "snapshots";
    case Capability::ContentHash:
        return "content-hash";
    case Capability::ValidTime:
        return "valid-time";
    case Capability::PushDown:
        return "push-down";
    case Capability::Append:
        return "append";
    case Capability::AppendOnce:
        return "append-once";
    case Capability::Import:
        return "import";
    }
    return "unknown";
}

bool StoreInfo::has(Capability capability) const { return std::ranges::find(can, capability) != can.end(); }

} // namespace eventscope
