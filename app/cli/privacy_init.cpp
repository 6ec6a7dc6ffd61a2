// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/domain.h"
#include "app/cli/output_target.h"
#include "app/cli/privacy_acts.h"
#include "app/cli/unfinished_store.h"
#include "app/cli/vault.h"
#include "core/connections/store_address.h"
#include "core/open/open_vault.h"
#include "core/privacy/restored_vault.h"
#include "core/privacy/telling_id.h"
#include "core/vault/new_passphrase.h"

#include <filesystem>
#include <memory>
#include <system_error>

namespace eventscope::cli {

namespace {

/// What no key reaches.
Result<void> noteTellingStreams(Context &context, const EventStore &store) {
    ES_ASSIGN(found, tellingStreams(store, context.job()));
    if (!found) return {};
    context.notes().note(std::to_string(found->streams) + " of the first streams are named by what looks like " +
                         std::string(words(found->kind)) + ": names of streams stay, whatever is erased");
    return {};
}

Result<std::string> placeOf(Context &context, const StoreInfo &store) {
    if (!context.globals().vault.empty()) return context.globals().vault;
    return vaultPath(store.identity);
}

Result<std::unique_ptr<KeyVault>> makeVaultAt(Context &context, const Arguments &arguments, const EventStore &store,
                                              const std::string &path) {
    ES_ASSIGN(pack, packOf(context, store.info()));
    if (pack.privacy.isEmpty()) {
        return fail(ErrorKind::Refused, "No privacy policy says what is personal in this store",
                    "Name a domain pack that has one: --domain DIR");
    }
    std::error_code problem;
    if (std::filesystem::exists(path, problem) || problem)
        return fail(ErrorKind::Refused, "There is a vault already (" + path + ")", "Nothing was changed");
    ES_ASSIGN(isSealed, holdsSealedValues(store, context.job()));
    if (isSealed) {
        return fail(ErrorKind::Refused, "The store holds values that another vault has sealed",
                    "Restore that one; a new vault could not open them");
    }
    // The user's data folder is made where it is not there yet; another one was mistyped.
    if (!context.globals().vault.empty()) ES_TRY(checkFolderOf(path));
    UnlockSecrets secrets;
    ES_ASSIGN(passphrase, passphraseOf(path, Passphrase::New, context.mayAsk(), context.job().stop));
    ES_TRY(checkNewPassphrase(passphrase));
    secrets.password = std::move(passphrase);
    KeyVault::Making making;
    making.store = store.info().identity.id;
    if (arguments.has("--keyring")) {
        making.unlockBy = UnlockBy::Both;
        secrets.device = &context.keyring();
    }
    return KeyVault::create(path, making, secrets, context.clock());
}

Result<ExitCode> tell(Context &context, const KeyVault &made) {
    context.notes().note("What is appended or imported from now on is sealed; what is there already stays as it is");
    if (made.unlockBy() == UnlockBy::Both)
        context.notes().note(
            "Without this computer's keyring the vault does not open: make a backup that does (privacy "
            "backup)");
    context.noteMemory(made);
    ES_TRY(context.print({{"vault", Value::text(made.path())},
                          {"id", Value::text(toHex(made.id()))},
                          {"store", Value::text(made.store())},
                          {"unlockBy", Value::text(unlockingWord(made.unlockBy()))}}));
    return ExitCode::Done;
}

constexpr const char *kStoreIsMade = "The store was not there, and is made";

/// With a store whose file appears once its vault is there: into one without a vault the next append would write in
/// clear.
Result<ExitCode> makeWithFile(Context &context, const Arguments &arguments, StoreAccess access,
                              const WriteIntent &intent, const std::string &path) {
    UnfinishedStore unfinished(path, context.notes());
    access.address = "sqlite:" + unfinished.path();
    ES_TRY(openForWriting(access, context.clock(), intent, context.job()));
    ES_ASSIGN(store, context.openStore(access));
    const std::string place = context.globals().vault.empty() ? vaultPathOfFile(path) : context.globals().vault;
    ES_ASSIGN(made, makeVaultAt(context, arguments, *store, place));
    unfinished.removeToo(place);
    store.reset();
    ES_TRY(unfinished.keep());
    context.notes().note(kStoreIsMade);
    return tell(context, *made);
}

/// With a store in a database, which goes again where its vault cannot be made.
Result<ExitCode> makeWithStore(Context &context, const Arguments &arguments, const StoreAccess &access,
                               const WriteIntent &intent) {
    ES_ASSIGN(store, openForWriting(access, context.clock(), intent, context.job()));
    const auto vault = [&]() -> Result<std::unique_ptr<KeyVault>> {
        ES_ASSIGN(place, placeOf(context, store->reader().info()));
        return makeVaultAt(context, arguments, store->reader(), place);
    };
    auto made = vault();
    if (!made) {
        context.abandon(*store);
        return fail(std::move(made).error());
    }
    context.notes().note(kStoreIsMade);
    return tell(context, **made);
}

} // namespace

Result<ExitCode> makeVault(Context &context, const Arguments &arguments) {
    const auto store = context.openStore();
    if (store) {
        ES_ASSIGN(place, placeOf(context, (*store)->info()));
        ES_ASSIGN(made, makeVaultAt(context, arguments, **store, place));
        ES_TRY(noteTellingStreams(context, **store));
        return tell(context, *made);
    }
    // A database in which there is no store has another word for it.
    const ErrorKind why = store.error().kind;
    const bool isMissing = why == ErrorKind::NotFound || why == ErrorKind::Unsupported;
    if (!isMissing || !context.globals().write) return fail(store.error());
    ES_ASSIGN(access, context.requireWrite("privacy init"));
    ES_TRY(context.confirm(access, "make the store"));
    const WriteIntent intent{.createIfMissing = true, .purpose = "privacy init"};
    ES_ASSIGN(address, parseStoreAddress(access.address));
    std::error_code problem;
    const bool isNewFile =
        address.kind == StoreAddress::Kind::Sqlite && !std::filesystem::exists(address.path, problem) && !problem;
    return isNewFile ? makeWithFile(context, arguments, access, intent, address.path)
                     : makeWithStore(context, arguments, access, intent);
}

} // namespace eventscope::cli
