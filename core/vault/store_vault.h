// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/vault/key_vault.h"

#include <atomic>
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

    /// Gives something else, once, when that was refused.
    using AskOthers = std::function<Result<UnlockSecrets>(const KeyVault &vault, const Error &why)>;

    /// What is to be done with a vault that was unlocked before it gives a key to anybody. Where it fails the vault is
    /// locked again.
    using Prepare = std::function<Result<void>(KeyVault &vault)>;

    /// The clock must outlive it.
    StoreVault(std::string path, Clock &clock, AskSecrets ask, Prepare prepare = {}, AskOthers askOthers = {})
        : m_path(std::move(path)),
          m_clock(clock),
          m_ask(std::move(ask)),
          m_askOthers(std::move(askOthers)),
          m_prepare(std::move(prepare)) {}

    /// One that is open already.
    StoreVault(std::shared_ptr<KeyVault> vault, Clock &clock)
        : m_path(vault->path()), m_clock(clock), m_vault(std::move(vault)), m_isOpen(m_vault->isUnlocked()) {}

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// There is a vault at its place. Looks at the disk.
    [[nodiscard]] bool exists() const;

    /// The vault, unlocked. Errors: NotFound (there is none), Refused (in use by another program, which is named; no
    /// secret, or a wrong one), and those of opening.
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> unlocked();
    /// The same with what a person gives now, whether or not somebody was asked before. Errors likewise.
    [[nodiscard]] Result<void> unlock(const UnlockSecrets &secrets);
    /// Whoever asks for it now gets it. Never blocks.
    [[nodiscard]] bool isUnlocked() const { return m_isOpen && !m_isShut; }
    /// Why unlocked() failed; nothing: it has not.
    [[nodiscard]] std::optional<Error> problem() const;

    /// See KeyVault::forgetIdleKeys(). Waits for who unlocks it.
    void forgetIdleKeys();
    /// False: the keys of the one that was unlocked last may reach the swap file. Never blocks.
    [[nodiscard]] bool isMemoryLocked() const { return m_isMemoryLocked; }

    /// \name Locking it
    /// @{
    /// From here on nobody gets it, also who is about to unlock it, until unlock(). Never blocks: who has it already
    /// keeps it until putAway().
    void shut() { m_isShut = true; }
    /// After shut(): puts the keys away and lets go of the file, so that another program may have it. Waits for whoever
    /// uses a key. Nothing to do, where it was unlocked again meanwhile.
    void putAway();
    /// Both.
    void close();
    /// @}

  private:
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> open() const;
    using Unlock = std::function<Result<void>(KeyVault &vault)>;
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> openAndUnlock(const Unlock &unlock) const;
    [[nodiscard]] Result<void> unlockAsked(KeyVault &vault) const;
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> take(const Unlock &unlock);
    [[nodiscard]] Failure shutError() const;
    void putAwayHeld();

    const std::string m_path;
    Clock &m_clock;
    const AskSecrets m_ask;      ///< empty: nobody
    const AskOthers m_askOthers; ///< empty: nobody
    const Prepare m_prepare;     ///< empty: nothing
    mutable std::mutex m_mutex;  // guards what follows
    std::shared_ptr<KeyVault> m_vault;
    std::optional<Error> m_problem;
    // Of their own, since the mutex is held for as long as a passphrase takes.
    std::atomic<bool> m_isOpen = false;
    std::atomic<bool> m_isShut = false;
    std::atomic<bool> m_isMemoryLocked = true;
};

} // namespace eventscope
