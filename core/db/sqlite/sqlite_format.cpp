// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_format.h"

#include "core/db/sqlite/sqlite_transaction.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace eventscope {

namespace {

namespace fs = std::filesystem;

/// The copy is for the same eyes as the file, and never of what another program has made of it meanwhile.
Result<void> keepCopy(SqliteConnection &connection, const SqliteFormat &format, int version) {
    const std::string target = connection.path() + ".layout" + std::to_string(version) + ".backup";
    const fs::path part = target + '.' + std::to_string(getpid()) + '-' +
                          std::to_string(reinterpret_cast<std::uintptr_t>(&connection)) + ".part";
    std::error_code error; // what matters shows when the copy is written
    fs::remove(part, error);
    std::ofstream(part).close(); // VACUUM INTO takes an empty file as it takes none
    fs::permissions(part, fs::status(connection.path(), error).permissions(), error);
    const auto copy = [&]() -> Result<void> {
        ES_ASSIGN(vacuum, connection.prepare("VACUUM INTO ?1"));
        vacuum.bindText(1, part.native());
        ES_TRY(vacuum.run());
        ES_ASSIGN(now, layoutVersion(connection, format));
        std::error_code problem;
        if (now == version) fs::rename(part, target, problem);
        if (problem) return fail(ErrorKind::Unavailable, "Cannot write " + target, {}, problem.message());
        return {};
    };
    auto copied = copy();
    fs::remove(part, error);
    return copied;
}

} // namespace

Result<int> layoutVersion(SqliteConnection &connection, const SqliteFormat &format) {
    ES_ASSIGN(tables, connection.number("SELECT count(*) FROM sqlite_schema"));
    ES_ASSIGN(id, connection.number("PRAGMA application_id"));
    ES_ASSIGN(version, connection.number("PRAGMA user_version"));
    if (tables == 0 && id == 0 && version == 0) return 0;
    const std::string what(format.what);
    if (id != format.applicationId) {
        return fail(ErrorKind::Unsupported, connection.path() + " is a SQLite file, but no " + what, "Check the path");
    }
    if (version > format.known()) {
        return fail(ErrorKind::Unsupported,
                    connection.path() + " has layout version " + std::to_string(version) + " of an " + what +
                        ", newer than version " + std::to_string(format.known()) +
                        ", the newest that this program knows",
                    "Use a newer version of the program");
    }
    if (version < 1)
        return fail(ErrorKind::Corrupt, connection.path() + " is an " + what + " without a layout version");
    return static_cast<int>(version);
}

Result<void> migrate(SqliteConnection &connection, const SqliteFormat &format) {
    ES_ASSIGN(before, layoutVersion(connection, format));
    if (before >= format.newest()) return {};
    if (before > 0) ES_TRY(keepCopy(connection, format, before));
    ES_ASSIGN(transaction, SqliteTransaction::begin(connection, SqliteTransaction::Kind::Write));
    ES_ASSIGN(version, layoutVersion(connection, format)); // another program may have been faster
    for (const SqliteMigration &step : format.migrations) {
        if (step.to > version) ES_TRY(connection.run(std::string(step.sql)));
    }
    ES_TRY(connection.run("PRAGMA application_id=" + std::to_string(format.applicationId) +
                          "; PRAGMA user_version=" + std::to_string(std::max(version, format.newest()))));
    return transaction.commit();
}

} // namespace eventscope
