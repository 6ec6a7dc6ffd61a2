// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_connection.h"
#include "core/event/new_event.h"
#include "core/store/append_rules.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace eventscope {

/// Where a stream stands, to be continued.
struct StreamTail {
    std::int64_t number = 0; ///< stream_no; 0: the stream is new
    Version version;         ///< 0: no event yet
    Hash chain;
    Time firstRecorded, lastRecorded;
    std::int64_t lastPosition = 0;
    bool stored = false; ///< has a row in `streams`
};

/// Where the log stands.
struct LogTail {
    std::int64_t position = 0;
    std::int64_t recordedUs = INT64_MIN; ///< the latest recorded time of all
};

/// Looks up and writes rows of the layout, inside a transaction that the caller holds. One thread.
class EventWriter {
  public:
    [[nodiscard]] static Result<EventWriter> prepare(SqliteConnection &connection);

    [[nodiscard]] Result<LogTail> logTail();
    [[nodiscard]] Result<StreamTail> streamTail(const std::string &stream);
    struct Known {
        KnownEvent event;
        std::int64_t position = 0;
    };
    [[nodiscard]] Result<std::optional<Known>> find(const EventId &id);
    /// The event at this position, if it has this id.
    [[nodiscard]] Result<std::optional<Known>> findAt(std::int64_t position, const EventId &id);

    /// The hash of the event's content, and its link in the chain of its stream.
    struct Hashes {
        Hash content, chain;
    };
    /// Writes one event behind `tail` and moves the tail on.
    [[nodiscard]] Result<void> write(const std::string &stream, StreamTail &tail, std::int64_t position,
                                     Time recordedAt, const NewEvent &event, const Hashes &hashes);
    /// Writes the row of `streams`. REQUIRES: an event of it was written.
    [[nodiscard]] Result<void> save(const std::string &stream, StreamTail &tail);

    /// To be called when a transaction begins: forgets what was learned in the one before, unless that was confirmed.
    void begin();
    /// To be called when a transaction was committed, or ends without having written.
    void confirm() { m_confirmed = true; }

  private:
    explicit EventWriter(SqliteConnection &connection) : m_connection(connection) {}
    [[nodiscard]] Result<std::int64_t> typeNumber(const std::string &type, int schemaVersion);
    [[nodiscard]] Result<std::int64_t> newStreamNumber();
    [[nodiscard]] Result<std::optional<Known>> known(SqliteStatement &select);
    void bindEvent(const std::string &stream, const StreamTail &tail, std::int64_t position, const NewEvent &event,
                   std::int64_t type);

    SqliteConnection &m_connection;
    std::optional<SqliteStatement> m_logTail, m_streamTail, m_find, m_findAt, m_insert, m_addStream, m_moveStream,
        m_findType, m_addType, m_lastStream;
    std::map<std::pair<std::string, int>, std::int64_t> m_types;
    std::int64_t m_lastStreamNumber = -1; ///< -1: to be looked up in this transaction
    bool m_confirmed = true;
};

} // namespace eventscope
