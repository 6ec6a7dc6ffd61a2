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

namespace {

/// A store in memory has no vault.
Result<StoreProtection> protectionOf(Context &context, const EventStore &store, PrivacyPolicy policy) {
    StoreProtection protection{store.info().identity.id, nullptr, std::move(policy)};
    auto vault = context.vaultOf(store);
    if (vault)
        protection.vault = *std::move(vault);
    else if (vault.error().kind != ErrorKind::Unsupported)
        return fail(std::move(vault).error());
    return protection;
}

} // namespace

Result<DomainPack> packOf(Context &context, const StoreInfo &store) {
    auto pack = domainFor(store, context.globals().domain);
    // Not the command line is wrong, but a file.
    if (!pack && pack.error().kind == ErrorKind::Invalid) pack.error().kind = ErrorKind::Corrupt;
    return pack;
}

Result<Domain> domainOf(Context &context, const EventStore &store) {
    ES_ASSIGN(pack, packOf(context, store.info()));
    Domain domain;
    for (const FoldPtr &fold : pack.folds)
        domain.folds.add(fold);
    domain.projections = std::move(pack.projections);
    domain.processes = std::move(pack.processes);
    if (context.globals().masked) { // there is nothing to be opened
        ES_ASSIGN(lens, upcastingLens(pack.upcasters));
        domain.lens = domain.derivedLens = lens;
        return domain;
    }
    ES_ASSIGN(protection, protectionOf(context, store, std::move(pack.privacy)));
    domain.protection = std::move(protection);
    ES_ASSIGN(lenses, lensesOf(pack.upcasters, domain.protection));
    domain.lens = lenses.forPeople;
    domain.derivedLens = lenses.forKeeping;
    return domain;
}

} // namespace eventscope::cli
