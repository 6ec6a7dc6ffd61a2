// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/segmented.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace eventscope {

/// How often each code occurs, block by block, so that the counts over the first blocks cost O(codes).
///
/// A block keeps the codes that occur in it with their counts; now and then one also keeps the totals before it (as
/// often as that does not double the memory), so that a thousand rare codes do not cost a thousand numbers a block.
/// Threads: one writer; others may ask about blocks that the writer handed them with release and acquire.
class BlockCounts {
  public:
    struct Entry {
        std::uint32_t code;
        std::uint32_t count;
    };

    BlockCounts() = default;
    /// The first `blocks` blocks of another one, which are closed and kept by both.
    BlockCounts(const BlockCounts &other, std::size_t blocks);

    /// Writer: one more row of the block that is being filled.
    void add(std::uint32_t code);
    /// Writer: ends that block.
    void closeBlock();

    /// What occurs in a closed block, in no order.
    [[nodiscard]] std::span<const Entry> of(std::size_t block) const;
    /// Adds the counts of the first `blocks` blocks, which are closed; `counts` grows to the codes there are.
    void addUpTo(std::size_t blocks, std::vector<std::uint64_t> &counts) const;
    /// Threads: any.
    [[nodiscard]] std::size_t bytes() const { return m_bytes.load(std::memory_order_relaxed); }

  private:
    struct Block {
        const Entry *entries;
        std::uint32_t entryCount;
        std::uint32_t totalsCount;
        const std::uint64_t *totals; ///< over all blocks before this one, or null
        std::size_t checkpoint;      ///< the last block up to this one that has totals
    };

    [[nodiscard]] static std::size_t bytesOf(const Block &block);

    Segmented<Block> m_blocks;
    std::atomic<std::size_t> m_bytes = 0;
    // Of the writer alone from here on.
    std::size_t m_closed = 0;
    std::vector<std::shared_ptr<Entry[]>> m_entries;
    std::vector<std::shared_ptr<std::uint64_t[]>> m_totalsKept;
    std::vector<std::uint64_t> m_totals;    // by code, over the closed blocks
    std::vector<std::uint32_t> m_current;   // by code, in the block being filled
    std::vector<std::uint32_t> m_occurring; // codes that are not 0 there
    std::size_t m_checkpoint = 0;
    std::size_t m_entriesSinceCheckpoint = 0;
};

} // namespace eventscope
