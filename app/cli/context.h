// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/globals.h"
#include "app/cli/output/list_writer.h"
#include "app/cli/output/notes.h"
#include "app/cli/output/object_writer.h"
#include "app/cli/output/output.h"
#include "app/cli/threads_as_needed.h"
#include "core/base/job_control.h"
#include "core/base/time.h"
#include "core/keyring/keyring_secrets.h"
#include "core/open/open_store.h"
#include "core/vault/privacy_policy.h"
#include "core/vault/store_vault.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace eventscope::cli {

/// What every command gets: the global options, the two outputs, and the ways to a store. One thread.
class Context {
  public:
    Context(Globals globals, Output &out, Notes &notes, std::stop_token stop)
        : m_globals(std::move(globals)), m_out(out), m_notes(notes), m_stop(std::move(stop)) {}

    [[nodiscard]] const Globals &globals() const { return m_globals; }
    [[nodiscard]] Output &out() { return m_out; }
    [[nodiscard]] Notes &notes() { return m_notes; }
    [[nodiscard]] Clock &clock() { return m_clock; }
    /// Stops with Ctrl+C, reports to standard error, may use more threads.
    [[nodiscard]] JobControl job() { return {m_stop, &m_notes, &m_workers}; }

    /// How to come to the store at `where`: an address, or "@NAME" of a connection. A password is asked for at the
    /// terminal. Errors: Invalid (no store; --environment beside a connection), those of ConnectionBook.
    [[nodiscard]] Result<StoreAccess> accessTo(const std::string &where);
    /// The same for --store.
    [[nodiscard]] Result<StoreAccess> access() { return accessTo(m_globals.store); }

    /// What the store wants known of itself is said on standard error. With --masked it is masked by what its domain
    /// pack says (see maskedStore()). Errors: those of access(), openStore and packOf().
    [[nodiscard]] Result<std::shared_ptr<const EventStore>> openStore();
    [[nodiscard]] Result<std::shared_ptr<const EventStore>> openStore(const StoreAccess &access);

    /// Whether a store that is not there yet is made.
    enum class Missing : std::uint8_t { Fail, Create };
    /// `what` says what will be done ("append 3 events to stream a"), for the one who confirms it. Errors: those of
    /// requireWrite, confirm and openForWriting.
    [[nodiscard]] Result<std::unique_ptr<WritableEventStore>> openForWriting(const std::string &purpose,
                                                                             Missing missing, const std::string &what);

    /// What it takes is sealed from now on, as its policy and its vault say. The store itself, where nothing in it is
    /// personal, or, which is said, where it has no vault. Errors: those of packOf(), vaultOf(), sealedForWriting();
    /// Refused (its vault is not there).
    [[nodiscard]] Result<std::unique_ptr<WritableEventStore>> sealing(std::unique_ptr<WritableEventStore> store);

    /// The vault of a store: where --vault says, else beside it; opened when a protected value is first met. The same
    /// one for all calls. Errors: those of vaultPath().
    [[nodiscard]] Result<std::shared_ptr<StoreVault>> vaultOf(const EventStore &store);
    /// Says so, where the keys of an unlocked vault may reach the swap file.
    void noteMemory(const KeyVault &vault);
    /// What opens a vault: its passphrase from the file that the environment names, from the keyring of a session in
    /// which it was unlocked, or from who sits at the terminal; and the keyring where it wants one. Errors: those of
    /// passphraseOf().
    [[nodiscard]] Result<UnlockSecrets> secretsOf(const KeyVault &vault);
    /// After those were refused: a passphrase that the keyring had kept is taken out of it, and another asked for.
    /// Errors: `why` (it was not the keyring's), those of secretsOf().
    [[nodiscard]] Result<UnlockSecrets> otherSecretsOf(const KeyVault &vault, const Error &why);
    /// What stays in this computer's keyring. Lives as long as this.
    [[nodiscard]] DeviceSecrets &keyring() { return m_keyring; }
    /// Says why protected values stayed locked, or that the vault is of another store, if so and `told` (may be null)
    /// is not the same error.
    void noteLocked(const Error *told);

    /// After what was to be written has failed: a store that was made for it goes again, see WritableEventStore. What
    /// stands in the way is only noted.
    void abandon(WritableEventStore &store);

    /// Somebody may be asked, and is there: the line of progress makes place for the question.
    [[nodiscard]] bool mayAsk() const;
    /// What is known without looking at a store. Errors: Invalid (no store), Refused (no --write, a connection that is
    /// read-only).
    [[nodiscard]] Result<StoreAccess> requireWrite(const std::string &purpose);
    /// Says where something is about to be written, when its environment is known; on production somebody must type the
    /// store's name, or --yes-to must say it. Errors: Refused (naming the flag), Cancelled.
    [[nodiscard]] Result<void> confirm(const StoreAccess &access, const std::string &what);

    [[nodiscard]] List list(std::vector<Column> columns, Length length = Length::Bounded) {
        return {m_out, m_notes, m_globals, std::move(columns), length};
    }
    [[nodiscard]] Result<void> print(const std::vector<Field> &fields) { return printObject(m_out, m_globals, fields); }

  private:
    /// Null: the store has none, and needs none. Errors: NotFound (the one that was named), Refused (there was one).
    [[nodiscard]] Result<std::shared_ptr<StoreVault>> vaultIfAny(const EventStore &store, const PrivacyPolicy &policy);

    void noteMisfit(const Error *told);

    Globals m_globals;
    Output &m_out;
    Notes &m_notes;
    std::stop_token m_stop;
    SystemClock m_clock;
    ThreadsAsNeeded m_workers;
    std::mutex m_asking;                       // guards what follows; who opens may be any thread
    std::map<std::string, Secret> m_passwords; ///< that were typed, by what they were asked for
    bool m_isRemembered = false;               ///< the passphrase that secretsOf() has given, by the keyring
    KeyringSecrets m_keyring{KeyringSecrets::Keep::Always}; // outlives the vault
    std::shared_ptr<StoreVault> m_vault;                    ///< null until vaultOf()
    std::string m_vaultFor;                                 ///< id of the store that it was wanted for
};

} // namespace eventscope::cli
