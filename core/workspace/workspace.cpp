// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/workspace/workspace_layout.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <span>
#include <sys/stat.h>
#include <unistd.h>

namespace eventscope {

namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

/// Filters and notes can hold personal data: the file is made for its owner alone. What SQLite makes beside it takes
/// over its permissions.
Result<void> makeFile(const std::filesystem::path &path) {
    std::error_code error;
    if (!path.parent_path().empty()) std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
        return fail(ErrorKind::Unavailable, "Cannot make the folder " + path.parent_path().string(),
                    "Check its permissions", error.message());
    }
    // Where it fails for another reason than that the file is there, SQLite tells.
    if (const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR); file >= 0)
        ::close(file);
    return {};
}

Result<SqliteConnection> openFile(const std::string &path) {
    // Closing any descriptor of a file gives up SQLite's locks on it in the whole process.
    static std::mutex s_making;
    const std::scoped_lock lock(s_making);
    ES_TRY(makeFile(path));
    SqliteOptions options;
    options.mode = SqliteMode::Create;
    ES_ASSIGN(connection, SqliteConnection::open(path, options));
    ES_TRY(migrate(connection, workspaceFormat()));
    ES_TRY(connection.run("PRAGMA synchronous=FULL")); // nobody writes a note twice
    ES_TRY(connection.run("PRAGMA secure_delete=ON")); // what was removed is gone from the file, too
    return connection;
}

} // namespace

struct Workspace::File {
    std::mutex mutex;
    std::string storeId;
    SqliteConnection connection; // guarded by mutex, with its statements
    SqliteStatement put;
    SqliteStatement get;
};

Fingerprint checkpointFingerprint(const Fingerprint &lens, const Fingerprint &fold) {
    return {toHex(Hasher().addSized(lens.value).addSized(fold.value).finish().bytes)};
}

Workspace::Workspace(std::unique_ptr<File> file) : m_file(std::move(file)) {}

Workspace::~Workspace() = default;

Workspace::Access Workspace::access() { return {m_file->connection, m_file->storeId, std::unique_lock(m_file->mutex)}; }

const std::string &Workspace::path() const { return m_file->connection.path(); }

Result<std::unique_ptr<Workspace>> Workspace::open(const std::string &path, const StoreIdentity &store) {
    ES_ASSIGN(connection, openFile(path));
    ES_ASSIGN(put, connection.prepare("INSERT OR REPLACE INTO checkpoints VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    ES_ASSIGN(get, connection.prepare("SELECT version, last_event, state_hash, state FROM checkpoints"
                                      " WHERE store_id = ?1 AND stream_id = ?2 AND fold = ?3 AND fingerprint = ?4"
                                      " AND version <= ?5 ORDER BY version DESC LIMIT 1"));
    auto *file = new File{{}, store.id, std::move(connection), std::move(put), std::move(get)};
    return std::unique_ptr<Workspace>(new Workspace(std::unique_ptr<File>(file)));
}

Result<void> Workspace::putCheckpoint(const CheckpointKey &key, const Checkpoint &checkpoint) {
    const Hash hash = hashOf(checkpoint.state);
    const std::scoped_lock lock(m_file->mutex);
    m_file->put.bindText(1, m_file->storeId)
        .bindText(2, key.stream.value)
        .bindText(3, key.fold)
        .bindText(4, key.fingerprint.value)
        .bind(5, checkpoint.version.value)
        .bindBlob(6, checkpoint.lastEvent.bytes)
        .bindBlob(7, hash.bytes)
        .bindBlob(8, bytesOf(checkpoint.state));
    return m_file->put.run();
}

Result<std::optional<Checkpoint>> Workspace::checkpointAtOrBelow(const CheckpointKey &key, Version version) {
    const std::scoped_lock lock(m_file->mutex);
    SqliteStatement &get = m_file->get;
    const SqliteResetGuard reset(get);
    get.bindText(1, m_file->storeId)
        .bindText(2, key.stream.value)
        .bindText(3, key.fold)
        .bindText(4, key.fingerprint.value)
        .bind(5, version.value);
    ES_ASSIGN(found, get.step());
    if (!found) return std::nullopt;
    Checkpoint checkpoint;
    checkpoint.version = {get.number(0)};
    checkpoint.state = get.bytes(3);
    const std::string_view event = get.bytes(1);
    const Hash hash = hashOf(checkpoint.state);
    if (event.size() != checkpoint.lastEvent.bytes.size() ||
        !std::ranges::equal(bytesOf(get.bytes(2)), std::span(hash.bytes))) {
        return fail(ErrorKind::Corrupt, "A checkpoint in " + path() + " is damaged",
                    "Delete the file: what it holds is made again");
    }
    std::memcpy(checkpoint.lastEvent.bytes.data(), event.data(), event.size());
    return checkpoint;
}

} // namespace eventscope
