// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/row_form.h"

namespace eventscope {

Failure strangeRow(std::string_view member) {
    const std::string what = member.empty() ? "is no object" : "has no usable \"" + std::string(member) + "\"";
    return fail(ErrorKind::Corrupt, "A row of the read model " + what,
                "Another version of the projection or another program has written it: rebuild the read model");
}

} // namespace eventscope
