// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/event_notes.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/store/event_store.h"
#include "core/store/events_at.h"
#include "core/workspace/workspace.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace eventscope {

namespace {

const std::string kColumns = "event_id, position_major, position_minor, stream_id, version, type, recorded_at, text,"
                             " tags, is_bookmarked, created_at, changed_at";

Result<Note> noteOf(const SqliteStatement &row, const std::string &file) {
    Note note;
    const std::string_view id = row.bytes(0);
    if (id.size() != note.event.id.bytes.size()) {
        return fail(ErrorKind::Corrupt, "A note in " + file + " is damaged",
                    "Move the file away; what it holds of notes can be read with any SQLite tool");
    }
    std::memcpy(note.event.id.bytes.data(), id.data(), id.size());
    note.event.position = {static_cast<std::uint64_t>(row.number(1)), static_cast<std::uint64_t>(row.number(2))};
    note.event.stream = {std::string(row.bytes(3))};
    note.event.version = {row.number(4)};
    note.event.type = row.bytes(5);
    note.event.recordedAt = timeOfUs(row.number(6));
    note.text = row.bytes(7);
    note.tags = tagsOf(row.bytes(8));
    note.isBookmarked = row.number(9) != 0;
    note.createdAt = timeOfUs(row.number(10));
    note.changedAt = timeOfUs(row.number(11));
    return note;
}

Result<std::optional<Note>> read(const Workspace::Access &access, const EventId &event) {
    ES_ASSIGN(get,
              access.connection.prepare("SELECT " + kColumns + " FROM notes WHERE store_id = ?1 AND event_id = ?2"));
    get.bindText(1, access.storeId).bindBlob(2, event.bytes);
    ES_ASSIGN(found, get.step());
    if (!found) return std::nullopt;
    ES_ASSIGN(note, noteOf(get, access.connection.path()));
    return std::optional(std::move(note));
}

Result<void> write(const Workspace::Access &access, const Note &note) {
    ES_ASSIGN(put, access.connection.prepare("INSERT OR REPLACE INTO notes (store_id, " + kColumns +
                                             ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"));
    const std::string tags = tagLine(note.tags);
    put.bindText(1, access.storeId)
        .bindBlob(2, note.event.id.bytes)
        .bind(3, static_cast<std::int64_t>(note.event.position.major))
        .bind(4, static_cast<std::int64_t>(note.event.position.minor))
        .bindText(5, note.event.stream.value)
        .bind(6, note.event.version.value)
        .bindText(7, note.event.type)
        .bind(8, toUs(note.event.recordedAt))
        .bindText(9, note.text)
        .bindText(10, tags)
        .bind(11, std::int64_t{note.isBookmarked})
        .bind(12, toUs(note.createdAt))
        .bind(13, toUs(note.changedAt));
    return put.run();
}

Result<void> remove(const Workspace::Access &access, const EventId &event) {
    ES_ASSIGN(statement, access.connection.prepare("DELETE FROM notes WHERE store_id = ?1 AND event_id = ?2"));
    statement.bindText(1, access.storeId).bindBlob(2, event.bytes);
    return statement.run();
}

} // namespace

NotedEvent notedEvent(const EventView &event) {
    return {event.id(),      event.position(),          event.streamId(),
            event.version(), std::string(event.type()), event.recordedAt()};
}

Result<std::optional<KeptNotes>> notesSince(Workspace &workspace, std::int64_t known) {
    const Workspace::Access access = workspace.access();
    KeptNotes kept;
    // Before the rows: what changes meanwhile is then read again.
    ES_ASSIGN(state, access.connection.number("PRAGMA data_version"));
    if (state == known) return std::nullopt;
    kept.state = state;
    ES_ASSIGN(get, access.connection.prepare("SELECT " + kColumns + " FROM notes WHERE store_id = ?1"));
    get.bindText(1, access.storeId);
    for (;;) {
        ES_ASSIGN(found, get.step());
        if (!found) break;
        ES_ASSIGN(note, noteOf(get, access.connection.path()));
        kept.notes.push_back(std::move(note));
    }
    // Here, since a position is two unsigned numbers, which SQLite does not have.
    std::ranges::sort(kept.notes, {}, [](const Note &note) { return std::pair(note.event.position, note.event.id); });
    return std::optional(std::move(kept));
}

Result<std::optional<Note>> changeNote(Workspace &workspace, const NotedEvent &event, const NoteChange &change,
                                       Time now) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(transaction, SqliteTransaction::begin(access.connection, SqliteTransaction::Kind::Write));
    ES_ASSIGN(before, read(access, event.id));
    ES_ASSIGN(after, changed(before, event, change, now));
    if (after) ES_TRY(write(access, *after));
    if (!after && before) ES_TRY(remove(access, event.id));
    ES_TRY(transaction.commit());
    return after;
}

Result<std::vector<std::optional<Position>>> placesOf(const EventStore &store, std::span<const NotedEvent> events,
                                                      const JobControl &job) {
    std::vector<std::optional<Position>> places;
    for (const NotedEvent &event : events) {
        ES_ASSIGN(found, store.page(eventAt(event.position, Fields::Id), job));
        if (found->rows() == 0 || (*found)[0].id() != event.id) {
            ES_ASSIGN(elsewhere, findEvent(store, event.id, Fields::Id, job));
            found = std::move(elsewhere);
        }
        places.push_back(found->rows() > 0 ? std::optional((*found)[0].position()) : std::nullopt);
    }
    return places;
}

} // namespace eventscope
