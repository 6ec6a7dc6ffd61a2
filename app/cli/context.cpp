// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "app/cli/domain.h"
#include "app/cli/terminal.h"
#include "app/cli/vault.h"
#include "core/base/text.h"
#include "core/connections/connection_book.h"
#include "core/open/open_vault.h"
#include "core/privacy/masking_store.h"
#include "core/privacy/restored_vault.h"
#include "core/privacy/sealing_store.h"
#include "core/privacy/vault_fit.h"

namespace eventscope::cli {

namespace {

std::string safe(std::string_view text) { return safeText(text, LineBreaks::Escape); }

std::string words(const PasswordRequest &request) {
    return safe(request.user) + " at " + safe(request.server) + ", database " + safe(request.database);
}

/// Without anybody to ask.
Failure unasked(const PasswordRequest &request) {
    const char *what = request.wasRefused ? "The password was refused for " : "The server wants a password for ";
    return fail(ErrorKind::Refused, what + words(request),
                "Give it in ~/.pgpass, a service file or PGPASSWORD; it is asked for only at a terminal and without "
                "--no-input");
}

} // namespace

bool Context::mayAsk() const {
    m_notes.clearProgress();
    return !m_globals.noInput && hasPerson();
}

Result<StoreAccess> Context::accessTo(const std::string &where) {
    if (where.empty()) return fail(ErrorKind::Invalid, "No store", "Name one with --store URL or in EVENTSCOPE_STORE");
    StoreAccess access;
    if (where.starts_with('@')) {
        if (m_globals.environment) {
            return fail(ErrorKind::Invalid, "A connection says itself which environment it is of",
                        "Leave --environment out, or change it with: connections add --replace");
        }
        ES_ASSIGN(book, ConnectionBook::load(defaultConnectionsFile()));
        ES_ASSIGN(connection, book.find(where.substr(1)));
        access = accessOf(connection);
    } else {
        access.address = where;
        access.environment = m_globals.environment.value_or(Environment::Unmarked);
    }
    access.superuserOnProduction = m_globals.superuser;
    access.askPassword = [this](const PasswordRequest &request, const JobControl &job) -> Result<Secret> {
        const std::scoped_lock lock(m_asking);
        Secret &known = m_passwords[words(request)];
        if (!known.isEmpty() && !request.wasRefused) return known.clone();
        if (!mayAsk()) return unasked(request);
        const std::string prompt = request.wasRefused ? "That is not the password. " : "";
        ES_ASSIGN(typed, askAtTerminal(prompt + "Password for " + words(request) + ": ", Echo::No, job.stop));
        known = typed.clone();
        return typed;
    };
    return access;
}

Result<std::shared_ptr<const EventStore>> Context::openStore() {
    ES_ASSIGN(where, access());
    return openStore(where);
}

Result<std::shared_ptr<const EventStore>> Context::openStore(const StoreAccess &access) {
    ES_ASSIGN(store, eventscope::openStore(access, job()));
    const std::string &name = access.connection.empty() ? access.address : access.connection;
    for (const std::string &finding : store->info().findings)
        m_notes.note(name + ", " + finding);
    if (!m_globals.masked) return store;
    ES_ASSIGN(pack, packOf(*this, store->info()));
    if (pack.privacy.isEmpty())
        m_notes.note(name +
                     ": no privacy policy says what is personal, so only sealed values are masked (--domain DIR)");
    return maskedStore(std::move(store), std::move(pack.privacy));
}

Result<StoreAccess> Context::requireWrite(const std::string &purpose) {
    ES_ASSIGN(where, access());
    if (!m_globals.write) {
        return fail(ErrorKind::Refused, "The store is open for reading only",
                    "Add --write if you mean to change " + m_globals.store + " (" + purpose + ")");
    }
    if (auto checked = checkMayWrite(where, purpose); !checked) {
        Error error = std::move(checked).error();
        error.hint =
            "If it is meant to be written to: connections add " + where.connection + " --replace --writing yes";
        return fail(std::move(error));
    }
    return where;
}

Result<void> Context::confirm(const StoreAccess &access, const std::string &what) {
    if (access.environment == Environment::Unmarked) return {};
    const std::string store = storeName(access);
    const std::string act = std::string(name(access.environment)) + ", " + safe(store) + ": " + what;
    if (access.environment != Environment::Production || m_globals.yesTo == store) {
        m_notes.note(act);
        return {};
    }
    if (m_globals.yesTo) {
        return fail(ErrorKind::Refused, "--yes-to names another store than " + safe(store) + ". Nothing was written",
                    "Check --store");
    }
    if (!mayAsk()) {
        return fail(ErrorKind::Refused, "Writing to production needs a confirmation: " + act,
                    "Add --yes-to " + safe(store) + " if that is what you mean");
    }
    ES_ASSIGN(typed,
              askAtTerminal("PRODUCTION\n" + act + "\nType " + safe(store) + " to go on, anything else to stop: ",
                            Echo::Yes, m_stop));
    if (typed.view() == store) return {};
    return fail(ErrorKind::Refused, "Not confirmed. Nothing was written");
}

Result<std::unique_ptr<WritableEventStore>> Context::openForWriting(const std::string &purpose, Missing missing,
                                                                    const std::string &what) {
    ES_ASSIGN(where, requireWrite(purpose));
    ES_TRY(confirm(where, what));
    const WriteIntent intent{.createIfMissing = missing == Missing::Create, .purpose = purpose};
    ES_ASSIGN(store, eventscope::openForWriting(where, m_clock, intent, job()));
    return sealing(std::move(store));
}

Result<std::shared_ptr<StoreVault>> Context::vaultIfAny(const EventStore &store, const PrivacyPolicy &policy) {
    auto vault = vaultOf(store);
    if (!vault && vault.error().kind == ErrorKind::Unsupported) return std::shared_ptr<StoreVault>();
    if (!vault) return fail(std::move(vault).error());
    if ((*vault)->exists()) return *std::move(vault);
    if (!m_globals.vault.empty())
        return fail(ErrorKind::NotFound, "There is no vault at " + m_globals.vault, "Make one with: privacy init");
    if (policy.isEmpty()) return std::shared_ptr<StoreVault>(); // it says of nothing that it is to be sealed
    ES_ASSIGN(isSealed, holdsSealedValues(store, job()));
    if (!isSealed) return std::shared_ptr<StoreVault>();
    return fail(ErrorKind::Refused, "The store holds sealed values, but its vault is not at " + (*vault)->path(),
                "Name it with --vault, or restore it: what is written now would stay in clear");
}

Result<std::unique_ptr<WritableEventStore>> Context::sealing(std::unique_ptr<WritableEventStore> store) {
    const StoreInfo &info = store->reader().info();
    ES_ASSIGN(pack, packOf(*this, info));
    ES_ASSIGN(vault, vaultIfAny(store->reader(), pack.privacy));
    if (!vault && !pack.privacy.isEmpty())
        m_notes.note("What the privacy policy calls personal is written in clear: the store has no vault");
    if (!vault) return store;
    return sealedForWriting(std::move(store), std::move(pack.privacy), vault);
}

Result<std::shared_ptr<StoreVault>> Context::vaultOf(const EventStore &store) {
    if (m_vault) return m_vault;
    std::string path = m_globals.vault;
    if (path.empty()) {
        ES_ASSIGN(usual, vaultPath(store.info().identity));
        path = std::move(usual);
    }
    const auto ask = [this](const KeyVault &vault) { return secretsOf(vault); };
    // What a restored copy of a vault must not give out is destroyed first.
    const auto prepare = [this, &store](KeyVault &vault) -> Result<void> {
        noteMemory(vault);
        ES_ASSIGN(again, catchUpUnlocked(store, vault, job()));
        if (again > 0)
            m_notes.note("The vault is from before an erasure: " + std::to_string(again) +
                         " keys were destroyed again");
        return {};
    };
    const auto askOthers = [this](const KeyVault &vault, const Error &why) { return otherSecretsOf(vault, why); };
    m_vaultFor = store.info().identity.id;
    m_vault = std::make_shared<StoreVault>(path, m_clock, ask, prepare, askOthers);
    return m_vault;
}

void Context::noteMemory(const KeyVault &vault) {
    if (!vault.isMemoryLocked())
        m_notes.note("Keys may reach the swap file: the system allows too little locked memory (ulimit -l)");
}

Result<UnlockSecrets> Context::secretsOf(const KeyVault &vault) {
    UnlockSecrets secrets;
    secrets.device = &m_keyring;
    if (vault.unlockBy() == UnlockBy::Device) return secrets;
    ES_ASSIGN(given, givenPassphrase());
    if (!given) {
        given = rememberedPassphrase(vault.id());
        m_isRemembered = given.has_value();
    }
    if (given) {
        secrets.password = *std::move(given);
        return secrets;
    }
    ES_ASSIGN(passphrase, passphraseOf(vault.path(), Passphrase::Known, mayAsk(), m_stop));
    secrets.password = std::move(passphrase);
    return secrets;
}

/// It was right when it was put there.
Result<UnlockSecrets> Context::otherSecretsOf(const KeyVault &vault, const Error &why) {
    if (!std::exchange(m_isRemembered, false)) return fail(why);
    const bool isGone = forgetPassphrase(vault.id()).has_value();
    m_notes.note(
        "The passphrase that the keyring kept for this session does not open this vault any more: the vault was "
        "restored, replaced or given another passphrase since. " +
        std::string(isGone ? "It was taken out of the keyring" : "Take it out with privacy lock"));
    return secretsOf(vault);
}

void Context::noteLocked(const Error *told) {
    if (!m_vault) return;
    noteMisfit(told);
    const auto problem = m_vault->problem();
    if (!problem || (told && told->message == problem->message)) return;
    m_notes.note("Protected values stayed locked: " + describe(*problem));
}

/// One that was opened and is of another store: each value reads "key unknown".
void Context::noteMisfit(const Error *told) {
    if (!m_vault->isUnlocked()) return;
    const auto vault = m_vault->unlocked();
    if (!vault || (*vault)->store() == m_vaultFor) return;
    const Error problem = vaultMisfit(VaultFit::OfAnotherStore, {m_vaultFor, m_vault, {}}).value();
    if (!told || told->message != problem.message) m_notes.note(describe(problem));
}

void Context::abandon(WritableEventStore &store) {
    // Even after an interrupt: it takes a moment only.
    if (const auto gone = store.abandon({}); !gone) notes().note("An empty store is left: " + describe(gone.error()));
}

} // namespace eventscope::cli
