// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/id_index.h"

#include <bit>
#include <cstring>

namespace eventscope {

namespace {

constexpr std::size_t kFirstSlots = 1024;

} // namespace

std::size_t IdIndex::homeOf(const EventId &id) const {
    std::uint64_t halves[2];
    std::memcpy(halves, id.bytes.data(), sizeof halves);
    // Fibonacci hashing: the high bits of the product depend on all bits of the id.
    const std::uint64_t mixed = (halves[0] ^ std::rotl(halves[1], 29)) * 0x9E3779B97F4A7C15ULL;
    return mixed >> (64 - std::countr_zero(m_slots.size()));
}

std::size_t IdIndex::slotOf(const EventId &id) const {
    std::size_t slot = homeOf(id);
    while (m_slots[slot] != kFree && m_rows[m_slots[slot]].id != id)
        slot = next(slot);
    return slot;
}

std::optional<RowNumber> IdIndex::find(const EventId &id) const {
    if (m_slots.empty()) return std::nullopt;
    const RowNumber row = m_slots[slotOf(id)];
    if (row == kFree) return std::nullopt;
    return row;
}

void IdIndex::insert(RowNumber row) {
    if (m_used * 3 >= m_slots.size() * 2) grow();
    const std::size_t slot = slotOf(m_rows[row].id);
    if (m_slots[slot] != kFree) return;
    m_slots[slot] = row;
    ++m_used;
}

// Without tombstones: what stands behind the hole moves up unless it would then stand before its home.
void IdIndex::erase(RowNumber row) {
    std::size_t hole = slotOf(m_rows[row].id);
    if (m_slots[hole] != row) return;
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = next(hole); m_slots[slot] != kFree; slot = next(slot)) {
        const std::size_t home = homeOf(m_rows[m_slots[slot]].id);
        if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
        m_slots[hole] = m_slots[slot];
        hole = slot;
    }
    m_slots[hole] = kFree;
    --m_used;
}

void IdIndex::grow() {
    std::vector<RowNumber> old(m_slots.empty() ? kFirstSlots : m_slots.size() * 2, kFree);
    old.swap(m_slots);
    for (const RowNumber row : old) {
        if (row != kFree) m_slots[slotOf(m_rows[row].id)] = row;
    }
}

} // namespace eventscope
