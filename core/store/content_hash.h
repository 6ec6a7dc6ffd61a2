// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/event/new_event.h"
#include "core/event/payload.h"

#include <optional>
#include <string_view>

namespace eventscope {

/// What of an event makes it "the same event": everything that its author chose, except for its id.
struct EventContent {
    std::string_view type;
    int schemaVersion = 1;
    Payload data;
    Payload metadata;
    std::optional<Time> validAt;
};

/// Views into `event`.
[[nodiscard]] EventContent contentOf(const NewEvent &event);

/// BLAKE2b-256 over type, schema version, encodings, bytes of data and metadata, and valid time. Stored beside events,
/// so what it covers can never change. Cost: one pass over the bytes.
[[nodiscard]] Hash contentHash(const EventContent &content);
[[nodiscard]] inline Hash contentHash(const NewEvent &event) { return contentHash(contentOf(event)); }

/// One link of the chain of a stream: fixes the event's place, identity, content and recorded time, and by `previous`
/// all events of the stream before it. The first event of a stream has the null hash as its previous one.
[[nodiscard]] Hash chainHash(const Hash &previous, std::string_view stream, Version version, const EventId &id,
                             const Hash &contentHash, Time recordedAt);

} // namespace eventscope
