// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/query_parts.h"

#include "core/store/prefilter_sql.h"

#include <algorithm>

namespace eventscope {

std::optional<std::string> onlyStream(const Query &query) {
    if (query.from.kind == Selector::Kind::Stream) return query.from.name;
    if (query.from.kind != Selector::Kind::Log) return std::nullopt;
    const Prefilter *atom = requiredAtom(query.prefilter, Prefilter::Kind::Stream);
    return atom ? std::optional(atom->text) : std::nullopt;
}

Prefilter wholePrefilter(const Query &query) {
    if (query.from.kind != Selector::Kind::Category) return query.prefilter;
    Prefilter category;
    category.kind = Prefilter::Kind::Category;
    category.text = query.from.name;
    return Prefilter::all({query.prefilter, std::move(category)});
}

bool isFiltered(const Query &query) {
    return query.prefilter.kind != Prefilter::Kind::Everything || query.from.kind == Selector::Kind::Category;
}

std::int64_t keyOf(Position position) {
    if (position.major > 0 || position.minor > static_cast<std::uint64_t>(kKeyMax)) return kKeyMax;
    return static_cast<std::int64_t>(position.minor);
}

KeyRange KeyRange::slice(Direction direction, std::int64_t keysMax) const {
    const std::int64_t keys = std::min(keysMax, high - low);
    if (direction == Direction::Forward) return {low, low + keys};
    return {high - keys, high};
}

void KeyRange::moveOn(Direction direction, const KeyRange &slice, std::optional<std::int64_t> stoppedAt) {
    if (direction == Direction::Forward) {
        low = stoppedAt.value_or(slice.high);
    } else {
        high = stoppedAt ? *stoppedAt - 1 : slice.low;
    }
}

} // namespace eventscope
