// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/projection_context.h"

#include <algorithm>
#include <set>

namespace eventscope {

namespace {

Prefilter typeIs(const std::string &type) {
    Prefilter atom;
    atom.kind = Prefilter::Kind::Type;
    atom.text = type;
    return atom;
}

/// Nothing: all types are looked at.
std::optional<std::set<std::string>> wantedTypes(std::span<const ProjectionPtr> projections, const Lens &lens) {
    std::set<std::string> types;
    for (const ProjectionPtr &projection : projections) {
        const auto &known = projection->info().knownTypes;
        if (!known) return std::nullopt;
        types.insert(known->begin(), known->end());
    }
    for (const std::string &changed : lens.changedTypes())
        types.insert(changed);
    return types;
}

} // namespace

Fingerprint modelFingerprint(const Projection &projection, const Lens &lens) {
    const Fingerprint &mine = projection.info().fingerprint;
    return {toHex(Hasher().addSized(lens.fingerprint().value).addSized(mine.value).finish().bytes)};
}

Query queryForAll(std::span<const ProjectionPtr> projections, const Lens &lens, Position after, Position until) {
    Query query;
    query.after = after;
    query.until = until;
    query.names = Query::Names::Passing;
    for (const ProjectionPtr &projection : projections)
        query.fields = query.fields | projection->info().fields;
    query.fields = query.fields | lens.fields();
    if (const auto types = wantedTypes(projections, lens)) {
        std::vector<Prefilter> atoms;
        std::ranges::transform(*types, std::back_inserter(atoms), typeIs);
        query.prefilter = Prefilter::any(std::move(atoms));
    }
    return query;
}

Query queryFor(const Projection &projection, const Lens &lens, Position after, Position until) {
    // The list needs an owner only for as long as the query is made.
    const ProjectionPtr one(std::shared_ptr<const void>(), &projection);
    return queryForAll(std::span(&one, 1), lens, after, until);
}

Result<std::optional<Time>> timeAt(const EventStore &store, Position position, const JobControl &job) {
    Query query;
    query.until = position;
    query.direction = Direction::Backward;
    query.rowsMax = 1;
    ES_ASSIGN(batch, store.page(query, job));
    if (batch->rows() == 0) return std::nullopt;
    return (*batch)[0].recordedAt();
}

} // namespace eventscope
