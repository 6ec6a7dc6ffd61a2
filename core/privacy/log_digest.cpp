// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/log_digest.h"

#include "core/privacy/ledger_details.h"
#include "core/vault/hex.h"

namespace eventscope {

Result<LogDigest> digestOfLog(const EventStore &store, Position until, const JobControl &job) {
    LogDigest digest;
    digest.until = until;
    Hasher hasher;
    Query query;
    query.until = until;
    query.fields = Fields::Id;
    query.names = Query::Names::Passing;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            const EventId id = event.id();
            hasher.add(event.position().major).add(event.position().minor).addSized(event.stream());
            hasher.add(static_cast<std::uint64_t>(event.version().value)).addSized(toString(id));
            ++digest.events;
        }
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    digest.hash = hasher.finish();
    return digest;
}

Json toJson(const LogDigest &digest) {
    return Json::object({{"until", Json::string(toString(digest.until))},
                         {"events", countJson(digest.events)},
                         {"hash", Json::string(toHex(digest.hash.bytes))}});
}

std::optional<LogDigest> logDigestIn(const Json &json) {
    const auto until = parsePosition(textIn(json, "until"));
    LogDigest digest;
    if (!until || !takeHex(textIn(json, "hash"), digest.hash)) return std::nullopt;
    digest.until = *until;
    digest.events = countIn(json, "events");
    return digest;
}

} // namespace eventscope
