// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/event/payload.h"

#include <optional>
#include <string>

namespace eventscope {

/// An event to be appended. It owns its bytes.
struct NewEvent {
    EventId id; ///< chosen by the caller, so that a repeated append is recognised
    std::string type;
    int schemaVersion = 1;
    Encoding dataEncoding = Encoding::Json;
    std::string data = "{}";
    Encoding metadataEncoding = Encoding::Json;
    std::string metadata = "{}";
    std::optional<Time> validAt;
    bool operator==(const NewEvent &) const = default;
};

} // namespace eventscope
