// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/open_vault.h"

#include "core/base/atomic_file.h"
#include "core/connections/store_address.h"
#include "core/store/store_file_path.h"
#include "core/workspace/workspace_path.h"

#include <cstdlib>

namespace eventscope {

namespace {
constexpr std::size_t kPassphraseFileBytesMax = 4096;
constexpr std::string_view kSuffix = ".vault", kLedgerSuffix = ".ledger";
} // namespace

Result<std::string> vaultPath(const StoreIdentity &store) {
    const auto where = parseStoreAddress(store.address);
    if (where && where->kind == StoreAddress::Kind::Sqlite) return vaultPathOfFile(where->path);
    ES_ASSIGN(folder, userDataFolder());
    return storeFilePath(store, folder, kSuffix);
}

Result<std::string> ledgerPath(const StoreIdentity &store) {
    ES_ASSIGN(folder, userDataFolder());
    return storeFilePath(store, folder, kLedgerSuffix);
}

Result<std::size_t> catchUpUnlocked(const EventStore &store, KeyVault &vault, const JobControl &job) {
    ES_ASSIGN(place, ledgerPath(store.info().identity));
    return catchUpWithErasures(store, place, vault, job);
}

Result<std::optional<Secret>> givenPassphrase(const char *variable) {
    const char *path = std::getenv(variable);
    if (!path || *path == '\0') return std::optional<Secret>();
    ES_ASSIGN(text, readFile(path, kPassphraseFileBytesMax));
    Secret passphrase(text.substr(0, text.find_first_of("\r\n")));
    wipe(text);
    if (passphrase.isEmpty())
        return fail(ErrorKind::Refused, "The first line of " + std::string(path) + " is empty",
                    "Write the passphrase there");
    return std::optional(std::move(passphrase));
}

std::string vaultPathOfFile(const std::string &path) { return path + std::string(kSuffix); }

} // namespace eventscope
