// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/workspace/note.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace eventscope {

class EventStore;
class EventView;
class Workspace;

/// What a note has to know of its event.
[[nodiscard]] NotedEvent notedEvent(const EventView &event);

/// All notes on a store's events, as they were at one moment.
struct KeptNotes {
    std::vector<Note> notes; ///< by position, then id
    std::int64_t state = -1; ///< another number once another program has changed the file
};

/// \name Notes on events, kept in the workspace of their store
/// The event's id decides which event a note is on. Threads and errors: as Workspace.
/// @{

/// Nothing: no other program has changed the file since `known`, the state of an answer before. Cost: all notes.
[[nodiscard]] Result<std::optional<KeptNotes>> notesSince(Workspace &workspace, std::int64_t known = -1);
/// Applies `change` to what is kept by now and answers what is kept then; an empty note is kept no longer. Errors:
/// those of changed(); nothing is changed then.
[[nodiscard]] Result<std::optional<Note>> changeNote(Workspace &workspace, const NotedEvent &event,
                                                     const NoteChange &change, Time now);
/// @}

/// Where the events are now, nothing for those that the store has no longer. Cost: one look-up each, two for what is
/// not where it was; a scan each for the latter where the store has no index of ids. Errors: Cancelled, those of the
/// store.
[[nodiscard]] Result<std::vector<std::optional<Position>>>
placesOf(const EventStore &store, std::span<const NotedEvent> events, const JobControl &job);

} // namespace eventscope
