// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_arena.h"
#include "core/base/segmented.h"

#include <tsl/robin_set.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
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
/// behind it never change, so views of names stay valid. Threads: any; what is behind a code that was handed to a
/// thread is read without a lock, looking a code up takes one of several, so that readers of a log seldom meet.
class Dictionary {
  public:
    [[nodiscard]] std::uint32_t streamCode(std::string_view stream);
    [[nodiscard]] std::uint32_t typeCode(std::string_view name, int schemaVersion);
    [[nodiscard]] std::optional<std::uint32_t> findStream(std::string_view stream) const;
    [[nodiscard]] std::optional<std::uint32_t> findType(std::string_view name, int schemaVersion) const;

    /// REQUIRES: a code that this dictionary gave.
    [[nodiscard]] std::string_view stream(std::uint32_t code) const { return m_streams[code]; }
    [[nodiscard]] const TypeName &type(std::uint32_t code) const { return *m_types[code]; }
    /// Every code below can be asked for.
    [[nodiscard]] std::uint32_t streams() const { return m_streamCount.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint32_t types() const { return m_typeCount.load(std::memory_order_acquire); }

  private:
    struct NamedStream {
        const char *name;
        std::uint32_t nameBytes;
        std::uint32_t code;
    };
    static std::string_view nameOf(std::string_view name) { return name; }
    static std::string_view nameOf(const NamedStream &stream) { return {stream.name, stream.nameBytes}; }
    struct HashOfName {
        std::size_t operator()(const auto &of) const { return std::hash<std::string_view>()(nameOf(of)); }
    };
    struct SameName {
        using is_transparent = void;
        bool operator()(const auto &a, const auto &b) const { return nameOf(a) == nameOf(b); }
    };
    /// Asked for nearly every event that is read: one look at memory decides, by the hash that stands in the table.
    using StreamCodes = tsl::robin_set<NamedStream, HashOfName, SameName, std::allocator<NamedStream>, true>;
    /// The streams whose names have the same highest bits in their hash.
    struct Shard {
        mutable std::shared_mutex mutex;
        StreamCodes codes; // guarded by mutex; views into m_streamNames
    };
    static constexpr int kShardBits = 5;
    [[nodiscard]] static std::size_t shardOf(std::size_t hash) { return hash >> (64 - kShardBits); }
    [[nodiscard]] static std::optional<std::uint32_t> findIn(const Shard &shard, std::string_view stream,
                                                             std::size_t hash);
    [[nodiscard]] std::uint32_t addStream(std::string_view stream, StreamCodes &codes);

    std::array<Shard, std::size_t{1} << kShardBits> m_shards;
    std::mutex m_growth;                   // held while a name is added
    ByteArena m_streamNames;               // guarded by m_growth
    std::deque<TypeName> m_typeNames;      // guarded by m_growth; elements never move
    Segmented<std::string_view> m_streams; // into m_streamNames
    Segmented<const TypeName *> m_types;   // into m_typeNames
    std::atomic<std::uint32_t> m_streamCount = 0;
    std::atomic<std::uint32_t> m_typeCount = 0;
    mutable std::shared_mutex m_typeMutex;
    std::unordered_map<std::string, std::uint32_t> m_typeCodes; // guarded by m_typeMutex; "name\0version"
};

} // namespace eventscope
