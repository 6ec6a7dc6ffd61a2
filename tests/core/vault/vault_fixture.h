// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/simulated_clock.h"
#include "core/vault/envelope.h"
#include "core/vault/key_vault.h"
#include "tests/support/store_fixture.h"

#include <QTemporaryDir>

#include <map>

namespace eventscope::testing {

/// A cost that makes tests fast and vaults worthless.
inline constexpr PasswordCost kCheap{1, 8 << 10};

/// A keyring in memory.
class MemorySecrets final : public DeviceSecrets {
  public:
    Result<std::optional<Secret>> find(const std::string &name) override {
        const auto found = m_secrets.find(name);
        if (found == m_secrets.end()) return std::optional<Secret>();
        return std::optional(Secret(std::string(found->second)));
    }
    Result<void> put(const std::string &name, const Secret &secret) override {
        m_secrets[name] = secret.view();
        return {};
    }
    Result<void> remove(const std::string &name) override {
        m_secrets.erase(name);
        return {};
    }
    [[nodiscard]] std::size_t size() const { return m_secrets.size(); }

  private:
    std::map<std::string, std::string> m_secrets;
};

inline UnlockSecrets password(const std::string &text, DeviceSecrets *device = nullptr) {
    UnlockSecrets secrets;
    secrets.password = Secret(std::string(text));
    secrets.device = device;
    return secrets;
}

inline std::unique_ptr<KeyVault> newVault(const std::string &path, Clock &clock, const std::string &secret = "p",
                                          const std::string &store = "store") {
    return must(KeyVault::create(path, {store, UnlockBy::Password, kCheap}, password(secret), clock));
}

/// The key of a subject, for any purpose.
inline SubjectKey keyOf(KeyVault::Lease &lease, const std::string &subject) {
    const SubjectId id{subject};
    return must(lease.keysFor(std::span(&id, 1), {})).front();
}

inline FieldState stateOf(KeyVault &vault, const FieldPlace &place, const Envelope &envelope) {
    KeyVault::Lease lease(vault);
    return must(openField(&lease, place, envelope)).state;
}

} // namespace eventscope::testing
