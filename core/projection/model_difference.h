// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/store/read_model_store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// A row that is not in both tables alike. Missing: only `expected` is there; extra: only `actual`.
struct RowDifference {
    std::string key;
    std::optional<ModelRow> expected, actual;
};

/// What a comparison came to.
struct ModelDifferences {
    std::uint64_t same = 0, missing = 0, extra = 0, different = 0;
    std::uint64_t moved = 0;          ///< rows that only one of the tables was far enough to have touched: not compared
    std::vector<RowDifference> first; ///< by their keys, as many as were asked for
    [[nodiscard]] std::uint64_t apart() const { return missing + extra + different; }
    [[nodiscard]] bool isAny() const { return apart() > 0; }
    /// Of either table.
    [[nodiscard]] std::uint64_t rows() const { return same + apart() + moved; }
};

/// Rows by the bytes of their keys, some at a time; none at the end.
using RowPages = std::function<Result<std::vector<ModelRow>>(const std::string &after)>;
[[nodiscard]] RowPages pagesOf(ReadModelStore &models, const ModelInfo &model, const JobControl &job);
/// REQUIRES: `rows` are ascending by key, and outlive it.
[[nodiscard]] RowPages pagesOf(const std::vector<ModelRow> &rows);

/// Compares row by row, by content only. Rows touched beyond `until` on either side are counted as moved; `until` is
/// how far the table that is behind has come. Cost: both tables once, two pages in memory.
[[nodiscard]] Result<ModelDifferences> compareModels(const RowPages &expected, const RowPages &actual, Position until,
                                                     std::size_t firstMax, const JobControl &job);

} // namespace eventscope
