// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

/// Where a store is: "sqlite:PATH", "file:PATH" (JSON lines, a JSON array or CloudEvents, as it lies) or "file:///PATH"
/// (percent-encoded), "memory:", "postgresql://USER@HOST:PORT/DATABASE?SETTING=VALUE" (see PgAddress; what it leaves
/// out comes from the PG* environment, a service file and libpq's defaults; "#SCHEMA.TABLE" behind it chooses one of
/// several tables of another program), or just a path. Of a bare path the content
/// decides, and where there is none its suffix: .json, .jsonl and .ndjson are file stores.
struct StoreAddress {
    enum class Kind : std::uint8_t { Sqlite, File, Memory, Postgres };
    Kind kind = Kind::Sqlite;
    std::string path;       ///< for Postgres the whole address
    bool isCertain = true;  ///< false: a bare path, `kind` is what its suffix says
    std::string table = {}; ///< for Postgres: the other program's table of events that is meant; empty: the only one
    bool operator==(const StoreAddress &) const = default;
};
/// Looks at the text only. Errors: Invalid; Unsupported (a kind of store that this version does not know, with those it
/// does); Refused (a password in it, since others can see addresses). Never repeats more of an unknown address than its
/// scheme, since it may hold a password.
[[nodiscard]] Result<StoreAddress> parseStoreAddress(std::string_view address);

} // namespace eventscope
