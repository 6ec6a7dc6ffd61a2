// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_name.h"

#include "core/event/utf8.h"

#include <algorithm>
#include <string>

namespace eventscope {

namespace {

constexpr std::size_t kShownBytes = 40;

} // namespace

Result<void> checkPgName(std::string_view what, std::string_view name) {
    const std::size_t at = firstInvalidUtf8(name);
    if (at == std::string_view::npos) return {};
    return fail(ErrorKind::Invalid,
                "PostgreSQL keeps names as UTF-8, which this " + std::string(what) + " is not from byte " +
                    std::to_string(at) + " on: \"" + std::string(name.substr(0, std::min(at, kShownBytes))) + "...\"",
                "Rename it");
}

} // namespace eventscope
