// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/closed_streams.h"

#include "core/privacy/tombstone.h"

#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

/// Whoever else appends to a stream is not faster so often.
constexpr int kTries = 20;

Json dataOf(const TombstoneRule &rule, const SubjectId &subject, Time now) {
    std::vector<Json::Member> members;
    for (const auto &[key, value] : rule.data.children()) {
        const bool isText = value.isString();
        const Json made = isText && value.token() == TombstoneRule::kSubject ? Json::string(subject.value)
                          : isText && value.token() == TombstoneRule::kNow   ? Json::string(toIso(now))
                                                                             : value;
        members.push_back({std::string(key), made});
    }
    return Json::object(std::move(members));
}

/// False: it was closed by others.
Result<bool> close(const ErasureWorld &world, const Tombstone &tombstone, const JobControl &job) {
    const EventStore &store = world.store.reader();
    for (int tried = 1;; ++tried) {
        ES_ASSIGN(ours, findEvent(store, tombstone.id, Fields::Id, job));
        if (ours && ours->rows() > 0) return true;
        const auto seen = versionToClose(store, tombstone, job);
        if (!seen && seen.error().kind == ErrorKind::Refused) return false;
        if (!seen) return fail(seen.error());
        const auto appended = appendTombstone(*world.store.writer(), tombstone, *seen, world.clock.now(), job);
        if (appended) return true;
        if (appended.error().kind != ErrorKind::WrongVersion || tried == kTries) return fail(appended.error());
    }
}

} // namespace

const TombstoneRule *tombstoneFor(const PrivacyPolicy &policy, const SubjectHit &hit, const SubjectId &subject) {
    if (hit.place != SubjectHit::Place::StreamName || hit.reason != SubjectHit::Reason::Identifier) return nullptr;
    const std::string_view category = categoryOf(hit.stream.value), name = originalOf(hit.stream.value);
    const bool isTheirs = name.size() > category.size() && name.substr(category.size() + 1) == subject.value;
    return isTheirs ? policy.tombstoneOf(category) : nullptr;
}

Result<bool> isClosed(const EventStore &store, const StreamId &stream, const TombstoneRule &rule,
                      const JobControl &job) {
    ES_ASSIGN(newest, newestOf(store, stream, job));
    return newest->rows() > 0 && (*newest)[0].type() == rule.type;
}

Result<std::map<std::string, std::uint64_t>> closeStreams(const ErasureWorld &world, const ErasureRequest &request,
                                                          const std::set<StreamId> &streams, const JobControl &job) {
    std::map<std::string, std::uint64_t> closed;
    const Time destroyed = world.ledger.find(request.erasure, acts::kDestroyed)->at;
    for (const StreamId &stream : streams) {
        const TombstoneRule &rule = *world.protection.policy.tombstoneOf(categoryOf(stream.value));
        const Tombstone tombstone{stream, rule.type, print(dataOf(rule, request.subject, destroyed)),
                                  derivedEventId("eventscope tombstone", request.erasure + "/" + stream.value)};
        ES_ASSIGN(isOurs, close(world, tombstone, job));
        if (isOurs) ++closed[rule.type];
    }
    return closed;
}

} // namespace eventscope
