// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/codec/byte_source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace eventscope {

/// Cuts a text into its JSON objects: one after the other, or the elements of one array. It only looks for where they
/// end; whether they are well formed is for whoever reads them. Keeps at most one object and one block in memory.
class ValueSplitter {
  public:
    ValueSplitter(std::unique_ptr<ByteSource> source, std::size_t bytesMax);

    struct Slice {
        std::string_view text;  ///< until the next call
        std::uint64_t line = 0; ///< where it begins, from 1
        std::uint64_t byte = 0; ///< of that line, from 1
    };
    /// False at the end. Errors: Corrupt (no object where one must be, a text that is cut off), TooLarge, Unavailable.
    [[nodiscard]] Result<bool> next(Slice &slice);
    /// True when the text is an array; known after the first next().
    [[nodiscard]] bool isArray() const { return m_list != List::None; }
    [[nodiscard]] std::uint64_t bytesRead() const { return m_bytesBefore + m_at; }

  private:
    enum class List : std::uint8_t { None, Open, Closed };

    [[nodiscard]] Result<bool> fill();
    /// The next byte that is no white space, or 0 at the end.
    [[nodiscard]] Result<char> peekToken();
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<bool> findObject();
    [[nodiscard]] Result<std::size_t> objectEnd();
    /// The byte of its line that comes next, from 1.
    [[nodiscard]] std::uint64_t byteOfLine() const { return bytesRead() - m_lineStart + 1; }
    [[nodiscard]] std::string place() const;
    [[nodiscard]] Failure wrong(const std::string &what) const;

    const std::unique_ptr<ByteSource> m_source;
    const std::size_t m_bytesMax;
    std::string m_buffer; // bytes from m_at on are still to come
    std::size_t m_at = 0;
    std::uint64_t m_bytesBefore = 0; // taken out of the buffer
    std::uint64_t m_line = 1;        // of m_at
    std::uint64_t m_lineStart = 0;   // as bytesRead() counts
    bool m_begun = false;
    bool m_ended = false; // the source has given everything
    bool m_any = false;   // an object was given
    List m_list = List::None;
};

} // namespace eventscope
