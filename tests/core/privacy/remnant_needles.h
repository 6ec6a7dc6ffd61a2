// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/byte_search.h"
#include "tests/core/vault/vault_keys.h"

#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::testing {

/// What must be nowhere once people are erased: their keys as they are and as they were ever wrapped, the keys that
/// wrapped those, likewise, and every writing of what was sealed with them.
class RemnantNeedles {
  public:
    RemnantNeedles(std::vector<std::string> people, const std::vector<std::string> &literals)
        : m_people(std::move(people)) {
        for (const std::string &literal : literals)
            for (std::string &writing : writingsOf(literal))
                m_writings.push_back(std::move(writing));
    }

    /// Takes the keys that the vault has for them now, in its present epoch.
    void look(KeyVault &vault, const std::string &passphrase) {
        const VaultKeys own = keysOfFile(vault.path(), passphrase);
        m_wrapped.clear();
        std::vector<KeyRow> rows;
        for (const std::string &person : m_people)
            for (KeyRow &row : must(vault.keysOf(must(vault.bindingOf({person})))))
                if (row.wrapped) rows.push_back(std::move(row));
        KeyNeedles &needles = m_looks.emplace_back(rows.size() + 1);
        KeyVault::Lease lease(vault);
        for (const KeyRow &row : rows) {
            const KeyLookup found = lease.find(row.key);
            needles.add(std::get<KeyCache::KeyPtr>(found)->bytes(), *row.wrapped);
            m_wrapped.emplace_back(textOf(row.wrapped->bytes));
        }
        const KeyAccess access(own.arena);
        needles.add(own.epoch.bytes(), own.header.keyKey);
        m_epochKey = textOf(own.header.keyKey.bytes);
    }

    [[nodiscard]] const std::vector<std::string> &writings() const { return m_writings; }
    /// The subjects' keys, and the one of the epoch, as the last look() saw them wrapped.
    [[nodiscard]] const std::vector<std::string> &wrapped() const { return m_wrapped; }
    [[nodiscard]] const std::string &wrappedEpochKey() const { return m_epochKey; }
    [[nodiscard]] std::size_t keys() const {
        std::size_t count = 0;
        for (const KeyNeedles &look : m_looks)
            count += look.keys();
        return count;
    }

    /// Calls `take` with all needles, of keys and of writings.
    template <class Take>
    auto with(Take take) const {
        std::list<KeyNeedles::Reading> readings;
        std::vector<std::string_view> all(m_writings.begin(), m_writings.end());
        for (const KeyNeedles &look : m_looks) {
            const auto texts = readings.emplace_back(look).texts();
            all.insert(all.end(), texts.begin(), texts.end());
        }
        return take(std::span<const std::string_view>(all));
    }
    [[nodiscard]] ByteSearch searchedIn(const std::vector<std::string> &files) const {
        return with([&](std::span<const std::string_view> all) { return must(searchBytes(files, all, {})); });
    }

  private:
    const std::vector<std::string> m_people;
    std::vector<std::string> m_writings, m_wrapped;
    std::string m_epochKey;
    std::list<KeyNeedles> m_looks;
};

} // namespace eventscope::testing
