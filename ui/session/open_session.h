// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fold/fold_registry.h"
#include "core/index/log_index.h"
#include "core/lens/lens.h"
#include "core/lens/value_protection.h"
#include "core/open/open_store.h"
#include "core/projection/projection.h"
#include "core/store/event_store.h"

#include <memory>
#include <string>
#include <vector>

namespace eventscope::ui {

/// What a Session stands on.
struct OpenedStore {
    std::shared_ptr<const EventStore> store;
    LensPtr lens; ///< for people
    FoldRegistry folds;
    std::shared_ptr<LogIndex> index; ///< over the store's dictionary, empty as yet
    std::string cliStore;            ///< how the command line finds it: an address from anywhere, or "@NAME"
    std::string cliDomain = {};      ///< the domain that was asked for; empty: what the store names itself
    /// Where what is remembered of the store is kept (see workspacePath()); empty: nothing is.
    std::string memoryFile = {};
    std::vector<ProjectionPtr> projections = {}; ///< that are known of its domain
    std::vector<ProjectionPtr> processes = {};   ///< process managers likewise, as projections of their instances
    /// The folder in which its read models lie (see openReadModels()); empty: they are in memory.
    std::string modelsFolder = {};
    /// Of a masked store the folder of the tables that are not shown, empty: none; elsewhere empty.
    std::string modelsAtRest = {};
    LensPtr derivedLens = {}; ///< for what is made of events and kept; null: as for people
    StoreProtection protection = {};
    StoreAccess access = {};                 ///< how it was opened, for what is to be written into it
    std::vector<UpcasterPtr> upcasters = {}; ///< those of `lens`
    /// The program that is started to read an erasure anew (see addFreshProcess()); empty: none is.
    std::string freshProgram = {};
    /// What lies behind a `store` that is masked (see maskedFor()); null: nothing is.
    std::shared_ptr<const EventStore> unmasked = {};
};

/// The same store to be looked at from the beginning, with nothing of what was read of it. Never blocks.
[[nodiscard]] OpenedStore openedAnew(const OpenedStore &opened);

/// The same store for an audience: personal values are masked, whatever is asked for (see maskedStore()). Nobody says
/// what in a read model is personal, so those at rest are left alone, and projections and processes make their rows
/// anew, of masked events and in memory (see ProjectionRuns::runMasked()). Never blocks.
[[nodiscard]] OpenedStore maskedFor(const OpenedStore &opened);

/// Opens a store for reading, with the folds and upcasters that `domain` and the store itself name (see
/// domainFor()). Blocks: for a Job. Errors: those of openStore, of loadDomainPack, and of the first read.
[[nodiscard]] Result<OpenedStore> openForBrowsing(const StoreAccess &access, const std::string &domain,
                                                  const JobControl &job);

/// The same on a store that is open already, with what it names itself. Errors: those of the first read.
[[nodiscard]] Result<OpenedStore> browse(std::shared_ptr<const EventStore> store, const JobControl &job);

/// Everybody knows the passphrase of a sample's vault, so nobody needs to be asked for it. One that was given another
/// stays locked, as that of any other store. Blocks: for a Job.
void unlockSample(const OpenedStore &opened);

/// Makes the sample store at `path`, with its vault, unless there is a file already, and answers `path`. What was not
/// finished leaves nothing behind. Blocks, for seconds: for a Job.
[[nodiscard]] Result<std::string> makeSampleStore(const std::string &path, const JobControl &job);

} // namespace eventscope::ui
