// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/write_bytes.h"
#include "core/document/document.h"

#include <string>

namespace eventscope {

/// The document as PDF on A4: numbered pages, an outline of its headings, tables that go on over pages with their heads
/// repeated, words broken that are longer than a line; text of any script that the installed fonts have. Its parts are
/// tagged for readers that speak. Equal documents give equal bytes, with the same fonts and versions of
/// documentLibraries(). Nothing is written to disk. Errors: those of `write`, Cancelled, Internal. Progress: blocks,
/// each twice: pages are counted first. Cost: about a millisecond for a row of a table.
[[nodiscard]] Result<void> writePdf(const Document &document, const WriteBytes &write, const JobControl &job);

/// "Pango 1.50.12, cairo 1.16.0": on which the bytes of a PDF depend.
[[nodiscard]] std::string documentLibraries();

} // namespace eventscope
