// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/block_counts.h"

#include <algorithm>

namespace eventscope {

BlockCounts::BlockCounts(const BlockCounts &other, std::size_t blocks)
    : m_closed(blocks), m_entries(other.m_entries.begin(), other.m_entries.begin() + std::ptrdiff_t(blocks)) {
    std::size_t bytes = 0, totalsKept = 0;
    for (std::size_t i = 0; i < blocks; ++i) {
        const Block &block = other.m_blocks[i];
        m_blocks.set(i, block);
        if (block.totals) ++totalsKept;
        m_entriesSinceCheckpoint = (block.totals ? 0 : m_entriesSinceCheckpoint) + block.entryCount;
        m_checkpoint = block.checkpoint;
        bytes += bytesOf(block);
    }
    m_totalsKept.assign(other.m_totalsKept.begin(), other.m_totalsKept.begin() + std::ptrdiff_t(totalsKept));
    addUpTo(blocks, m_totals);
    m_current.resize(m_totals.size(), 0);
    m_bytes.store(bytes, std::memory_order_relaxed);
}

std::size_t BlockCounts::bytesOf(const Block &block) {
    return sizeof(Block) + block.entryCount * sizeof(Entry) + block.totalsCount * sizeof(std::uint64_t);
}

void BlockCounts::add(std::uint32_t code) {
    if (code >= m_current.size()) m_current.resize(code + 1u, 0);
    if (m_current[code]++ == 0) m_occurring.push_back(code);
}

void BlockCounts::closeBlock() {
    Block block{};
    if (m_entriesSinceCheckpoint >= std::max<std::size_t>(m_totals.size(), 1)) {
        auto totals = std::make_shared<std::uint64_t[]>(m_totals.size());
        std::ranges::copy(m_totals, totals.get());
        block.totals = totals.get();
        block.totalsCount = static_cast<std::uint32_t>(m_totals.size());
        m_totalsKept.push_back(std::move(totals));
        m_checkpoint = m_closed;
        m_entriesSinceCheckpoint = 0;
    }
    auto entries = std::make_shared<Entry[]>(m_occurring.size());
    if (m_totals.size() < m_current.size()) m_totals.resize(m_current.size(), 0);
    for (const std::uint32_t code : m_occurring) {
        entries[block.entryCount++] = {code, m_current[code]};
        m_totals[code] += m_current[code];
        m_current[code] = 0;
    }
    m_occurring.clear();
    m_entriesSinceCheckpoint += block.entryCount;
    block.entries = entries.get();
    block.checkpoint = m_checkpoint;
    m_entries.push_back(std::move(entries));
    m_blocks.set(m_closed++, block);
    m_bytes.fetch_add(bytesOf(block), std::memory_order_relaxed);
}

std::span<const BlockCounts::Entry> BlockCounts::of(std::size_t block) const {
    return {m_blocks[block].entries, m_blocks[block].entryCount};
}

void BlockCounts::addUpTo(std::size_t blocks, std::vector<std::uint64_t> &counts) const {
    if (blocks == 0) return;
    const std::size_t checkpoint = m_blocks[blocks - 1].checkpoint;
    const Block &first = m_blocks[checkpoint];
    if (counts.size() < first.totalsCount) counts.resize(first.totalsCount, 0);
    for (std::size_t code = 0; code < first.totalsCount; ++code)
        counts[code] += first.totals[code];
    for (std::size_t block = checkpoint; block < blocks; ++block) {
        for (const Entry &entry : of(block)) {
            if (counts.size() <= entry.code) counts.resize(entry.code + 1u, 0);
            counts[entry.code] += entry.count;
        }
    }
}

} // namespace eventscope
