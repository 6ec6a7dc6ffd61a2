// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/unlock.h"

#include <cstdint>

namespace eventscope {

/// The keyring of the desktop, by the Secret Service of its session bus (GNOME Keyring, KWallet, KeePassXC). There is
/// no file in its place where none answers. Threads: any; calls block as long as the service, which may ask a person to
/// unlock it.
class KeyringSecrets final : public DeviceSecrets {
  public:
    enum class Keep : std::uint8_t {
        Always,  ///< in the keyring that is the usual one
        Session, ///< in the one that is in memory only and ends with the session
    };
    explicit KeyringSecrets(Keep keep) : m_keep(keep) {}

    [[nodiscard]] Result<std::optional<Secret>> find(const std::string &name) override;
    [[nodiscard]] Result<void> put(const std::string &name, const Secret &secret) override;
    [[nodiscard]] Result<void> remove(const std::string &name) override;

  private:
    const Keep m_keep;
};

} // namespace eventscope
