// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vault_rows.h"

#include "core/base/fixed_bytes.h"

namespace eventscope {

namespace {

void add(Bound &all, const WrappedKey &key) { all.add(viewOf(key.nonce)).add(viewOf(key)); }

} // namespace

std::string_view name(KeyState state) {
    switch (state) {
    case KeyState::Active:
        return "active";
    case KeyState::Retired:
        return "retired";
    case KeyState::Fenced:
        return "fenced";
    case KeyState::Destroyed:
        return "destroyed";
    }
    return "unknown";
}

std::string canonical(const VaultHeader &header) {
    Bound all("vault-header");
    all.add(viewOf(header.vault)).add(header.store).add(static_cast<std::uint64_t>(toUs(header.createdAt)));
    all.add(std::uint64_t{header.epoch}).add(static_cast<std::uint64_t>(header.unlockBy)).add(viewOf(header.salt));
    all.add(header.cost.operations).add(header.cost.memoryBytes).add(viewOf(header.unlockCheck));
    add(all, header.keyKey);
    add(all, header.bindingKey);
    all.add(header.erasures);
    if (header.escrow) all.add("escrow").add(viewOf(header.escrow->recipient)).add(viewOf(*header.escrow));
    return all.bytes();
}

std::string canonical(const LedgerMark &mark) {
    return Bound("vault-ledger").add(mark.lines).add(viewOf(mark.last)).bytes();
}

std::string canonical(const BackupNote &note) {
    Bound all("vault-backup");
    all.add(static_cast<std::uint64_t>(toUs(note.madeAt))).add(std::uint64_t{note.expiresAt.has_value()});
    all.add(static_cast<std::uint64_t>(note.expiresAt ? toUs(*note.expiresAt) : 0));
    return all.bytes();
}

std::string canonical(const KeyRow &row) {
    Bound all("vault-key");
    all.add(viewOf(row.key)).add(viewOf(row.subject)).add(row.purpose).add(static_cast<std::uint64_t>(row.state));
    all.add(std::uint64_t{row.epoch}).add(std::uint64_t{row.wrapped.has_value()});
    if (row.wrapped) add(all, *row.wrapped);
    all.add(static_cast<std::uint64_t>(toUs(row.createdAt)));
    all.add(static_cast<std::uint64_t>(row.destroyedAt ? toUs(*row.destroyedAt) : 0)).add(row.erasure);
    all.add(std::uint64_t{row.fingerprint.has_value()});
    if (row.fingerprint) all.add(viewOf(*row.fingerprint));
    return all.bytes();
}

} // namespace eventscope
