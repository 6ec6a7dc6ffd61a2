// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/lens/readable_batch.h"
#include "core/lens/upcaster.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

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
    /// True when whoever reads events of `type` reads the stored ones of that type as they are, and no others.
    [[nodiscard]] virtual bool keepsType(std::string_view type) const {
        static_cast<void>(type);
        return changedTypes().empty();
    }
};

using LensPtr = std::shared_ptr<const Lens>;

/// Shows everything as stored.
[[nodiscard]] LensPtr identityLens();
/// Applies upcasters, chained until none takes the result (at most 64 steps and 4,096 events of one, those on the way
/// included; beyond that the event carries a failure).
/// Errors: Invalid (two upcasters take the same type and schema version).
[[nodiscard]] Result<LensPtr> upcastingLens(std::vector<UpcasterPtr> upcasters);

} // namespace eventscope
