// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace eventscope {

/// Keeps bytes at a fixed address, in blocks that grow with what is kept. One writer; what was stored may be read from
/// any thread that learned of it.
class ByteArena {
  public:
    /// Copies both, one behind the other, and tells where.
    const char *store(std::string_view first, std::string_view second) {
        const std::size_t bytes = first.size() + second.size();
        if (bytes > m_free) grow(bytes);
        char *const to = m_end;
        if (!first.empty()) std::memcpy(to, first.data(), first.size());
        if (!second.empty()) std::memcpy(to + first.size(), second.data(), second.size());
        m_end += bytes;
        m_free -= bytes;
        return to;
    }

    struct Mark {
        std::size_t blocks = 0;
        char *end = nullptr;
        std::size_t free = 0;
    };
    [[nodiscard]] Mark mark() const { return {m_blocks.size(), m_end, m_free}; }
    /// Forgets what was stored since `mark`.
    void rewind(const Mark &mark) {
        m_blocks.resize(mark.blocks);
        m_end = mark.end;
        m_free = mark.free;
    }

  private:
    static constexpr std::size_t kFirstBytes = 1u << 14, kBlockBytesMax = 1u << 20;
    void grow(std::size_t bytes) {
        const std::size_t size =
            std::max(bytes, std::min(kFirstBytes << std::min<std::size_t>(m_blocks.size(), 16), kBlockBytesMax));
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(size));
        m_end = m_blocks.back().get();
        m_free = size;
    }

    std::vector<std::unique_ptr<char[]>> m_blocks;
    char *m_end = nullptr;
    std::size_t m_free = 0;
};

} // namespace eventscope
