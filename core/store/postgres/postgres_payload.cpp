// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_payload.h"

#include "core/base/fixed_bytes.h"
#include "core/db/postgres/pg_types.h"
#include "core/json/json.h"

#include <string>

namespace eventscope {

namespace {

/// PostgreSQL holds at most 1 GiB in a value, and in a message.
constexpr std::size_t kJsonBytesMax = 256u << 20;

void appendBigEndian(std::string &bytes, std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
}

} // namespace

bool fitsJsonColumn(Payload payload) {
    return payload.encoding == Encoding::Json && Json::parse(payload.bytes, {.bytesMax = kJsonBytesMax}).has_value();
}

Hash postgresChainLink(const Hash &previous, std::string_view stream, Version version, const EventId &id,
                       const Hash &contentHash, Time recordedAt) {
    std::string bytes;
    bytes.append(viewOf(previous)).append(viewOf(contentHash)).append(viewOf(id));
    appendBigEndian(bytes, version.value);
    appendBigEndian(bytes, toUs(recordedAt) - kEpochUs);
    return sha256(bytes.append(stream));
}

} // namespace eventscope
