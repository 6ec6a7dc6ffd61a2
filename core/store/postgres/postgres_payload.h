// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/event/payload.h"

#include <string_view>

namespace eventscope {

/// True when the payload goes into the column of type json: it is JSON that the server's parser surely takes. The
/// others are kept as raw bytes.
[[nodiscard]] bool fitsJsonColumn(Payload payload);

/// One link of a stream's chain, as eventscope.chain_link() makes it in the server. The first event of a stream has the
/// null hash as its previous one.
[[nodiscard]] Hash postgresChainLink(const Hash &previous, std::string_view stream, Version version, const EventId &id,
                                     const Hash &contentHash, Time recordedAt);

} // namespace eventscope
