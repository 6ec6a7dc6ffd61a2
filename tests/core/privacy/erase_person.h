// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure.h"
#include "tests/core/privacy/sealed_shop.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope::testing {

/// Erases "p1" of the shop as far as these purposes go (none: whole); `onAct` is told of each line of the ledger.
inline Result<ErasureResult> erasePerson(SealedShop &shop, KeyVault &keys, ErasureLedger &ledger,
                                         const std::string &erasure, std::vector<std::string> purposes = {},
                                         std::function<void(std::string_view)> onAct = {}) {
    const auto raw = shop.openRaw();
    const StoreProtection protection = shop.protection(nullptr);
    ErasureWorld world{*raw, protection, keys, ledger, nullptr, shop.clock, {}};
    world.onAct = std::move(onAct);
    ErasureRequest request;
    request.erasure = erasure;
    request.subject = {"p1"};
    request.purposes = std::move(purposes);
    request.reason = "Art17-1a";
    return erase(world, request, {}, {});
}

} // namespace eventscope::testing
