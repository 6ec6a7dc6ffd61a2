// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

/// What is remembered of the bytes that were read from the beginning of a file, to tell later whether they are still
/// those: how many, a hash over all of them, and the first and the last ones as they are. Value type, about 9 KB.
class TakenBytes {
  public:
    static constexpr std::size_t kEdgeBytes = 4096;

    /// The next bytes of the file.
    void add(std::string_view bytes);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// The first and the last kEdgeBytes, or as many as there are.
    [[nodiscard]] const std::string &head() const { return m_head; }
    [[nodiscard]] const std::string &tail() const { return m_tail; }
    [[nodiscard]] Hash hash() const;

  private:
    std::uint64_t m_count = 0;
    std::string m_head, m_tail;
    Hasher m_hasher;
};

} // namespace eventscope
