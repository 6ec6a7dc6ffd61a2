// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/capabilities.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace eventscope {

class SqliteConnection;

/// Which states a checkpoint is one of.
struct CheckpointKey {
    StreamId stream;
    std::string fold;        ///< its name, for people
    Fingerprint fingerprint; ///< of everything that decides the state: see checkpointFingerprint()
    bool operator==(const CheckpointKey &) const = default;
};

/// One name for a lens and a fold together: a checkpoint counts only for the very two that made it.
[[nodiscard]] Fingerprint checkpointFingerprint(const Fingerprint &lens, const Fingerprint &fold);

/// A state kept to avoid a replay. It can always be made again.
struct Checkpoint {
    Version version;   ///< of the last event in it
    EventId lastEvent; ///< that event: where the store has another one there by now, the checkpoint does not count
    std::string state; ///< as FoldRun::save gave it
    bool operator==(const Checkpoint &) const = default;
};

/// What Eventscope remembers about a store, in a SQLite file of its own; the store itself is never written to.
///
/// Rows are kept by the store's id: a file that was replaced by another store does not get the old one's states.
/// Only its owner may read the file: what people look for and write down can be personal.
/// Threads: any; calls are serialised, and may wait for other programs: never on the thread of a window. Several
/// programs may use one file. Errors of all calls: Unavailable (cannot read or write now), Corrupt (the file is
/// damaged: it is left as it is).
class Workspace {
  public:
    /// Opens or makes the file (see workspacePath) and its folder. A file of an older program is brought up to date,
    /// with a copy kept beside it (see migrate()). A file of a newer program, of another program, or a damaged one is
    /// refused and left as it is. Errors: Unsupported, and those of all calls.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const std::string &path, const StoreIdentity &store);
    ~Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    /// Keeps a checkpoint; one of the same key and version is replaced. Errors: TooLarge (a state beyond 64 MiB).
    [[nodiscard]] Result<void> putCheckpoint(const CheckpointKey &key, const Checkpoint &checkpoint);
    /// The newest checkpoint at or below `version`, or nothing. Cost: one index look-up.
    [[nodiscard]] Result<std::optional<Checkpoint>> checkpointAtOrBelow(const CheckpointKey &key, Version version);

    /// The file, as long as this lives, for the features of this folder: each has its functions in a file pair of its
    /// own, its tables as a step of workspaceFormat(), and begins each row with the store's id.
    struct Access {
        SqliteConnection &connection;
        const std::string &storeId;
        std::unique_lock<std::mutex> lock;
    };
    [[nodiscard]] Access access();

    [[nodiscard]] const std::string &path() const;

  private:
    struct File;
    explicit Workspace(std::unique_ptr<File> file);
    const std::unique_ptr<File> m_file;
};

} // namespace eventscope
