// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output/output.h"
#include "app/cli/output/output_options.h"
#include "app/cli/output/value.h"

#include <string>
#include <vector>

namespace eventscope::cli {

struct Field {
    std::string key;
    Value value;
};

/// Prints one object: JSON with "schema" first, a header and a row of CSV, or "key  value" lines, JSON values last and
/// indented.
[[nodiscard]] Result<void> printObject(Output &out, const OutputOptions &options, const std::vector<Field> &fields);

} // namespace eventscope::cli
