// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/vault_fit.h"

#include "core/vault/key_states.h"
#include "core/vault/opening.h"
#include "core/vault/store_vault.h"

#include <algorithm>
#include <set>
#include <vector>

namespace eventscope {

namespace {

/// So many keys that are not known are enough.
constexpr std::size_t kKeysMax = 256;

Result<void> addKeys(const Payload &payload, PersonalField::Part part, std::set<KeyId> &keys) {
    if (payload.encoding != Encoding::Json || !mayHoldProtected(payload.bytes)) return {};
    ES_ASSIGN(opened, openedText(payload.bytes, part, {}, nullptr));
    for (const OpenedValue &value : opened.values)
        if (value.state != FieldState::Unsupported) keys.insert(value.key);
    return {};
}

/// Whose values stand in the events at this end of the log.
Result<std::set<KeyId>> keysMet(const EventStore &store, Direction direction, const JobControl &job) {
    Query query;
    query.direction = direction;
    query.fields = Fields::Data | Fields::Metadata;
    query.rowsMax = kFitEventsMax;
    query.names = Query::Names::Passing;
    std::set<KeyId> keys;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            ES_TRY(addKeys(event.data(), PersonalField::Part::Data, keys));
            ES_TRY(addKeys(event.metadata(), PersonalField::Part::Metadata, keys));
        }
        return keys.size() < kKeysMax ? Flow::More : Flow::Enough;
    });
    ES_TRY(store.scan(query, sink, job));
    return keys;
}

} // namespace

Result<VaultFit> vaultFitOf(const EventStore &store, const StoreProtection &protection, const JobControl &job) {
    if (!protection.vault || !protection.vault->exists()) return VaultFit::Fits;
    const std::string &path = protection.vault->path();
    const auto header = keyStatesIn(path, {});
    if (!header) return VaultFit::Fits;
    if (header->store != protection.store) return VaultFit::OfAnotherStore;
    bool hasMet = false;
    for (const Direction direction : {Direction::Backward, Direction::Forward}) {
        ES_ASSIGN(keys, keysMet(store, direction, job));
        if (keys.empty()) continue;
        hasMet = true;
        const auto known = keyStatesIn(path, std::vector(keys.begin(), keys.end()));
        if (!known || !known->states.empty()) return VaultFit::Fits;
    }
    return hasMet ? VaultFit::KnowsNoKey : VaultFit::Fits;
}

Failure vaultMisfit(VaultFit fit, const StoreProtection &protection) {
    const std::string &path = protection.vault->path();
    if (fit == VaultFit::OfAnotherStore)
        return fail(ErrorKind::Refused, "The vault is of another store (" + path + ")",
                    "Choose the vault of this one (on the command line with --vault)");
    return fail(ErrorKind::Refused, "The vault has none of the keys of this store's values (" + path + ")",
                "Choose the vault of this store, or a newer copy of it (on the command line with --vault)");
}

Result<void> checkVaultFits(const EventStore &store, const StoreProtection &protection, const JobControl &job) {
    ES_ASSIGN(fit, vaultFitOf(store, protection, job));
    if (fit == VaultFit::Fits) return {};
    return vaultMisfit(fit, protection);
}

} // namespace eventscope
