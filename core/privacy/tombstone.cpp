// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/tombstone.h"

#include "core/json/json.h"

namespace eventscope {

Result<BatchPtr> newestOf(const EventStore &store, const StreamId &stream, const JobControl &job) {
    Query last;
    last.from = Selector::stream(stream);
    last.direction = Direction::Backward;
    last.rowsMax = 1;
    return store.page(last, job);
}

Result<Version> versionToClose(const EventStore &store, const StreamId &stream, const JobControl &job) {
    ES_ASSIGN(newest, newestOf(store, stream, job));
    if (newest->rows() > 0) return (*newest)[0].version();
    return fail(ErrorKind::NotFound, "There is no stream " + stream.value, "A tombstone closes one that is there");
}

Result<void> checkTombstone(const Tombstone &tombstone) {
    if (tombstone.type.empty())
        return fail(ErrorKind::Invalid, "A tombstone needs its type", "Such as CandidateAnonymized (--type)");
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
