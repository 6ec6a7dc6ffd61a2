// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_format.h"

#include "core/db/sqlite/sqlite_transaction.h"

#include <filesystem>

namespace eventscope {

namespace {

Result<void> keepCopy(SqliteConnection &connection, int version) {
    const std::string target = connection.path() + ".layout" + std::to_string(version) + ".backup";
    std::error_code error;
    // A copy left by an attempt that stopped halfway may be incomplete, or of an older state: VACUUM INTO needs no
    // file.
    std::filesystem::remove(target, error);
    ES_ASSIGN(copy, connection.prepare("VACUUM INTO ?1"));
    copy.bindText(1, target);
    return copy.run();
}

Result<void> takeStep(SqliteConnection &connection, const SqliteFormat &format, const SqliteMigration &step) {
    ES_ASSIGN(transaction, SqliteTransaction::begin(connection, SqliteTransaction::Kind::Write));
    ES_ASSIGN(version, layoutVersion(connection, format));
    if (version >= step.to) return {}; // another program was faster
    ES_TRY(connection.run(std::string(step.sql)));
    ES_TRY(connection.run("PRAGMA application_id=" + std::to_string(format.applicationId) +
                          "; PRAGMA user_version=" + std::to_string(step.to)));
    return transaction.commit();
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
    if (version > format.newest()) {
        return fail(ErrorKind::Unsupported,
                    connection.path() + " has layout version " + std::to_string(version) + " of an " + what +
                        ", newer than version " + std::to_string(format.newest()) +
                        ", the newest that this program knows",
                    "Use a newer version of the program");
    }
    if (version < 1)
        return fail(ErrorKind::Corrupt, connection.path() + " is an " + what + " without a layout version");
    return static_cast<int>(version);
}

Result<void> migrate(SqliteConnection &connection, const SqliteFormat &format) {
    ES_ASSIGN(before, layoutVersion(connection, format));
    if (before == format.newest()) return {};
    if (before > 0) ES_TRY(keepCopy(connection, before));
    for (const SqliteMigration &step : format.migrations) {
        if (step.to > before) ES_TRY(takeStep(connection, format, step));
    }
    return {};
}

} // namespace eventscope
