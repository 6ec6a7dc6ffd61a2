// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/writable_event_store.h"

#include <optional>
#include <span>
#include <string>

namespace eventscope {

/// The rules by which we append and import, as pure functions: the backends look things up, these decide.
/// Versions of our own stores start at 1 and have no gaps, so a stream's last version is also its number of events, and
/// 0 means "no stream". In stores of others the first version may be another: the version base; one below it means "no
/// stream".

/// Where the id of an event stands already, anywhere in the store.
struct KnownEvent {
    std::string stream;
    Version version;
    Hash content; ///< contentHash of what is stored
};
/// For each event of a batch, in its order; as a whole empty when none of the ids is known (the usual case).
using KnownEvents = std::span<const std::optional<KnownEvent>>;

/// Longest name of a stream or a type, in bytes.
inline constexpr std::size_t kNameBytesMax = 1024;

/// What can be said of a batch without looking into the store. Errors: TooLarge, and Invalid: an empty batch, two equal
/// ids in it, a null id, a stream or type name that is empty or holds a NUL byte (which would cut it off in SQL), a
/// time outside the years 1 to 9999.
[[nodiscard]] Result<void> checkBatch(const StreamId &stream, std::span<const NewEvent> events,
                                      const AppendLimits &limits);

/// A type that somebody has typed for a new event. Events from elsewhere are taken as they come; but nobody means to
/// type what cannot be seen, and nobody would find it again. Errors: Invalid (it holds a control, an invisible or
/// bidirectional format character, or is no UTF-8).
[[nodiscard]] Result<void> checkTypedType(const std::string &type);

struct AppendVerdict {
    bool duplicate = false; ///< nothing to write
    Version first, last;    ///< the versions to write, or, of a duplicate, those of its first and last event
};

/// The table "append semantics". `current` is the stream's last version.
///
/// All ids known, in `stream`, with the same content and in ascending versions: a duplicate, which succeeds for "any"
/// and "stream exists"; for "no stream" only when they are the stream's first events, for "exactly n" only when they
/// follow right after n (WrongVersion otherwise). Errors: WrongVersion, PartialDuplicate (some are known), IdConflict
/// (one is known with other content, in another stream or in another order; this comes before PartialDuplicate).
/// REQUIRES: checkBatch passed.
[[nodiscard]] Result<AppendVerdict> decideAppend(const StreamId &stream, Expected expected, Version current,
                                                 std::span<const NewEvent> events, KnownEvents known,
                                                 int versionBase = 1);

/// Errors: Invalid (a snapshot without the name of its stream).
[[nodiscard]] Result<void> checkSnapshots(std::span<const Snapshot> snapshots);

/// The error with the line in front on which a person finds the event, if it has one.
[[nodiscard]] Error atLine(const ImportEvent &event, Error error);

/// As checkBatch, for one event of an import. Here and in decideImport a message begins with the event's line, if it
/// has one.
[[nodiscard]] Result<void> checkImport(const ImportEvent &event, const AppendLimits &limits);

struct ImportVerdict {
    bool duplicate = false; ///< nothing to write
    Version version;        ///< to write at, or where it stands already
};

/// Errors: IdConflict (the id is known with other content, in another stream or at another version), Invalid (the
/// version is not the next one).
[[nodiscard]] Result<ImportVerdict> decideImport(const ImportEvent &event, Version current,
                                                 const std::optional<KnownEvent> &known);

} // namespace eventscope
