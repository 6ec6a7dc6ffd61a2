// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/domain.h"

#include "core/domain/store_domain.h"

namespace eventscope::cli {

Result<FoldPtr> Domain::foldFor(const StreamId &stream, const std::string &name) const {
    if (name.empty()) return folds.forCategory(categoryOf(stream.value));
    if (FoldPtr fold = folds.byName(name)) return fold;
    std::string names;
    for (const FoldPtr &fold : folds.all())
        names += fold->info().name + ", ";
    return fail(ErrorKind::NotFound, "There is no fold \"" + name + "\"", "There are " + names + "merge");
}

Result<Domain> domainOf(const Context &context, const EventStore &store) {
    auto pack = domainFor(store.info(), context.globals().domain);
    // Not the command line is wrong, but a file.
    if (!pack && pack.error().kind == ErrorKind::Invalid) pack.error().kind = ErrorKind::Corrupt;
    if (!pack) return fail(std::move(pack).error());
    Domain domain;
    for (const FoldPtr &fold : pack->folds)
        domain.folds.add(fold);
    domain.projections = std::move(pack->projections);
    domain.processes = std::move(pack->processes);
    ES_ASSIGN(lens, upcastingLens(std::move(pack->upcasters)));
    domain.lens = lens;
    return domain;
}

} // namespace eventscope::cli
