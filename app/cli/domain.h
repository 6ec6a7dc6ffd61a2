// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/domain/domain_pack.h"
#include "core/fold/fold_registry.h"
#include "core/lens/lens.h"
#include "core/lens/value_protection.h"
#include "core/projection/projection.h"

#include <string>
#include <vector>

namespace eventscope::cli {

/// What is known about the domain of the store: how events are read, and how they are folded.
struct Domain {
    LensPtr lens;               ///< for people: protected values opened as far as the vault can
    LensPtr derivedLens;        ///< for what is made of events and kept: protected values as they are stored
    StoreProtection protection; ///< with --masked none
    FoldRegistry folds;         ///< of --domain first, then those of the store's own, payload merge for everything else
    std::vector<ProjectionPtr> projections;
    std::vector<ProjectionPtr> processes; ///< process managers, as projections of their instances

    /// The fold named `name`, or, when it is empty, the best one for the stream. Errors: NotFound (with the names there
    /// are).
    [[nodiscard]] Result<FoldPtr> foldFor(const StreamId &stream, const std::string &name) const;
};

/// What --domain says, else what the store says of itself. Errors: those of the domain pack.
[[nodiscard]] Result<DomainPack> packOf(Context &context, const StoreInfo &store);

/// The same as commands use it. With --masked nothing is opened, and the vault is not asked for. Errors: those of the
/// domain pack.
[[nodiscard]] Result<Domain> domainOf(Context &context, const EventStore &store);

} // namespace eventscope::cli
