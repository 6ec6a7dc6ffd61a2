// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/erasure_report.h"

#include <string>
#include <string_view>

namespace eventscope::ui {

/// How a report is written.
enum class ReportForm : std::uint8_t { Html, Pdf, Json };

/// The file appears whole or not at all. Errors: Unavailable, Cancelled. Blocks: for a call.
[[nodiscard]] Result<void> writeReport(const ErasureReport &report, ReportForm form, const std::string &path,
                                       const JobControl &job);

/// A text, likewise.
[[nodiscard]] Result<void> writeText(std::string_view text, const std::string &path);

} // namespace eventscope::ui
