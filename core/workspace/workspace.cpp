// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/db/sqlite/sqlite_private_file.h"
#include "core/workspace/workspace_layout.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <span>

namespace eventscope {

namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

/// Nobody writes a note twice, and what was removed is gone from the file, too. Filters and notes can hold personal
/// data: the file is its owner's alone.
constexpr const char *kSettings = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON";

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
    ES_ASSIGN(connection, openPrivateFile(path, workspaceFormat(), kSettings));
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
