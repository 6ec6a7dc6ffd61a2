// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/vault_secrets.h"

#include "core/privacy/ledger_details.h"
#include "core/vault/new_passphrase.h"

namespace eventscope {

Result<void> changePassphrase(ErasureLedger &ledger, KeyVault &vault, UnlockBy unlockBy, const UnlockSecrets &secrets,
                              Time now) {
    ES_TRY(checkNewPassphrase(secrets.password));
    ES_TRY(vault.changeSecrets(unlockBy, secrets));
    ES_TRY(ledger.add(now, acts::kPassphraseChanged, {}, {},
                      Json::object({{"withKeyring", Json::boolean(unlockBy != UnlockBy::Password)},
                                    {"epoch", countJson(vault.epoch())}})));
    return {};
}

} // namespace eventscope
