// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter_syntax.h"

#include <optional>

namespace eventscope {

/// The prefilter that says exactly what a test of a header field says; nothing for tests of payloads, for regular
/// expressions and for ids by anything but equality.
[[nodiscard]] std::optional<Prefilter> headerAtom(const FilterTest &test);

} // namespace eventscope
