// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_quote.h"

namespace eventscope {

namespace {

Result<std::string> doubled(std::string_view text, std::string_view doubles, std::string open, char close) {
    if (text.find('\0') != std::string_view::npos)
        return fail(ErrorKind::Invalid, "PostgreSQL has no names and texts with a NUL byte", "Leave it out");
    for (const char c : text) {
        if (doubles.find(c) != std::string_view::npos) open += c;
        open += c;
    }
    return open + close;
}

} // namespace

Result<std::string> pgName(std::string_view name) { return doubled(name, "\"", "\"", '"'); }

Result<std::string> pgLiteral(std::string_view text) {
    const bool escapes = text.find('\\') != std::string_view::npos;
    return doubled(text, "'\\", escapes ? " E'" : "'", '\'');
}

} // namespace eventscope
