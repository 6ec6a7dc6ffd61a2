// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/json/pointer.h"
#include "core/lens/readable_batch.h"
#include "core/lens/upcaster.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

class ValueProtection;
struct StoreProtection;

/// From stored to readable: the only way to payloads outside the raw view and the export. Immutable, any thread.
class Lens {
  public:
    virtual ~Lens() = default;
    /// Part of every cache and checkpoint key: equal fingerprints read every event alike.
    [[nodiscard]] virtual Fingerprint fingerprint() const = 0;
    /// Never fails for what single events hold: an event that cannot be read carries its failure().
    [[nodiscard]] virtual Result<ReadableBatch> open(BatchPtr stored) const = 0;
    /// Stored types whose readable payload or type may differ from what the store holds; prefilters must let them pass.
    [[nodiscard]] virtual std::vector<std::string> changedTypes() const = 0;
    /// The columns that it looks at, whatever its reader wants: to be asked for of every batch that it is to open.
    [[nodiscard]] virtual Fields fields() const { return Fields::Header; }
    /// True when whoever reads these places of the data of events of `type` reads the stored ones of that type as they
    /// are, and no others.
    [[nodiscard]] virtual bool keeps(std::string_view type, std::span<const Pointer> places) const {
        static_cast<void>(type), static_cast<void>(places);
        return changedTypes().empty();
    }
};

using LensPtr = std::shared_ptr<const Lens>;

/// Shows everything as stored, envelopes too.
[[nodiscard]] LensPtr identityLens();
/// Applies upcasters, chained until none takes the result (at most 64 steps and 4,096 events of one, those on the way
/// included; beyond that the event carries a failure).
/// Errors: Invalid (two upcasters take the same type and schema version).
[[nodiscard]] Result<LensPtr> upcastingLens(std::vector<UpcasterPtr> upcasters);
/// The same over what `protection` (may be null) gives in the place of protected values, in data and in metadata.
[[nodiscard]] Result<LensPtr> readingLens(std::vector<UpcasterPtr> upcasters,
                                          std::shared_ptr<const ValueProtection> protection);

/// How a store's events are read: by people, and by what is made of them and kept (read models, snapshots).
struct StoreLenses {
    LensPtr forPeople, forKeeping;
};
/// Without a policy and a vault nothing is protected. Errors: as readingLens().
[[nodiscard]] Result<StoreLenses> lensesOf(const std::vector<UpcasterPtr> &upcasters,
                                           const StoreProtection &protection);

} // namespace eventscope
