// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// One step of a JSON Patch (RFC 6902), with the value before it where there was one.
struct Change {
    enum class Op : std::uint8_t { Add, Remove, Replace, Move };
    Op op = Op::Replace;
    Pointer path;                ///< where, at the moment this step is applied
    std::optional<Pointer> from; ///< for Move
    std::optional<Json> was;     ///< for Remove and Replace
    std::optional<Json> value;   ///< for Add and Replace
    bool operator==(const Change &) const = default;
};

struct DiffOptions {
    /// Members that identify an element of an array of objects, tried in order; the first that every element of both
    /// arrays has, with distinct scalar values, aligns them. Otherwise names ending in "Id" or "id" are tried, then
    /// equal elements are aligned by a longest common subsequence.
    std::vector<std::string> arrayKeys = {"id", "key", "name"};
};

/// The steps that turn `before` into `after`: applying them in order gives a document equal to `after`.
/// Shared subtrees are skipped without a look. Cost: O(what is not shared); arrays beyond 2,000 unshared elements
/// without a key are compared by index.
[[nodiscard]] std::vector<Change> diff(const Json &before, const Json &after, const DiffOptions &options = {});

/// Applies RFC 6902 steps as diff() makes them. Errors: NotFound, Invalid (a step that does not fit the document).
[[nodiscard]] Result<Json> applyChanges(const Json &document, const std::vector<Change> &changes);

/// The steps as a JSON array: {"op","path","from","value","was"}.
[[nodiscard]] Json toJson(const std::vector<Change> &changes);

/// The member that identifies the elements of both arrays (see DiffOptions::arrayKeys), if there is one.
[[nodiscard]] std::optional<std::string> arrayKey(const Json &before, const Json &after,
                                                  const DiffOptions &options = {});

} // namespace eventscope
