// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/file_register.h"

#include "core/privacy/ledger_details.h"

#include <algorithm>

namespace eventscope {

Result<std::string> placeOf(const KeyVault &vault, const std::string &path) {
    ES_ASSIGN(place, vault.authenticate("place of a file 1", path));
    return toHex(place.bytes);
}

bool isWithdrawn(const ErasureLedger &ledger, std::string_view what, std::uint64_t number) {
    return std::ranges::any_of(ledger.entries(), [&](const LedgerEntry &entry) {
        return entry.act == acts::kWithdrawn && countIn(entry.details, what) == number;
    });
}

bool isLaterOne(const ErasureLedger &ledger, std::string_view act, std::uint64_t number, std::string_view place,
                const Hash &hash) {
    const std::string text = toHex(hash.bytes);
    return std::ranges::any_of(ledger.entries(), [&](const LedgerEntry &entry) {
        return entry.act == act && entry.number > number && entry.details.member("hash").token() == text &&
               entry.details.member("place").token() == place;
    });
}

} // namespace eventscope
