// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/vault/key_vault.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace eventscope {

/// The vault of a store, as who reads or writes the store comes to it: opened and unlocked when a protected value is
/// first met. One that another program has open is waited for, five seconds. What stands in the way is remembered, so
/// that nobody is asked twice, until unlock(). Threads: any; the call that opens it takes as long as a passphrase, or
/// as who is asked for one.
class StoreVault {
  public:
    /// Gives what opens the vault, or says why it stays locked. Called at most once until unlock().
    using AskSecrets = std::function<Result<UnlockSecrets>(const KeyVault &vault)>;

    /// What is to be done with a vault that was unlocked before it gives a key to anybody. Where it fails the vault is
    /// locked again.
    using Prepare = std::function<Result<void>(KeyVault &vault)>;

    /// The clock must outlive it.
    StoreVault(std::string path, Clock &clock, AskSecrets ask, Prepare prepare = {})
        : m_path(std::move(path)), m_clock(clock), m_ask(std::move(ask)), m_prepare(std::move(prepare)) {}

    /// One that is open already.
    StoreVault(std::shared_ptr<KeyVault> vault, Clock &clock)
        : m_path(vault->path()), m_clock(clock), m_vault(std::move(vault)) {}

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// There is a vault at its place. Looks at the disk.
    [[nodiscard]] bool exists() const;

    /// The vault, unlocked. Errors: NotFound (there is none), Refused (in use by another program, which is named; no
    /// secret, or a wrong one), and those of opening.
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> unlocked();
    /// The same with what a person gives now, whether or not somebody was asked before. Errors likewise.
    [[nodiscard]] Result<void> unlock(const UnlockSecrets &secrets);
    [[nodiscard]] bool isUnlocked() const;
    /// Why unlocked() failed; nothing: it has not.
    [[nodiscard]] std::optional<Error> problem() const;
    /// Puts the keys away and lets go of the file, so that another program may have it.
    void close();

  private:
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> open() const;
    using Unlock = std::function<Result<void>(KeyVault &vault)>;
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> openAndUnlock(const Unlock &unlock) const;
    [[nodiscard]] Result<void> unlockAsked(KeyVault &vault) const;
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> take(const Unlock &unlock);

    const std::string m_path;
    Clock &m_clock;
    const AskSecrets m_ask;     ///< empty: nobody
    const Prepare m_prepare;    ///< empty: nothing
    mutable std::mutex m_mutex; // guards what follows
    std::shared_ptr<KeyVault> m_vault;
    std::optional<Error> m_problem;
};

} // namespace eventscope
