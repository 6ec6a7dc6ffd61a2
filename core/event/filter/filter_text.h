// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Texts of the filter language (see Filter), made from parts.

/// A string with its quotes. REQUIRES: UTF-8.
[[nodiscard]] std::string filterString(std::string_view text);
/// A path with a member more: "data" and "amount" are data.amount, "data" and "a b" are data["a b"].
[[nodiscard]] std::string filterMember(std::string_view path, std::string_view key);
/// What matches both; a blank one matches everything. REQUIRES: both are filters.
[[nodiscard]] std::string filterBoth(std::string_view a, std::string_view b);
/// What matches either. REQUIRES: both are filters, none is blank.
[[nodiscard]] std::string filterEither(std::string_view a, std::string_view b);
/// What does not match. REQUIRES: a filter, not blank.
[[nodiscard]] std::string filterNot(std::string_view filter);
/// The events recorded in a span.
[[nodiscard]] std::string filterRecorded(const TimeSpan &span);
/// The events at these positions, which ascend; runs of consecutive ones as a range. REQUIRES: not empty.
[[nodiscard]] std::string filterPositions(const std::vector<Position> &positions);

} // namespace eventscope
