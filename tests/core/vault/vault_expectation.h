// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/key_wrapping.h"
#include "tests/core/vault/vault_fixture.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace eventscope::testing {

/// What a vault must hold after whatever happened to it: no live key is lost or another one, none that was destroyed is
/// there again. Keys are learnt when they are first seen.
class VaultExpectation {
  public:
    /// A key as it is known again.
    struct Known {
        KeyId id;
        Hash print;
        bool operator==(const Known &) const = default;
    };
    std::map<std::string, std::optional<Known>> live; ///< by subject
    std::set<std::string> erased;                     ///< subjects
    std::set<std::string> inDoubt;                    ///< live ones whose erasure had begun

    /// Empty: it is as it must be. REQUIRES: unlocked.
    [[nodiscard]] std::string faultIn(KeyVault &vault) {
        if (!must(vault.damagedKeys()).empty()) return "a row is none of the vault's";
        for (auto &[subject, known] : live) {
            if (inDoubt.contains(subject)) continue;
            const std::optional<Known> found = liveKey(vault, subject);
            if (!found) return subject + " has lost its key";
            if (known && known != found) return subject + " has another key";
            known = found;
        }
        for (const std::string &subject : erased)
            if (!isDestroyed(vault, subject)) return subject + " is there again";
        return {};
    }

  private:
    static std::optional<Known> liveKey(KeyVault &vault, const std::string &subject) {
        const auto rows = must(vault.keysOf(must(vault.bindingOf({subject}))));
        if (rows.size() != 1 || rows.front().state != KeyState::Active) return std::nullopt;
        KeyVault::Lease lease(vault);
        const KeyLookup found = lease.find(rows.front().key);
        const auto *key = std::get_if<KeyCache::KeyPtr>(&found);
        if (!key) return std::nullopt;
        return Known{rows.front().key, fingerprintOf(**key)};
    }
    static bool isDestroyed(KeyVault &vault, const std::string &subject) {
        const auto rows = must(vault.keysOf(must(vault.bindingOf({subject}))));
        return rows.size() == 1 && rows.front().state == KeyState::Destroyed;
    }
};

} // namespace eventscope::testing
