// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/key_map.h"
#include "core/projection/key_sieve.h"
#include "core/projection/projection.h"
#include "core/projection/row_form.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

/// The rows of a run that are in memory, by key, and which of them are to be committed. What a table that began empty
/// has never had in it is known not to be there. Row: a type with a RowForm. One thread.
template <class Row>
class RowTable {
  public:
    struct Slot {
        std::optional<Row> row;   ///< nothing: known not to be there
        Position position;        ///< of the last event that touched it
        std::uint64_t events = 0; ///< that have touched it since it is there

      private:
        friend class RowTable;
        std::size_t bytes = 0;    // beside itself, when last looked at
        bool isCommitted = false; // as a row
        bool isChanged = false;
        bool isUsed = true; // since the last forget()
    };
    using Entry = typename KeyMap<Slot>::Entry;

    explicit RowTable(bool isEmpty) : m_beganEmpty(isEmpty) {}

    /// Counts as a use of the row. Null: it must be loaded first, or wrongKey(). Entries stay where they are until
    /// forget().
    [[nodiscard]] Entry *find(std::string_view key) { return find(key, hashOf(key)); }
    [[nodiscard]] Entry *find(std::string_view key, std::size_t hash) {
        // Events of one stream mostly follow each other, and so do those of a key.
        if (m_last && m_last->key() == key) return m_last;
        Entry *found = m_entries.find(key, hash);
        if (!found) {
            if (mayBeStored(hash) || !wrongKey(key).empty()) return nullptr;
            found = &m_entries.add(key, hash, {});
        }
        found->value.isUsed = true;
        return m_last = found;
    }

    [[nodiscard]] static std::size_t hashOf(std::string_view key) { return Entries::hashOf(key); }
    /// \name What the memory takes long to bring, asked of it for several rows before the first is found
    /// In this order, each for all of them: where the entry of a key with this hash stands, the entry, the row, and
    /// what is in it.
    /// @{
    void prefetchPlace(std::size_t hash) const { m_entries.prefetch(hash); }
    void prefetchEntry(std::size_t hash) const { __builtin_prefetch(m_entries.anyOf(hash)); }
    void prefetchRow(std::size_t hash) const {
        const Entry *entry = m_entries.anyOf(hash);
        if (entry && entry->value.row) RowForm<Row>::prefetch(*entry->value.row);
    }
    void prefetchMembers(std::size_t hash) const {
        const Entry *entry = m_entries.anyOf(hash);
        if (entry && entry->value.row) RowForm<Row>::prefetchMembers(*entry->value.row);
    }
    /// @}

    /// Notes that the row of `key` will be asked for.
    void want(std::string_view key) {
        const std::size_t hash = Entries::hashOf(key);
        if (mayBeStored(hash) && wrongKey(key).empty() && !m_entries.find(key, hash)) m_wanted.emplace(key);
    }
    /// Loads what was wanted, in one call of `source`. Errors: those of `source`, Corrupt.
    [[nodiscard]] Result<void> loadWanted(RowSource &source) {
        const std::vector<std::string> keys(m_wanted.begin(), m_wanted.end());
        m_wanted.clear();
        if (keys.empty()) return {};
        ES_ASSIGN(rows, source.rows(keys));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            Slot slot;
            if (rows[i]) {
                ES_ASSIGN(row, RowForm<Row>::fromJson(rows[i]->row));
                slot.row = std::move(row);
                slot.position = rows[i]->position;
                slot.events = rows[i]->events;
                slot.isCommitted = true;
            }
            measure(m_entries.add(keys[i], Entries::hashOf(keys[i]), std::move(slot)).value);
        }
        return {};
    }

    /// Notes that the event at `position` has touched the row, whether or not it changed it.
    void touched(Entry &entry, Position position) {
        Slot &slot = entry.value;
        slot.position = position;
        slot.events = slot.row ? slot.events + 1 : 0;
        if (!std::exchange(slot.isChanged, true)) m_changed.push_back(&entry);
    }

    /// As ProjectionRun::takeChanges.
    [[nodiscard]] Result<std::vector<RowChange>> takeChanges() {
        std::vector<RowChange> changes;
        changes.reserve(m_changed.size());
        for (std::size_t at = 0; at < m_changed.size(); ++at) {
            prefetchChanged(at);
            Entry *const entry = m_changed[at];
            Slot &slot = entry->value;
            slot.isChanged = false;
            measure(slot);
            const bool wasCommitted = std::exchange(slot.isCommitted, slot.row.has_value());
            if (slot.row) {
                ES_ASSIGN(row, RowForm<Row>::toJson(*slot.row));
                changes.push_back({std::string(entry->key()), std::move(row), slot.position, slot.events});
            } else if (wasCommitted) {
                changes.push_back({std::string(entry->key()), std::nullopt, slot.position, 0});
            }
        }
        m_changed.clear();
        return changes;
    }

    /// Rows count with the size that they had when they were last taken or loaded.
    [[nodiscard]] std::size_t bytes() const {
        return m_entries.bytes() + m_changed.capacity() * sizeof(Entry *) + m_rowBytes + m_letGo.bytes();
    }

    /// Lets go of the rows that have not been used since the last call. REQUIRES: nothing to take. Cost: all rows.
    void forget() {
        m_last = nullptr;
        m_entries.eraseIf([&](Entry &entry) {
            if (std::exchange(entry.value.isUsed, false)) return false;
            if (entry.value.row && m_beganEmpty) m_letGo.add(Entries::hashOf(entry.key()));
            m_rowBytes -= entry.value.bytes;
            return true;
        });
        m_changed.shrink_to_fit();
    }

  private:
    using Entries = KeyMap<Slot>;

    /// The entries that are taken soon, and what is in them.
    void prefetchChanged(std::size_t at) const {
        constexpr std::size_t kAhead = 16;
        if (at + kAhead < m_changed.size()) __builtin_prefetch(m_changed[at + kAhead]);
        if (at + kAhead / 2 >= m_changed.size()) return;
        const std::optional<Row> &row = m_changed[at + kAhead / 2]->value.row;
        if (row) RowForm<Row>::prefetch(*row);
    }
    [[nodiscard]] bool mayBeStored(std::size_t hash) const { return !m_beganEmpty || m_letGo.mayHold(hash); }
    void measure(Slot &slot) {
        const std::size_t bytes = slot.row ? RowForm<Row>::bytes(*slot.row) : 0;
        m_rowBytes = m_rowBytes - slot.bytes + bytes;
        slot.bytes = bytes;
    }

    const bool m_beganEmpty;
    Entries m_entries;
    Entry *m_last = nullptr;
    std::vector<Entry *> m_changed;
    std::set<std::string> m_wanted;
    KeySieve m_letGo;           // of a table that began empty: what it has had
    std::size_t m_rowBytes = 0; // beside the entries
};

} // namespace eventscope
