// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

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
    /// `text` must live as long as the members are looked at; `line` is where it begins. Errors: Corrupt, with line and
    /// byte: no JSON object, or a key twice.
    [[nodiscard]] Result<void> open(std::string_view text, std::uint64_t line);

    [[nodiscard]] const std::vector<RawMember> &members() const { return m_members; }
    /// Null when there is none.
    [[nodiscard]] const RawMember *find(std::string_view key) const;

    /// \name The value of a member in one kind. Errors: Corrupt, naming line, key and what was expected.
    /// @{
    [[nodiscard]] Result<std::string> text(const RawMember &member) const;
    [[nodiscard]] Result<std::int64_t> whole(const RawMember &member) const;
    /// @}
    [[nodiscard]] static bool isNull(const RawMember &member) { return member.raw == "null"; }
    [[nodiscard]] Failure wrong(const RawMember &member, const std::string &expected) const;

  private:
    [[nodiscard]] Result<void> readMembers();

    std::string_view m_text;
    std::uint64_t m_line = 0;
    std::vector<RawMember> m_members;
};

} // namespace eventscope
