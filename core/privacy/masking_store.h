// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/event_store.h"
#include "core/vault/privacy_policy.h"

#include <memory>

namespace eventscope {

/// `store` as it may be shown to an audience: in the place of every value that is sealed, or that `policy` calls
/// personal, stands kMaskedMark, in data and metadata, whoever asks for what. Since nothing else comes out of it, all
/// that is made of it is masked as well: views, searches, filters, counts, exports, copies. Payloads that are no JSON
/// of a type with personal values are masked as a whole. Prefilters never look at payloads, so that no answer tells
/// what a masked value is. Snapshots are left out, since a policy says nothing of what is in a state; groups are
/// Unsupported. Sizes are those of what is shown; content hashes those of what is stored. Threads and costs as the
/// store behind it, and a pass over each payload that may hold such a value.
[[nodiscard]] std::shared_ptr<const EventStore> maskedStore(std::shared_ptr<const EventStore> store,
                                                            PrivacyPolicy policy);

} // namespace eventscope
