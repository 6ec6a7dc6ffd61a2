// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/open_store.h"

#include "core/open/foreign_tables.h"
#include "core/open/path_content.h"
#include "core/open/server_address.h"
#include "core/store/file/file_event_store.h"
#include "core/store/mapped/mapped_store.h"
#include "core/store/memory/memory_store.h"
#include "core/store/postgres/postgres_store.h"
#include "core/store/sqlite/sqlite_store.h"

#include <filesystem>
#include <optional>

namespace eventscope {

namespace {

using Kind = StoreAddress::Kind;

/// Why there can be no store in `content`, whatever the address says.
std::optional<Error> impossible(const std::string &path, PathContent content) {
    if (content == PathContent::Folder) {
        return Error{ErrorKind::Unsupported, path + " is a folder", "Name a store or a file of events in it", {}, {}};
    }
    if (content == PathContent::Special) {
        return Error{ErrorKind::Unsupported, path + " is no regular file", "Save its content to a file first", {}, {}};
    }
    return std::nullopt;
}

/// What to open at the address, seen what is there.
Kind kindFor(const StoreAddress &address, PathContent content) {
    if (address.isCertain) return address.kind;
    if (content == PathContent::Sqlite) return Kind::Sqlite;
    if (content == PathContent::Json) return Kind::File;
    return address.kind;
}

/// That the bytes may be what the address says. Errors: Unsupported.
Result<void> checkContent(Kind kind, const std::string &path, PathContent content) {
    if (kind == Kind::File && content == PathContent::Sqlite) {
        return fail(ErrorKind::Unsupported, path + " is an SQLite file, no file of events",
                    "Open it as sqlite:" + path);
    }
    if (kind != Kind::Sqlite || content == PathContent::Sqlite) return {};
    if (content == PathContent::Json) {
        return fail(ErrorKind::Unsupported, path + " is no SQLite file, it looks like JSON", "Open it as file:" + path);
    }
    if (content == PathContent::Empty) {
        return fail(ErrorKind::Unsupported, path + " is empty, there is no store in it yet",
                    "Append or import something to make it a store");
    }
    return fail(ErrorKind::Unsupported, path + " is neither a store nor a file of events",
                "Stores are SQLite files, files of events are JSON lines, a JSON array or CloudEvents");
}

Failure notFound(const std::string &path) {
    return fail(ErrorKind::NotFound, "There is no file " + path, "Check the path");
}

Failure unlike(const StoreAddress &address, Error error) {
    return fail(withForeignTables(std::move(error), address.path));
}

/// A store of ours comes first, whatever else is in the database, unless a table is named.
Result<std::shared_ptr<const EventStore>> openServer(const StoreAddress &where, const StoreAccess &access,
                                                     const JobControl &job) {
    ES_ASSIGN(server, serverAddress(where, access));
    if (!where.table.empty()) return openMappedStore(server, where.table, job);
    ES_ASSIGN(isOurs, holdsPostgresStore(server, job));
    return isOurs ? openPostgresStore(server, job) : openMappedStore(server, {}, job);
}

Result<std::unique_ptr<WritableEventStore>> openServerForWriting(const StoreAddress &where, const StoreAccess &access,
                                                                 Clock &clock, const WriteIntent &intent,
                                                                 const JobControl &job) {
    ES_ASSIGN(server, serverAddress(where, access));
    if (!where.table.empty()) return openMappedForWriting(server, where.table, job);
    ES_ASSIGN(isOurs, holdsPostgresStore(server, job));
    if (!isOurs && !intent.oursOnly) {
        ES_ASSIGN(isMapped, holdsMappedTable(server, job));
        if (isMapped) return openMappedForWriting(server, {}, job);
    }
    return openPostgresForWriting(server, clock, intent.createIfMissing, job, {}, intent.domain);
}

} // namespace

Result<std::shared_ptr<const EventStore>> openStore(const StoreAccess &access, const JobControl &job) {
    ES_ASSIGN(where, parseStoreAddress(access.address));
    if (where.kind == Kind::Memory) return emptyMemoryStore();
    if (where.kind == Kind::Postgres) return openServer(where, access, job);
    ES_ASSIGN(content, contentAt(where.path));
    if (content == PathContent::Nothing) return notFound(where.path);
    if (auto error = impossible(where.path, content)) return fail(*std::move(error));
    const Kind kind = kindFor(where, content);
    ES_TRY(checkContent(kind, where.path, content));
    if (kind == Kind::File) return openFileStore(where.path, job);
    auto store = openSqliteStore(where.path, job);
    if (!store) return unlike(where, std::move(store).error());
    return store;
}

Result<std::unique_ptr<WritableEventStore>> openForWriting(const StoreAccess &access, Clock &clock,
                                                           const WriteIntent &intent, const JobControl &job) {
    ES_ASSIGN(where, parseStoreAddress(access.address));
    ES_TRY(checkMayWrite(access, intent.purpose));
    if (where.kind == Kind::Memory) return std::make_unique<MemoryStore>(clock);
    if (where.kind == Kind::Postgres) return openServerForWriting(where, access, clock, intent, job);
    ES_ASSIGN(content, contentAt(where.path));
    if (auto error = impossible(where.path, content)) return fail(*std::move(error));
    if (kindFor(where, content) == Kind::File) {
        return fail(ErrorKind::Refused, "A file of events cannot be written, only read (\"" + intent.purpose + "\")",
                    "Import it into a store: a path that ends in .evdb");
    }
    const bool isNew = content == PathContent::Nothing || content == PathContent::Empty;
    if (isNew && !intent.createIfMissing) {
        if (content == PathContent::Nothing) return notFound(where.path);
        ES_TRY(checkContent(Kind::Sqlite, where.path, content));
    }
    if (!isNew) ES_TRY(checkContent(Kind::Sqlite, where.path, content));
    auto store = openSqliteForWriting(where.path, clock, intent.createIfMissing, job, {}, intent.domain);
    if (!store) return unlike(where, std::move(store).error());
    return store;
}

Result<std::shared_ptr<const EventStore>> openStore(std::string_view address, const JobControl &job) {
    return openStore(StoreAccess{.address = std::string(address)}, job);
}

Result<std::unique_ptr<WritableEventStore>> openForWriting(std::string_view address, Clock &clock,
                                                           const WriteIntent &intent, const JobControl &job) {
    return openForWriting(StoreAccess{.address = std::string(address)}, clock, intent, job);
}

std::string storeName(const StoreAccess &access) {
    if (!access.connection.empty()) return access.connection;
    const auto where = parseStoreAddress(access.address);
    std::string name;
    if (where && where->kind == Kind::Postgres) {
        if (const auto server = PgAddress::parse(where->path)) name = server->get("dbname").value_or("");
    } else if (where) {
        name = std::filesystem::path(where->path).filename().string();
    }
    return name.empty() ? access.address : name;
}

Result<void> checkMayWrite(const StoreAccess &access, const std::string &purpose) {
    if (access.mayWrite) return {};
    return fail(ErrorKind::Refused, "The connection " + access.connection + " is read-only (\"" + purpose + "\")",
                "Allow writing for it first, if it is meant to be written to");
}

StoreAccess accessOf(const Connection &connection) {
    return {.address = connection.address,
            .connection = connection.name,
            .environment = connection.environment,
            .tls = connection.tls,
            .mayWrite = connection.mayWrite};
}

} // namespace eventscope
