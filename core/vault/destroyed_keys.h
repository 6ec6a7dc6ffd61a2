// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/vault_rows.h"

#include <map>
#include <set>
#include <utility>

namespace eventscope {

/// The rows of keys that are known to be destroyed, for as long as a vault is open: its file may be written to by
/// others meanwhile. One thread.
class DestroyedKeys {
  public:
    /// REQUIRES: its state is Destroyed, so that it has a fingerprint.
    void add(KeyRow row) {
        m_fingerprints.insert(*row.fingerprint);
        m_rows.insert_or_assign(row.key, std::move(row));
    }
    [[nodiscard]] bool contains(const KeyId &key) const { return m_rows.contains(key); }
    [[nodiscard]] bool contains(const Hash &fingerprint) const { return m_fingerprints.contains(fingerprint); }
    [[nodiscard]] const std::map<KeyId, KeyRow> &rows() const { return m_rows; }

  private:
    std::map<KeyId, KeyRow> m_rows;
    std::set<Hash> m_fingerprints;
};

} // namespace eventscope
