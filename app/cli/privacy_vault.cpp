// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "app/cli/vault.h"
#include "core/privacy/erasure_account.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/legal_hold.h"
#include "core/privacy/restored_vault.h"
#include "core/privacy/vault_secrets.h"

#include <algorithm>
#include <map>
#include <set>

namespace eventscope::cli {

namespace {

/// By their ids.
std::vector<std::string> openErasures(const std::vector<ErasureAccount> &accounts) {
    std::vector<std::string> open;
    for (const ErasureAccount &account : accounts)
        if (account.state() != ErasureAccount::State::Complete) open.push_back(account.erasure);
    std::ranges::sort(open);
    return open;
}

} // namespace

Result<ExitCode> showVault(Context &context, const Arguments &) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithLedger(context, *store));
    const KeyVault &vault = *desk.vault;
    ES_ASSIGN(keys, vault.allKeys());
    ES_ASSIGN(damaged, vault.damagedKeys());
    std::map<std::string, std::uint64_t> states;
    std::set<SubjectBinding> people;
    for (const KeyRow &key : keys) {
        ++states[std::string(name(key.state))];
        people.insert(key.subject);
    }
    const auto accounts = accountsOf(desk.ledger->entries());
    const auto open = openErasures(accounts);
    ES_TRY(context.print({{"vault", Value::text(vault.path())},
                          {"id", Value::text(toHex(vault.id()))},
                          {"store", Value::text(vault.store())},
                          {"unlockBy", Value::text(unlockingWord(vault.unlockBy()))},
                          {"epoch", Value::count(vault.epoch())},
                          {"people", Value::count(people.size())},
                          {"keys", Value::json(countsJson(states))},
                          {"erasures", Value::count(vault.erasures())},
                          {"damagedKeys", Value::count(damaged.size())},
                          {"entries", Value::count(desk.ledger->entries().size())},
                          {"complete", Value::count(accounts.size() - open.size())},
                          {"open", Value::json(textsJson(open))},
                          {"holds", Value::count(allHolds(*desk.ledger, context.clock().now()).size())}}));
    ES_TRY(noteBackups(context, desk));
    const bool isOld = isBehind(vault, *desk.ledger);
    if (isOld) context.notes().note("The vault is from before erasures that the ledger tells of");
    return damaged.empty() && open.empty() && !isOld ? ExitCode::Done : ExitCode::Findings;
}

Result<ExitCode> changePassphrase(Context &context, const Arguments &arguments) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithLedger(context, *store));
    KeyVault &vault = *desk.vault;
    UnlockSecrets secrets;
    ES_ASSIGN(passphrase, newPassphrase(vault.path(), context.mayAsk(), context.job().stop));
    secrets.password = std::move(passphrase);
    secrets.device = &context.keyring();
    const bool hadKeyring = vault.unlockBy() != UnlockBy::Password;
    const bool wantsKeyring = arguments.has("--keyring") || (hadKeyring && !arguments.has("--no-keyring"));
    ES_TRY(eventscope::changePassphrase(*desk.ledger, vault, wantsKeyring ? UnlockBy::Both : UnlockBy::Password,
                                        secrets, context.clock().now()));
    static_cast<void>(forgetPassphrase(vault.id())); // where no keyring answers there is none to forget
    context.notes().note(
        "Copies of the vault from before still open with what opened it then, and backups with theirs");
    ES_TRY(context.print({{"vault", Value::text(vault.path())},
                          {"unlockBy", Value::text(unlockingWord(vault.unlockBy()))},
                          {"epoch", Value::count(vault.epoch())}}));
    return ExitCode::Done;
}

} // namespace eventscope::cli
