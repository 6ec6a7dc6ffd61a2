// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/metadata.h"

#include "core/json/json.h"

#include <initializer_list>

namespace eventscope {

namespace {

/// The first of `names` that holds a string or a number.
std::string firstOf(const Json &object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        const auto at = object.find(name);
        if (at == Json::npos) continue;
        const Json value = object.child(at);
        if (value.isString() || value.isNumber()) return std::string(value.token());
    }
    return {};
}

} // namespace

MetadataFields readMetadata(const Payload &metadata) {
    if (metadata.encoding != Encoding::Json) return {};
    const auto parsed = Json::parse(metadata.bytes);
    if (!parsed || !parsed->isObject()) return {};
    return {
        .correlationId = firstOf(*parsed, {"correlationId", "correlation_id", "correlation-id", "$correlationId",
                                           "CorrelationId", "correlationid", "traceId", "trace_id", "trace-id"}),
        .causationId = firstOf(
            *parsed, {"causationId", "causation_id", "causation-id", "$causationId", "CausationId", "causationid"}),
        .userId = firstOf(*parsed, {"userId", "user_id", "user-id", "$userId", "UserId", "userid", "user", "actor"}),
    };
}

} // namespace eventscope
