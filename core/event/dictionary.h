// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace eventscope {

/// An event type together with the version of its schema.
struct TypeName {
    std::string name;
    int schemaVersion = 1;
    auto operator<=>(const TypeName &) const = default;
};

/// Small numbers for the names of streams and of event types. Append-only for the life of a store: a code and the text
/// behind it never change, so views of names stay valid. Threads: any; looking a code up takes a shared lock.
class Dictionary {
  public:
    [[nodiscard]] std::uint32_t streamCode(std::string_view stream);
    [[nodiscard]] std::uint32_t typeCode(std::string_view name, int schemaVersion);
    [[nodiscard]] std::optional<std::uint32_t> findStream(std::string_view stream) const;
    [[nodiscard]] std::optional<std::uint32_t> findType(std::string_view name, int schemaVersion) const;

    /// REQUIRES: a code that this dictionary gave.
    [[nodiscard]] std::string_view stream(std::uint32_t code) const;
    [[nodiscard]] const TypeName &type(std::uint32_t code) const;
    [[nodiscard]] std::uint32_t streams() const;
    [[nodiscard]] std::uint32_t types() const;

  private:
    mutable std::shared_mutex m_mutex;
    std::deque<std::string> m_streams; // guarded by m_mutex; elements never move
    std::deque<TypeName> m_types;      // guarded by m_mutex; elements never move
    /// Asked for nearly every event that is read: one look at memory decides, by the hash that stands in the table.
    tsl::robin_map<std::string_view, std::uint32_t, std::hash<std::string_view>, std::equal_to<>,
                   std::allocator<std::pair<std::string_view, std::uint32_t>>, true>
        m_streamCodes;                                          // guarded by m_mutex; views into m_streams
    std::unordered_map<std::string, std::uint32_t> m_typeCodes; // guarded by m_mutex; "name\0version"
};

} // namespace eventscope
