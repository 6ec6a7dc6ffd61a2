// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <string>

namespace eventscope {

/// `error` of opening `path` as a store of ours; when the file is another program's database, `detail` says which
/// tables it has (at most 20), so that a person recognises it.
[[nodiscard]] Error withForeignTables(Error error, const std::string &path);

} // namespace eventscope
