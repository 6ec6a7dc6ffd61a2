// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/event_groups.h"

#include "core/json/number.h"
#include "core/store/event_store.h"

#include <algorithm>
#include <utility>

namespace eventscope {

namespace {

bool addSum(EventGroup::Sum &sum, EventGroup::Sum &&more) {
    if (!more.number) return true;
    if (!sum.number) {
        sum = std::move(more);
        return true;
    }
    sum.number = addNumbers(*sum.number, *more.number);
    sum.first = std::min(sum.first, more.first);
    return sum.number.has_value();
}

} // namespace

bool addTo(EventGroup &group, EventGroup &&more) {
    group.events += more.events;
    group.last = std::max(group.last, more.last);
    for (std::size_t i = 0; i < group.sums.size(); ++i)
        if (!addSum(group.sums[i], std::move(more.sums[i]))) return false;
    for (std::size_t i = 0; i < group.lasts.size(); ++i) {
        auto &mine = group.lasts[i], &other = more.lasts[i];
        if (other && (!mine || mine->position < other->position)) mine = std::move(other);
    }
    return true;
}

std::size_t bytesOf(const EventGroup &group) {
    constexpr std::size_t kNodeBytes = 64; // of the map that it lies in
    std::size_t bytes = kNodeBytes + sizeof(EventGroup) + group.key.size() +
                        group.sums.size() * sizeof(EventGroup::Sum) +
                        group.lasts.size() * sizeof(std::optional<EventGroup::Last>);
    for (const EventGroup::Sum &sum : group.sums)
        bytes += sum.number ? sum.number->size() : 0;
    for (const auto &last : group.lasts)
        bytes += last ? last->value.bytesBeyond(Json()) : 0;
    return bytes;
}

Result<std::vector<EventGroup>> EventStore::groups(const GroupQuery &, const JobControl &) const {
    return fail(ErrorKind::Unsupported, "This store does not group events by itself", "Read them");
}

} // namespace eventscope
