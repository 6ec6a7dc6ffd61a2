// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/event/event_batch.h"
#include "core/json/json.h"
#include "core/json/pointer.h"
#include "core/store/capabilities.h"
#include "core/store/read_model.h"
#include "core/vault/key_ids.h"
#include "core/vault/privacy_policy.h"

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

class StoreVault;

/// What a lens gives in the place of protected values. Immutable but for what a vault answers, any thread.
class ValueProtection {
  public:
    virtual ~ValueProtection() = default;
    [[nodiscard]] virtual Fingerprint fingerprint() const = 0;
    /// At one of these places of the data of such events a protected value may stand.
    [[nodiscard]] virtual bool protects(std::string_view type, std::span<const Pointer> places) const = 0;
    /// The data or metadata of these rows, each of which mayHoldProtected(), as readers get them. Errors: those of the
    /// vault's file. REQUIRES: the batch has that part, and ids.
    [[nodiscard]] virtual Result<std::vector<std::string>>
    texts(const EventBatch &batch, std::span<const std::uint32_t> rows, PersonalField::Part part) const = 0;
};
using ProtectionPtr = std::shared_ptr<const ValueProtection>;

/// How the personal data of a store is protected: by a vault at hand, a policy, both, or neither.
struct StoreProtection {
    std::string store; ///< its id
    std::shared_ptr<StoreVault> vault;
    PrivacyPolicy policy;
    /// Keys that are taken for destroyed already: what people will see after an erasure.
    std::set<KeyId> asErased = {};
};

/// For people: opened where the vault can, else a ProtectedMark.
[[nodiscard]] ProtectionPtr openedValues(StoreProtection protection);
/// For what is made of events and kept: envelopes as they are, with where they stand (see carriedText()).
[[nodiscard]] ProtectionPtr carriedValues(StoreProtection protection);

/// What was made of carried values, for people: as openedValues() gives them. Errors: those of the vault's file.
[[nodiscard]] Result<Json> openedForPeople(const StoreProtection &protection, const Json &kept);

[[nodiscard]] Result<void> openForPeople(const StoreProtection &protection, ModelRow &row);

} // namespace eventscope
