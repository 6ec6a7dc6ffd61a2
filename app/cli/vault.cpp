// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/vault.h"

#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/keyring/keyring_secrets.h"
#include "core/open/open_vault.h"

namespace eventscope::cli {

namespace {

Result<Secret> fromTerminal(const std::string &vault, Passphrase which, const std::stop_token &stop) {
    const std::string name = safeText(vault, LineBreaks::Escape);
    const std::string prompt = which == Passphrase::New ? "New passphrase for " : "Passphrase of ";
    ES_ASSIGN(first, askAtTerminal(prompt + name + ": ", Echo::No, stop));
    if (first.isEmpty()) return fail(ErrorKind::Refused, "No passphrase was given");
    if (which == Passphrase::Known) return first;
    ES_ASSIGN(second, askAtTerminal("Once more: ", Echo::No, stop));
    if (first.view() != second.view()) return fail(ErrorKind::Refused, "The two are not the same", "Try again");
    return first;
}

/// From the file that the variable names, else from the terminal; `missing` says what is wanted where there is neither.
Result<Secret> givenOrAsked(const char *variable, const std::string &path, Passphrase which, bool mayAsk,
                            const std::stop_token &stop, const std::string &missing) {
    ES_ASSIGN(given, givenPassphrase(variable));
    if (given) return *std::move(given);
    if (mayAsk) return fromTerminal(path, which, stop);
    return fail(ErrorKind::Refused, missing,
                "Name a file with it in " + std::string(variable) + ", or run this at a terminal");
}

std::string entryOf(const VaultId &vault) { return "vault " + toHex(vault) + " passphrase"; }

} // namespace

std::optional<Secret> rememberedPassphrase(const VaultId &vault) {
    auto found = KeyringSecrets(KeyringSecrets::Keep::Session).find(entryOf(vault));
    if (!found || !*found) return std::nullopt;
    return std::move(**found);
}

Result<void> rememberPassphrase(const VaultId &vault, const Secret &passphrase) {
    return KeyringSecrets(KeyringSecrets::Keep::Session).put(entryOf(vault), passphrase);
}

Result<void> forgetPassphrase(const VaultId &vault) {
    return KeyringSecrets(KeyringSecrets::Keep::Session).remove(entryOf(vault));
}

Result<Secret> passphraseOf(const std::string &vault, Passphrase which, bool mayAsk, const std::stop_token &stop) {
    return givenOrAsked(kVaultPassphraseFile, vault, which, mayAsk, stop,
                        "The vault wants its passphrase (" + vault + ")");
}

Result<Secret> newPassphrase(const std::string &vault, bool mayAsk, const std::stop_token &stop) {
    return givenOrAsked(kNewPassphraseFile, vault, Passphrase::New, mayAsk, stop,
                        "The vault wants a new passphrase (" + vault + ")");
}

Result<Secret> restoredPassphrase(const std::string &vault, bool mayAsk, const std::stop_token &stop) {
    ES_ASSIGN(given, givenPassphrase(kNewPassphraseFile));
    if (given) return *std::move(given);
    return passphraseOf(vault, Passphrase::New, mayAsk, stop);
}

const char *unlockingWord(UnlockBy unlockBy) {
    switch (unlockBy) {
    case UnlockBy::Password:
        return "passphrase";
    case UnlockBy::Device:
        return "keyring";
    case UnlockBy::Escrow:
        return "escrow key";
    case UnlockBy::Both:
        break;
    }
    return "both";
}

Result<Secret> archivePassphrase(const std::string &archive, bool mayAsk, const std::stop_token &stop) {
    return givenOrAsked(kArchivePassphraseFile, archive, Passphrase::New, mayAsk, stop,
                        "An archive needs a passphrase");
}

Result<Secret> backupPassphrase(const std::string &backup, Passphrase which, bool mayAsk, const std::stop_token &stop) {
    return givenOrAsked(kBackupPassphraseFile, backup, which, mayAsk, stop,
                        "A backup has a passphrase of its own (" + backup + ")");
}

Result<Secret> escrowPassphrase(const std::string &key, Passphrase which, bool mayAsk, const std::stop_token &stop) {
    return givenOrAsked(kEscrowPassphraseFile, key, which, mayAsk, stop,
                        "An escrow key has a passphrase of its own (" + key + ")");
}

} // namespace eventscope::cli
