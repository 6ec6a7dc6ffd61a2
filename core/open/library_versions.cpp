// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/library_versions.h"

#include "core/base/hash.h"
#include "core/db/postgres/pg_error.h"
#include "core/db/sqlite/sqlite_error.h"
#include "core/json/field_reader.h"

namespace eventscope {

std::vector<LibraryVersion> libraryVersions() {
    return {{"SQLite", sqliteVersion()},
            {"libpq", libpqVersion()},
            {"simdjson", simdjsonVersion()},
            {"libsodium", sodiumVersion()}};
}

} // namespace eventscope
