// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_error.h"

#include <sqlite3.h>

namespace eventscope {

namespace {

struct Meaning {
    ErrorKind kind;
    std::string_view what;
    std::string_view hint;
};

Meaning meaningOf(int code) {
    if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY) {
        return {ErrorKind::Unavailable, "a program was stopped while it wrote to the file",
                "Open it once for writing, which puts it right"};
    }
    if (code == SQLITE_IOERR_SHMSIZE) // even to read: what lies beside a file in WAL mode is made then
        return {ErrorKind::Unavailable, "there is no room beside the file",
                "Make room on its disk, then open it again"};
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Unavailable, "another program holds it", "Wait until it is done, or close it"};
    case SQLITE_CORRUPT:
        return {ErrorKind::Corrupt, "the file is damaged", "Restore it from a backup; keep the damaged file"};
    case SQLITE_NOTADB:
        return {ErrorKind::Corrupt, "it is no SQLite database", "Check the path"};
    case SQLITE_FORMAT:
        return {ErrorKind::Corrupt, "the file is damaged", "Restore it from a backup"};
    case SQLITE_FULL:
        return {ErrorKind::Unavailable, "the disk is full", "Make room, then open it again"};
    case SQLITE_IOERR:
        return {ErrorKind::Unavailable, "reading or writing the file failed", "Check the disk, then open it again"};
    case SQLITE_CANTOPEN:
        return {ErrorKind::Unavailable, "the file cannot be opened", "Check the path and its permissions"};
    case SQLITE_NOMEM:
        return {ErrorKind::Unavailable, "out of memory", "Close something else, then try again"};
    case SQLITE_READONLY:
        return {ErrorKind::Refused, "it is open for reading only", ""};
    case SQLITE_PERM:
        return {ErrorKind::Unavailable, "permission denied", "Check the permissions of the file"};
    case SQLITE_INTERRUPT:
        return {ErrorKind::Cancelled, "cancelled", ""};
    case SQLITE_TOOBIG:
        return {ErrorKind::TooLarge, "a value is too large", ""};
    case SQLITE_CONSTRAINT:
        return {ErrorKind::Refused, "a rule of the file's layout forbids it", ""};
    default:
        return {ErrorKind::Internal, "the database refused the request", "Please report this"};
    }
}

} // namespace

Error sqliteError(int code, const std::string &path, std::string_view act, std::string_view detail) {
    const Meaning meaning = meaningOf(code);
    if (meaning.kind == ErrorKind::Cancelled) return {ErrorKind::Cancelled, "Cancelled", {}, {}, std::nullopt};
    std::string message = "Cannot ";
    message.append(act).append(": ").append(meaning.what).append(" (").append(path).append(")");
    return {meaning.kind, std::move(message), std::string(meaning.hint),
            std::string(detail) + ", SQLite code " + std::to_string(code), std::nullopt};
}

Error sqliteError(sqlite3 *connection, std::string_view act) {
    const char *path = sqlite3_db_filename(connection, "main");
    const std::string_view detail = sqlite3_errmsg(connection);
    int code = sqlite3_extended_errcode(connection);
    // A header that asks for a format of schemas which does not exist has no code of its own.
    if (code == SQLITE_ERROR && detail == "unsupported file format") code = SQLITE_FORMAT;
    return sqliteError(code, path ? path : "", act, detail);
}

std::string sqliteVersion() { return sqlite3_libversion(); }

} // namespace eventscope
