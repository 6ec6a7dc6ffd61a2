// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <vector>

namespace eventscope {

/// Finds events by id while a file has no index of ids: from an id to the positions that may hold it. Open addressing,
/// 24 to 48 bytes an event.
class IdTable {
  public:
    void insert(const EventId &id, std::int64_t position) {
        if ((m_used + 1) * 3 > m_slots.size() * 2) grow();
        place({hashOf(id), position});
        ++m_used;
    }

    /// Has the memory fetched that a visit() or an insert() will look at first.
    void prefetch(const EventId &id) const {
        if (!m_slots.empty()) __builtin_prefetch(&m_slots[hashOf(id) & mask()]);
    }

    /// Calls `visit(position)` for every event that may have this id, until it answers true.
    template <class Visit>
    void visit(const EventId &id, Visit visit) const {
        if (m_slots.empty()) return;
        const std::uint64_t hash = hashOf(id);
        for (std::size_t i = hash & mask(); m_slots[i].position != 0; i = (i + 1) & mask()) {
            if (m_slots[i].hash == hash && visit(m_slots[i].position)) return;
        }
    }

  private:
    struct Slot {
        std::uint64_t hash = 0;
        std::int64_t position = 0; ///< 0: free, since no event stands there
    };
    static std::uint64_t hashOf(const EventId &id) { return std::hash<EventId>{}(id); }
    [[nodiscard]] std::size_t mask() const { return m_slots.size() - 1; }
    void place(const Slot &slot) {
        std::size_t i = slot.hash & mask();
        while (m_slots[i].position != 0)
            i = (i + 1) & mask();
        m_slots[i] = slot;
    }
    void grow() {
        std::vector<Slot> old(m_slots.empty() ? kFirstSlots : m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot &slot : old) {
            if (slot.position != 0) place(slot);
        }
    }

    static constexpr std::size_t kFirstSlots = 1024;
    std::vector<Slot> m_slots; ///< a power of two
    std::size_t m_used = 0;
};

} // namespace eventscope
