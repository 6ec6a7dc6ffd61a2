// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/domain.h"

#include "core/domain/sample_pack.h"

namespace eventscope::cli {

namespace {

Result<DomainPack> packOf(const std::string &folder) {
    if (folder.empty()) return DomainPack{};
    auto pack = loadDomainPack(folder);
    // Not the command line is wrong, but a file.
    if (!pack && pack.error().kind == ErrorKind::Invalid) pack.error().kind = ErrorKind::Corrupt;
    return pack;
}

} // namespace

Result<FoldPtr> Domain::foldFor(const StreamId &stream, const std::string &name) const {
    if (name.empty()) return folds.forCategory(categoryOf(stream.value));
    if (FoldPtr fold = folds.byName(name)) return fold;
    std::string names;
    for (const FoldPtr &fold : folds.all())
        names += fold->info().name + ", ";
    return fail(ErrorKind::NotFound, "There is no fold \"" + name + "\"", "There are " + names + "merge");
}

Result<Domain> domainOf(const Context &context) {
    ES_ASSIGN(pack, packOf(context.globals().domain));
    pack = withSampleDomain(std::move(pack));
    Domain domain;
    for (const FoldPtr &fold : pack.folds)
        domain.folds.add(fold);
    ES_ASSIGN(lens, upcastingLens(std::move(pack.upcasters)));
    domain.lens = lens;
    return domain;
}

} // namespace eventscope::cli
