// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/write_bytes.h"
#include "core/document/document.h"

namespace eventscope {

/// The document as one HTML file that needs nothing else: no scripts, no links, no pictures, everything escaped; with
/// its language, heads of tables marked as such, and a style for paper. Equal documents give equal bytes. Errors: those
/// of `write`, Cancelled. Progress: blocks.
[[nodiscard]] Result<void> writeHtml(const Document &document, const WriteBytes &write, const JobControl &job);

} // namespace eventscope
