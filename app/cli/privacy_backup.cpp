// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "app/cli/privacy_escrow.h"
#include "app/cli/vault.h"
#include "core/privacy/backup_register.h"
#include "core/vault/vault_backup.h"

#include <chrono>
#include <utility>

namespace eventscope::cli {

namespace {

Value dayOf(const std::optional<Time> &time) { return time ? Value::moment(*time) : Value(); }

Json textsOf(const std::vector<std::string> &texts) {
    std::vector<Json> all;
    for (const std::string &text : texts)
        all.push_back(Json::string(text));
    return Json::array(std::move(all));
}

Value recipientOf(const std::optional<EscrowRecipient> &escrow) {
    return escrow ? Value::text(toHex(*escrow)) : Value();
}

/// What was made, and what became of it.
Result<ExitCode> listBackups(Context &context, const PrivacyDesk &desk) {
    ES_ASSIGN(backups, backupsOf(*desk.ledger, *desk.vault));
    List list = context.list({{.key = "number", .title = "Number", .isFigure = true},
                              {.key = "at", .title = "Made"},
                              {.key = "expires", .title = "Expires"},
                              {.key = "state", .title = "State"},
                              {.key = "erasures", .title = "Destroyed since"},
                              {.key = "warning", .title = "Warning"},
                              {.key = "escrow", .title = "Sealed to", .columnsMax = 16, .fit = Column::Fit::Middle},
                              {.key = "epoch", .title = "Epoch", .isFigure = true},
                              {.key = "file", .title = "File"},
                              {.key = "hash", .title = ""}});
    for (const RegisteredBackup &backup : backups) {
        ES_ASSIGN(state, stateOf(*desk.ledger, backup, context.job()));
        const auto erasures = erasuresAfter(*desk.ledger, backup.number);
        const bool mayHoldKeys = !erasures.empty() && !backup.isDestroyed;
        const std::string warning = mayHoldKeys ? warningOf(backup.expiresAt, context.clock().now()) : std::string();
        ES_ASSIGN(flow, list.row({Value::count(backup.number), Value::moment(backup.at), dayOf(backup.expiresAt),
                                  Value::text(std::string(name(state))), Value::json(textsOf(erasures)),
                                  Value::text(warning), recipientOf(backup.escrow), Value::count(backup.epoch),
                                  Value::text(backup.path), Value::text(toHex(backup.hash.bytes))}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    ES_TRY(noteBackups(context, desk));
    return ExitCode::Done;
}

/// What the keyring keeps for a vault that is not there any more opens nothing, or, with an old copy of its file, what
/// nobody wants to be opened.
void forgetReplaced(Context &context, const std::optional<KeptForVault> &kept, const VaultId &restored) {
    // Where no keyring answers there is none of this session.
    (void)forgetPassphrase(restored);
    if (!kept) return;
    (void)forgetPassphrase(kept->id);
    for (const std::string &secret : kept->deviceSecrets) {
        const auto removed = context.keyring().remove(secret);
        if (removed) continue;
        context.notes().note("The secret of the vault that was replaced stays in its keyring: remove \"Eventscope: " +
                             secret + "\" there (" + removed.error().message + ")");
    }
}

} // namespace

Result<ExitCode> backUpStoresVault(Context &context, const Arguments &arguments) {
    BackupRequest request;
    request.path = arguments.textOrEmpty("--out");
    request.by = arguments.textOrEmpty("--by");
    ES_ASSIGN(expires, arguments.timeSpan("--expires"));
    if (expires) request.expiresAt = expires->to - std::chrono::microseconds(1); // the whole of that day
    ES_ASSIGN(escrow, escrowAsked(arguments));
    request.escrow = escrow;
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithLedger(context, *store));
    if (request.path.empty()) return listBackups(context, desk);
    ES_TRY(checkTarget(context, arguments, desk, request.path));
    request.present = BackupRestoring::Present::Replace; // checkTarget() has said whether it may
    Secret passphrase;
    if (!request.escrow) {
        ES_ASSIGN(given, backupPassphrase(request.path, Passphrase::New, context.mayAsk(), context.job().stop));
        passphrase = std::move(given);
    }
    ES_ASSIGN(made, makeBackup(*desk.ledger, *desk.vault, request, passphrase, context.clock(), context.job()));
    if (!made.expiresAt)
        context.notes().note(
            "No day is set on which this backup expires (--expires): no erasure reaches its keys until "
            "somebody destroys it");
    ES_TRY(context.print({{"file", Value::text(made.path)},
                          {"number", Value::count(made.number)},
                          {"at", Value::moment(made.at)},
                          {"expires", dayOf(made.expiresAt)},
                          {"epoch", Value::count(made.epoch)},
                          {"escrow", recipientOf(made.escrow)},
                          {"bytes", Value::count(made.bytes)},
                          {"hash", Value::text(toHex(made.hash.bytes))}}));
    return ExitCode::Done;
}

Result<ExitCode> noteThatBackupIsDestroyed(Context &context, const Arguments &arguments) {
    ES_ASSIGN(number, numberOf(arguments, 0, "backup", "See: privacy backup"));
    const BackupDestruction destruction{number, arguments.textOrEmpty("--reason"), arguments.textOrEmpty("--by")};
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithLedger(context, *store));
    ES_TRY(noteBackupDestroyed(*desk.ledger, *desk.vault, destruction, context.clock().now(), context.job()));
    const LedgerEntry &entry = desk.ledger->entries().back();
    ES_TRY(context.print(
        {{"backup", Value::count(number)}, {"entry", Value::count(entry.number)}, {"at", Value::moment(entry.at)}}));
    return ExitCode::Done;
}

Result<ExitCode> restoreStoresVault(Context &context, const Arguments &arguments) {
    BackupRestoring restoring;
    ES_ASSIGN(backup, wordOf(arguments, 0, "The backup's file"));
    restoring.backup = std::move(backup);
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(vault, context.vaultOf(*store));
    restoring.vault = vault->path();
    restoring.store = store->info().identity.id;
    const bool isReplaced = vault->exists();
    if (isReplaced && !arguments.has("--force")) {
        return fail(ErrorKind::Refused, "There is a vault already (" + restoring.vault + ")",
                    "Add --force to put the backup in its place; keys that it has got since are lost then");
    }
    restoring.present = BackupRestoring::Present::Replace;
    if (!arguments.has("--escrow-key") && escrowOf(restoring.backup)) {
        return fail(ErrorKind::Refused,
                    "This backup is sealed to an escrow key, and opens with no passphrase (" + restoring.backup + ")",
                    "Name the file of its secret half: --escrow-key FILE");
    }
    ES_TRY(confirmAct(context, arguments,
                      isReplaced
                          ? "the vault is replaced by the backup: values that were sealed with keys which it has "
                            "got since are lost for good"
                          : "the vault is made of the backup",
                      "restore"));
    Secret old;
    ES_ASSIGN(escrow, openedEscrowKey(context, arguments));
    if (escrow) {
        restoring.escrow = &*escrow;
    } else {
        ES_ASSIGN(given, backupPassphrase(restoring.backup, Passphrase::Known, context.mayAsk(), context.job().stop));
        old = std::move(given);
    }
    ES_ASSIGN(own, restoredPassphrase(restoring.vault, context.mayAsk(), context.job().stop));
    const auto kept = keptForVault(restoring.vault);
    ES_ASSIGN(says, restoreVault(restoring, old, own, context.clock()));
    forgetReplaced(context, kept, says.vault);
    // Before anybody is given a key, what was erased since is erased again.
    UnlockSecrets secrets;
    secrets.password = std::move(own);
    ES_TRY(vault->unlock(secrets));
    ES_ASSIGN(keys, vault->unlocked());
    ES_TRY(context.print({{"vault", Value::text(restoring.vault)},
                          {"id", Value::text(toHex(says.vault))},
                          {"store", Value::text(says.store)},
                          {"at", Value::moment(says.note.madeAt)},
                          {"expires", dayOf(says.note.expiresAt)},
                          {"epoch", Value::count(keys->epoch())},
                          {"unlockBy", Value::text("passphrase")}}));
    return ExitCode::Done;
}

} // namespace eventscope::cli
