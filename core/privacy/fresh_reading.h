// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/privacy/model_stores.h"
#include "core/store/event_store.h"
#include "core/vault/key_ids.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// What who has no key at all finds of the values under some keys.
struct FreshReading {
    std::uint64_t values = 0;      ///< in events, snapshots and rows of read models
    std::uint64_t notShredded = 0; ///< of these, those whose key is not destroyed, or not known
    bool operator==(const FreshReading &) const = default;
};

/// Looks at every value under these keys in a store and its read models , and at what the file of the vault
/// at `vaultPath` says of its key (see keyStatesIn()). Needs no secret, and knows nothing but what the files say: for a
/// process that starts from nothing. Errors: Refused (the vault is of another store), those of the stores and of the
/// vault's file, Cancelled.
[[nodiscard]] Result<FreshReading> readErased(const EventStore &store, const ModelStores &models,
                                              const std::string &vaultPath, std::span<const KeyId> keys,
                                              const JobControl &job);

/// Has readErased() done by a process that starts from nothing. Errors: Cancelled; any other says why there is no
/// answer, in a message without a path, since it is kept.
using ReadAnew = std::function<Result<FreshReading>(const std::vector<KeyId> &keys, const JobControl &job)>;

} // namespace eventscope
