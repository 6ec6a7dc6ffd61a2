// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/domain.h"
#include "app/cli/output_target.h"
#include "app/cli/privacy_acts.h"
#include "app/cli/vault.h"
#include "core/privacy/restored_vault.h"
#include "core/privacy/telling_id.h"
#include "core/vault/new_passphrase.h"

namespace eventscope::cli {

namespace {

/// With --write a store that is not there is made first, so that its first event is sealed already.
Result<std::shared_ptr<const EventStore>> storeToProtect(Context &context) {
    auto store = context.openStore();
    if (store || !context.globals().write) return store;
    // A database in which there is no store has another word for it.
    const ErrorKind why = store.error().kind;
    if (why != ErrorKind::NotFound && why != ErrorKind::Unsupported) return store;
    ES_ASSIGN(access, context.requireWrite("privacy init"));
    ES_TRY(context.confirm(access, "make the store"));
    const WriteIntent intent{.createIfMissing = true, .purpose = "privacy init"};
    ES_TRY(openForWriting(access, context.clock(), intent, context.job()));
    context.notes().note("The store was not there, and is made");
    return context.openStore();
}

/// What no key reaches.
Result<void> noteTellingStreams(Context &context, const EventStore &store) {
    ES_ASSIGN(found, tellingStreams(store, context.job()));
    if (!found) return {};
    context.notes().note(std::to_string(found->streams) + " of the first streams are named by what looks like " +
                         std::string(words(found->kind)) + ": names of streams stay, whatever is erased");
    return {};
}

} // namespace

Result<ExitCode> makeVault(Context &context, const Arguments &arguments) {
    ES_ASSIGN(store, storeToProtect(context));
    const StoreInfo &info = store->info();
    ES_ASSIGN(pack, packOf(context, info));
    if (pack.privacy.isEmpty()) {
        return fail(ErrorKind::Refused, "No privacy policy says what is personal in this store",
                    "Name a domain pack that has one: --domain DIR");
    }
    ES_ASSIGN(vault, context.vaultOf(*store));
    if (vault->exists())
        return fail(ErrorKind::Refused, "There is a vault already (" + vault->path() + ")", "Nothing was changed");
    ES_ASSIGN(isSealed, holdsSealedValues(*store, context.job()));
    if (isSealed) {
        return fail(ErrorKind::Refused, "The store holds values that another vault has sealed",
                    "Restore that one; a new vault could not open them");
    }
    // The user's data folder is made where it is not there yet; another one was mistyped.
    if (!context.globals().vault.empty()) ES_TRY(checkFolderOf(vault->path()));
    UnlockSecrets secrets;
    ES_ASSIGN(passphrase, passphraseOf(vault->path(), Passphrase::New, context.mayAsk(), context.job().stop));
    ES_TRY(checkNewPassphrase(passphrase));
    secrets.password = std::move(passphrase);
    KeyVault::Making making;
    making.store = info.identity.id;
    if (arguments.has("--keyring")) {
        making.unlockBy = UnlockBy::Both;
        secrets.device = &context.keyring();
    }
    ES_ASSIGN(made, KeyVault::create(vault->path(), making, secrets, context.clock()));
    context.notes().note("What is appended or imported from now on is sealed; what is there already stays as it is");
    if (making.unlockBy == UnlockBy::Both)
        context.notes().note(
            "Without this computer's keyring the vault does not open: make a backup that does (privacy "
            "backup)");
    context.noteMemory(*made);
    ES_TRY(noteTellingStreams(context, *store));
    ES_TRY(context.print({{"vault", Value::text(made->path())},
                          {"id", Value::text(toHex(made->id()))},
                          {"store", Value::text(made->store())},
                          {"unlockBy", Value::text(unlockingWord(made->unlockBy()))}}));
    return ExitCode::Done;
}

} // namespace eventscope::cli
