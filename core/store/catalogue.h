// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// What to list. Streams are paged by key: continue with `afterStream` = the last name seen.
struct CatalogueQuery {
    enum class What : std::uint8_t { Streams, Categories, Types };
    What what = What::Streams;
    Position until = kEnd;               ///< as of this position; counts and last versions are as of it, too
    std::optional<std::string> category; ///< streams of this category only
    std::string glob;                    ///< streams whose name matches; empty: all
    std::string afterStream;             ///< streams whose name sorts (bytewise) after this one
    std::size_t rowsMax = 1000;
};

struct StreamEntry {
    std::string stream;
    Version version; ///< of its last event
    std::uint64_t events = 0;
    Time first, last; ///< recorded times
    Position lastPosition;
    bool operator==(const StreamEntry &) const = default;
};

struct CategoryEntry {
    std::string category;
    std::uint64_t streams = 0, events = 0;
    bool operator==(const CategoryEntry &) const = default;
};

struct TypeEntry {
    std::string type;
    int schemaVersion = 1;
    std::uint64_t events = 0;
    Time first, last;
    bool operator==(const TypeEntry &) const = default;
};

/// The list asked for, sorted by name (bytewise), types by name and schema version.
struct Catalogue {
    std::vector<StreamEntry> streams;
    std::vector<CategoryEntry> categories;
    std::vector<TypeEntry> types;
    bool complete = true; ///< false: rowsMax cut it off
};

} // namespace eventscope
