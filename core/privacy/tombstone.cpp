// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/tombstone.h"

#include "core/json/json.h"
#include "core/store/append_rules.h"

namespace eventscope {

Result<BatchPtr> newestOf(const EventStore &store, const StreamId &stream, const JobControl &job) {
    Query last;
    last.from = Selector::stream(stream);
    last.direction = Direction::Backward;
    last.rowsMax = 1;
    return store.page(last, job);
}

Result<Version> versionToClose(const EventStore &store, const Tombstone &tombstone, const JobControl &job) {
    ES_ASSIGN(newest, newestOf(store, tombstone.stream, job));
    if (newest->rows() == 0)
        return fail(ErrorKind::NotFound, "There is no stream " + tombstone.stream.value,
                    "A tombstone closes one that is there");
    const Version last = (*newest)[0].version();
    if ((*newest)[0].type() != tombstone.type) return last;
    return fail(ErrorKind::Refused,
                "The stream " + tombstone.stream.value + " is closed already, by " + tombstone.type + " at version " +
                    std::to_string(last.value),
                "Nothing was appended");
}

Result<void> checkTombstone(const Tombstone &tombstone) {
    if (tombstone.type.empty())
        return fail(ErrorKind::Invalid, "A tombstone needs its type", "Such as CandidateAnonymized (--type)");
    ES_TRY(checkTypedType(tombstone.type));
    if (const auto data = Json::parse(tombstone.data); !data)
        return fail(ErrorKind::Corrupt, "The data of the tombstone is no JSON: " + data.error().message,
                    "In a shell it is quoted (--data)", data.error().detail);
    return {};
}

Result<Appended> appendTombstone(WritableEventStore &store, const Tombstone &tombstone, Version seen, Time now,
                                 const JobControl &job) {
    ES_TRY(checkTombstone(tombstone));
    NewEvent event;
    event.id = tombstone.id.isNull() ? newEventId(static_cast<std::uint64_t>(toUs(now) / 1000)) : tombstone.id;
    event.type = tombstone.type;
    event.data = tombstone.data;
    return store.append(tombstone.stream, Expected::exactly(seen), {&event, 1}, job);
}

} // namespace eventscope
