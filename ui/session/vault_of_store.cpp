// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/vault_of_store.h"

#include "core/open/open_vault.h"
#include "core/privacy/vault_fit.h"
#include "core/vault/key_states.h"

#include <utility>

namespace eventscope::ui {

std::shared_ptr<StoreVault> vaultOfStore(const std::shared_ptr<const EventStore> &store, std::string path) {
    static SystemClock clock;
    const auto catchUp = [store](KeyVault &vault) -> Result<void> {
        ES_TRY(catchUpUnlocked(*store, vault, {}));
        return {};
    };
    return std::make_shared<StoreVault>(std::move(path), clock, StoreVault::AskSecrets(), catchUp);
}

Result<OpenedStore> openedWithVault(const OpenedStore &opened, const std::string &path, const JobControl &job) {
    if (!opened.protection.vault) return fail(ErrorKind::Unsupported, "A store in memory has no vault");
    if (const auto states = keyStatesIn(path, {}); !states) return fail(states.error());
    OpenedStore other = openedAnew(opened);
    other.protection.vault = vaultOfStore(opened.store, path);
    ES_TRY(checkVaultFits(*opened.store, other.protection, job));
    ES_ASSIGN(lenses, lensesOf(opened.upcasters, other.protection));
    other.lens = lenses.forPeople;
    other.derivedLens = lenses.forKeeping;
    return other;
}

} // namespace eventscope::ui
