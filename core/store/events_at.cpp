// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/events_at.h"

#include <utility>
#include <vector>

namespace eventscope {

Query eventsAt(std::span<const Position> positions, Fields fields) {
    std::vector<Prefilter> atoms(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) {
        atoms[i].kind = Prefilter::Kind::PositionIs;
        atoms[i].position = positions[i];
    }
    Query query;
    query.after = below(positions.front());
    query.until = positions.back();
    query.prefilter = Prefilter::any(std::move(atoms));
    query.fields = fields;
    return query;
}

Query eventAt(Position position, Fields fields) {
    Query query;
    query.after = below(position);
    query.until = position;
    query.fields = fields;
    query.rowsMax = 1;
    return query;
}

} // namespace eventscope
