// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"
#include "core/privacy/erasure_lines.h"
#include "core/privacy/erasure_report.h"

namespace eventscope {

inline constexpr const char *kNotPerformed = "not performed", *kNotRecorded = "not recorded";

/// As it stands in the details of a line, or that it does not.
[[nodiscard]] Json recorded(const Json &details, std::string_view member);

/// All of a report in JSON but its hash and its MAC. Of `report` it takes what was judged.
[[nodiscard]] Json reportBody(const ErasureLines &lines, const ErasureReport &report);

/// Its table of checks: each with how, on what and with which outcome.
[[nodiscard]] Json verificationPart(const ErasureLines &lines);

} // namespace eventscope
