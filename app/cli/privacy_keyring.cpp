// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/vault.h"

#include <memory>

namespace eventscope::cli {

namespace {

Result<std::unique_ptr<KeyVault>> openLocked(Context &context) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(place, context.vaultOf(*store));
    ES_ASSIGN(vault, KeyVault::open(place->path(), context.clock()));
    if (vault->store() != store->info().identity.id)
        return fail(ErrorKind::Refused, "The vault is of another store (" + vault->path() + ")", "Name the right one");
    return vault;
}

Result<ExitCode> printState(Context &context, const KeyVault &vault, const char *state) {
    ES_TRY(context.print(
        {{"vault", Value::text(vault.path())}, {"id", Value::text(toHex(vault.id()))}, {"state", Value::text(state)}}));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> unlockVault(Context &context, const Arguments &) {
    ES_ASSIGN(vault, openLocked(context));
    UnlockSecrets secrets;
    secrets.device = &context.keyring();
    const bool wantsPassphrase = vault->unlockBy() != UnlockBy::Device;
    if (wantsPassphrase) {
        ES_ASSIGN(passphrase, passphraseOf(vault->path(), Passphrase::Known, context.mayAsk(), context.job().stop));
        secrets.password = std::move(passphrase);
    }
    ES_TRY(vault->unlock(secrets)); // what does not open it is not kept
    if (wantsPassphrase) ES_TRY(rememberPassphrase(vault->id(), secrets.password));
    return printState(context, *vault, "unlocked");
}

Result<ExitCode> lockVault(Context &context, const Arguments &) {
    ES_ASSIGN(vault, openLocked(context));
    ES_TRY(forgetPassphrase(vault->id()));
    if (vault->unlockBy() == UnlockBy::Device)
        context.notes().note("This vault opens with the keyring alone: lock the keyring itself");
    return printState(context, *vault, "locked");
}

} // namespace eventscope::cli
