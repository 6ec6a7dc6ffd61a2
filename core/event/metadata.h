// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/payload.h"

#include <string>

namespace eventscope {

/// What we understand of an event's metadata; the bytes stay the truth. Empty where there is nothing.
struct MetadataFields {
    std::string correlationId;
    std::string causationId;
    std::string userId;
    bool operator==(const MetadataFields &) const = default;
};

/// Reads the usual spellings: correlationId, correlation_id, correlation-id, $correlationId, traceId as the last
/// resort, and likewise causationId and userId (user, user_id, actor). Anything that is no JSON object gives empty
/// fields.
[[nodiscard]] MetadataFields readMetadata(const Payload &metadata);

} // namespace eventscope
