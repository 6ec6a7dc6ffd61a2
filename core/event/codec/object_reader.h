// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/codec/value_splitter.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A member of an event object: its key, and its value as the bytes of the file.
struct RawMember {
    std::string key;
    std::string_view raw;
};

/// One event object, taken apart into members without building a tree.
class ObjectReader {
  public:
    /// The text must live as long as the members are looked at. Errors: Corrupt, with line and byte: no JSON object, or
    /// a key twice.
    [[nodiscard]] Result<void> open(const ValueSplitter::Slice &object);

    /// Where the object begins in the file, from 1.
    [[nodiscard]] std::uint64_t line() const { return m_slice.line; }

    [[nodiscard]] const std::vector<RawMember> &members() const { return m_members; }
    /// Null when there is none.
    [[nodiscard]] const RawMember *find(std::string_view key) const;

    /// \name The value of a member in one kind. Errors: Corrupt, naming line, key and what was expected.
    /// @{
    [[nodiscard]] Result<std::string> text(const RawMember &member) const;
    /// A text that is UTF-8: half a surrogate pair can be escaped in JSON, but is no name.
    [[nodiscard]] Result<std::string> name(const RawMember &member) const;
    [[nodiscard]] Result<std::int64_t> whole(const RawMember &member) const;
    /// @}
    [[nodiscard]] static bool isNull(const RawMember &member) { return member.raw == "null"; }
    [[nodiscard]] Failure wrong(const RawMember &member, const std::string &expected) const;
    /// Corrupt, about the object as a whole.
    [[nodiscard]] Failure wrong(const std::string &what) const { return wrongAt(0, what); }

  private:
    [[nodiscard]] Result<void> readMembers();
    [[nodiscard]] Result<void> checkKeys() const;
    /// `offset` bytes into the object.
    [[nodiscard]] Failure wrongAt(std::size_t offset, const std::string &what) const;
    [[nodiscard]] std::size_t offsetOf(const RawMember &member) const {
        return static_cast<std::size_t>(member.raw.data() - m_slice.text.data());
    }

    ValueSplitter::Slice m_slice;
    std::vector<RawMember> m_members;
};

} // namespace eventscope
