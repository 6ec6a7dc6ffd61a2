// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace eventscope {

/// What the server said about a failure, without anything that can hold a payload.
struct PgComplaint {
    std::string sqlState; ///< five characters; empty when the server itself said nothing
    std::string object;   ///< the constraint, column or table that it names
    std::string text;     ///< the server's own words; told only for classes of failures that quote no values
};

/// The complaint as an Error: "Cannot <act>: <what> (<where>)", with what to do. Kinds by SQLSTATE:
/// - Refused: login (28), rights (42501), read-only (25006), a rule of the database (23, P0001), the protocol (08P01)
/// - NotFound: no such database, schema, table, column or function
/// - Invalid: a value does not fit (22) · TooLarge: a limit of the server (54) · Unsupported: 0A
/// - Unavailable: connection (08), serialisation and deadlock (40), resources (53), locks and time limits (55, 57), I/O
/// (58)
/// - OutcomeUnknown: the server does not know whether a commit took place (08007, 40003)
/// - Corrupt: damaged data (XX001, XX002) · Internal: anything else, which is our own mistake
[[nodiscard]] Error pgError(const PgComplaint &complaint, std::string_view act, std::string_view where);

/// `text` in one line, a sentence for each of its lines, with every occurrence of `secret` blacked out.
[[nodiscard]] std::string withoutSecret(std::string text, std::string_view secret);

/// "15.18": of the library in use, for `--version` and reports.
[[nodiscard]] std::string libpqVersion();

} // namespace eventscope
