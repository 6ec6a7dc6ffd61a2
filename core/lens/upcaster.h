// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/event/event_batch.h"
#include "core/lens/readable_batch.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Turns events of one type and schema version into the next shape. Immutable, any thread, pure: the same event always
/// gives the same answer.
class Upcaster {
  public:
    virtual ~Upcaster() = default;
    /// What it takes: events of exactly this type and schema version.
    [[nodiscard]] virtual const TypeName &takes() const = 0;
    /// The types that it may make; nothing: any.
    [[nodiscard]] virtual std::optional<std::vector<std::string>> makes() const { return std::nullopt; }
    /// Changes whenever its answers may change.
    [[nodiscard]] virtual Fingerprint fingerprint() const = 0;
    /// None, one or several events; `text` may be left empty. Errors: Invalid (the payload lacks what it needs).
    [[nodiscard]] virtual Result<std::vector<Upcast>> upcast(const EventView &stored, const Json &data) const = 0;
};

using UpcasterPtr = std::shared_ptr<const Upcaster>;

} // namespace eventscope
