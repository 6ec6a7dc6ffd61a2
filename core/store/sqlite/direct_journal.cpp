// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/direct_journal.h"

#include <chrono>
#include <new>
#include <thread>

namespace eventscope {

Result<void> useFullSync(SqliteConnection &connection) {
    ES_ASSIGN(journal, connection.text("PRAGMA journal_mode=WAL"));
    ES_TRY(connection.run("PRAGMA synchronous=FULL"));
    ES_ASSIGN(level, connection.number("PRAGMA synchronous"));
    if (journal == "wal" && level >= 2) return {};
    return fail(ErrorKind::Refused,
                connection.path() + " cannot be written safely: its journal is \"" + journal + "\", sync level " +
                    std::to_string(level),
                "Keep stores on a local disk; network file systems are not supported");
}

DirectJournal::DirectJournal(SqliteConnection &connection) : m_connection(connection) {
    // EXTRA, since with FULL a power cut may bring the deleted journal back, and with it the empty store.
    const auto journal = m_connection.text("PRAGMA journal_mode=DELETE");
    m_direct = journal && *journal == "delete";
    if (m_direct && !m_connection.run("PRAGMA synchronous=EXTRA")) (void)end();
}

Result<void> DirectJournal::end() {
    if (!m_direct) return {};
    m_direct = false;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    for (;;) {
        auto back = useFullSync(m_connection);
        if (back || !m_connection.wasBusy() || std::chrono::steady_clock::now() >= deadline) return back;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

DirectJournal::~DirectJournal() {
    try {
        (void)end();
    } catch (const std::bad_alloc &) {
        return; // whoever opens the store for writing next goes back to WAL
    }
}

} // namespace eventscope
