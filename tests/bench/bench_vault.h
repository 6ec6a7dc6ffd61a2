// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/vault/key_vault.h"
#include "core/vault/store_vault.h"
#include "tests/bench/bench_support.h"

#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>

namespace bench {

/// What opens the vaults of the benches, at once: how long a passphrase takes is none of their matters.
inline eventscope::UnlockSecrets vaultSecrets() {
    eventscope::UnlockSecrets secrets;
    secrets.password = eventscope::Secret(std::string("bench"));
    return secrets;
}

inline std::unique_ptr<eventscope::KeyVault> newVault(const std::string &path, const std::string &store,
                                                      eventscope::Clock &clock) {
    return must(eventscope::KeyVault::create(path, {store, eventscope::UnlockBy::Password, {1, 8 << 10}},
                                             vaultSecrets(), clock));
}

inline std::shared_ptr<eventscope::StoreVault> openVault(const std::string &path, eventscope::Clock &clock) {
    return std::make_shared<eventscope::StoreVault>(
        path, clock,
        [](const eventscope::KeyVault &) -> eventscope::Result<eventscope::UnlockSecrets> { return vaultSecrets(); });
}

/// A vault that goes with its folder.
class TemporaryVault {
  public:
    TemporaryVault() {
        std::filesystem::create_directories(m_folder);
        vault = newVault(m_folder / "bench.vault", "bench", m_clock);
    }
    TemporaryVault(const TemporaryVault &) = delete;
    TemporaryVault &operator=(const TemporaryVault &) = delete;
    ~TemporaryVault() {
        vault.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

  private:
    const std::filesystem::path m_folder =
        std::filesystem::temp_directory_path() / ("eventscope-bench-vault-" + std::to_string(::getpid()));
    eventscope::SystemClock m_clock;

  public:
    std::unique_ptr<eventscope::KeyVault> vault;
};

} // namespace bench
