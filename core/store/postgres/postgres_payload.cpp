// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_payload.h"

#include "core/base/fixed_bytes.h"
#include "core/db/postgres/pg_types.h"
#include "core/event/utf8.h"
#include "core/json/json.h"

#include <string>

namespace eventscope {

namespace {

/// PostgreSQL holds at most 1 GiB in a value, and in a message.
constexpr std::size_t kJsonBytesMax = 256u << 20;
constexpr std::size_t kShownBytes = 40;

void appendBigEndian(std::string &bytes, std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
}

} // namespace

bool fitsJsonColumn(Payload payload) {
    return payload.encoding == Encoding::Json && Json::parse(payload.bytes, {.bytesMax = kJsonBytesMax}).has_value();
}

Result<void> checkPostgresName(std::string_view what, std::string_view name) {
    const std::size_t at = firstInvalidUtf8(name);
    if (at == std::string_view::npos) return {};
    return fail(ErrorKind::Invalid,
                "PostgreSQL keeps names as UTF-8, which this " + std::string(what) + " is not from byte " +
                    std::to_string(at) + " on: \"" + std::string(name.substr(0, std::min(at, kShownBytes))) + "...\"",
                "Rename it");
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
