// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/content_hash.h"

#include "core/base/fixed_bytes.h"

namespace eventscope {

namespace {

void addPayload(Hasher &hasher, const Payload &payload) {
    hasher.add(static_cast<std::uint64_t>(payload.encoding)).addSized(payload.bytes);
}

} // namespace

EventContent contentOf(const NewEvent &event) {
    return {event.type,
            event.schemaVersion,
            {event.dataEncoding, event.data},
            {event.metadataEncoding, event.metadata},
            event.validAt};
}

Hash contentHash(const EventContent &content) {
    Hasher hasher;
    hasher.addSized(content.type).add(static_cast<std::uint64_t>(content.schemaVersion));
    addPayload(hasher, content.data);
    addPayload(hasher, content.metadata);
    hasher.add(std::uint64_t{content.validAt.has_value()});
    if (content.validAt) hasher.add(static_cast<std::uint64_t>(toUs(*content.validAt)));
    return hasher.finish();
}

Hash chainHash(const Hash &previous, std::string_view stream, Version version, const EventId &id,
               const Hash &contentHash, Time recordedAt) {
    Hasher hasher;
    hasher.add(previous).addSized(stream).add(static_cast<std::uint64_t>(version.value)).add(viewOf(id));
    hasher.add(contentHash).add(static_cast<std::uint64_t>(toUs(recordedAt)));
    return hasher.finish();
}

} // namespace eventscope
