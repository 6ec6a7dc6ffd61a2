// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/verify_chain.h"

#include "core/base/no_memory.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/store/content_hash.h"
#include "core/store/removal_account.h"
#include "core/store/sqlite/store_layout.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

constexpr std::uint64_t kReportEvery = 4096;

struct Tail {
    std::string name;
    std::int64_t version = 0, firstRecordedUs = 0, lastRecordedUs = 0, position = 0;
    Hash chain;
};

template <class Value>
std::optional<Value> exactly(std::string_view bytes) {
    Value value;
    if (bytes.size() != value.bytes.size()) return std::nullopt;
    std::memcpy(value.bytes.data(), bytes.data(), bytes.size());
    return value;
}

class Verifier {
  public:
    Verifier(SqliteConnection &connection, const JobControl &job) : m_connection(connection), m_job(job) {}

    [[nodiscard]] Result<StoreVerdict> run() {
        ES_ASSIGN(snapshot, SqliteTransaction::begin(m_connection, SqliteTransaction::Kind::Read));
        ES_TRY(checkFile());
        ES_TRY(readNames());
        ES_TRY(readRemovals());
        ES_TRY(checkEvents());
        checkRemovals();
        ES_TRY(checkStreams());
        return std::move(m_verdict);
    }

  private:
    void fault(std::int64_t position, std::string what) {
        if (m_verdict.faults.size() == StoreVerdict::kFaultsMax) return;
        m_verdict.faults.push_back({{0, static_cast<std::uint64_t>(position)}, std::move(what)});
    }
    template <class Visit>
    [[nodiscard]] Result<void> each(std::string_view sql, Visit visit) {
        ES_ASSIGN(select, m_connection.prepare(sql));
        for (;;) {
            if (m_job.stopRequested()) return cancelled();
            ES_ASSIGN(row, select.step());
            if (!row) return {};
            visit(select);
        }
    }
    [[nodiscard]] Result<void> checkFile();
    [[nodiscard]] Result<void> readNames();
    [[nodiscard]] Result<void> readRemovals();
    [[nodiscard]] Result<void> checkEvents();
    [[nodiscard]] Result<void> checkStreams();
    void checkGap(std::int64_t position);
    void checkRemovals();
    void checkEvent(const SqliteStatement &row);
    void checkContent(const SqliteStatement &row, std::int64_t position, Tail &tail);
    void checkStream(const SqliteStatement &row);

    SqliteConnection &m_connection;
    const JobControl &m_job;
    StoreVerdict m_verdict;
    std::int64_t m_position = 0;
    std::vector<RemovalAccount> m_removals;
    std::uint64_t m_missing = 0;                    ///< positions without an event
    std::unordered_map<std::int64_t, Tail> m_tails; ///< by stream_no
    std::unordered_map<std::int64_t, std::pair<std::string, std::int64_t>> m_types;
};

Result<void> Verifier::checkFile() {
    return each("PRAGMA integrity_check(10)", [&](const SqliteStatement &row) {
        if (row.bytes(0) != "ok") fault(0, "SQLite's integrity check: " + std::string(row.bytes(0)));
    });
}

Result<void> Verifier::readNames() {
    ES_TRY(each("SELECT stream_no, stream_id, stream_type FROM streams", [&](const SqliteStatement &row) {
        Tail &tail = m_tails[row.number(0)];
        tail.name = row.bytes(1);
        if (row.bytes(2) != categoryOf(tail.name)) fault(0, "a stream has a category that is not that of its name");
    }));
    return each("SELECT type_no, event_type, schema_version FROM event_types", [&](const SqliteStatement &row) {
        m_types[row.number(0)] = {std::string(row.bytes(1)), row.number(2)};
    });
}

Result<void> Verifier::checkEvents() {
    constexpr std::string_view kAll =
        "SELECT global_position, stream_id, stream_type, version, event_type, schema_version, event_id, recorded_at, "
        "valid_at, content_hash, chain_hash, stream_no, type_no, data_encoding, data, metadata_encoding, metadata "
        "FROM events NOT INDEXED ORDER BY global_position";
    return each(kAll, [&](const SqliteStatement &row) {
        checkEvent(row);
        if (++m_verdict.events % kReportEvery == 0) m_job.report(m_verdict.events);
    });
}

Result<void> Verifier::readRemovals() {
    return each("SELECT value FROM store_info WHERE name LIKE 'removed/%'", [&](const SqliteStatement &row) {
        auto account = parseRemovalAccount(row.bytes(0));
        if (account)
            m_removals.push_back(*std::move(account));
        else
            fault(0, "what is noted of a removed stream cannot be read");
    });
}

/// Between m_position and `position` there is nothing.
void Verifier::checkGap(std::int64_t position) {
    for (std::int64_t missing = m_position + 1; missing < position;) {
        // Several streams that were removed may lie in one gap: on to behind the one that reaches farthest.
        std::int64_t covered = missing;
        for (const RemovalAccount &removal : m_removals)
            if (removal.firstPosition <= missing) covered = std::max(covered, removal.lastPosition + 1);
        if (covered == missing) return fault(position, "the position before it is missing");
        missing = covered;
    }
    m_missing += static_cast<std::uint64_t>(position - m_position - 1);
}

void Verifier::checkRemovals() {
    std::uint64_t removed = 0;
    for (const RemovalAccount &removal : m_removals)
        removed += removal.events;
    const bool isTold = std::ranges::any_of(
        m_verdict.faults, [](const StoreFault &each) { return each.what == "the position before it is missing"; });
    if (!isTold && removed != m_missing)
        fault(0, "the positions without an event are not as many as were removed with their streams");
}

void Verifier::checkEvent(const SqliteStatement &row) {
    const std::int64_t position = row.number(0);
    if (position != m_position + 1) checkGap(position);
    m_position = position;
    const auto tail = m_tails.find(row.number(11));
    if (tail == m_tails.end() || tail->second.name != row.bytes(1) || categoryOf(row.bytes(1)) != row.bytes(2)) {
        return fault(position, "the name of its stream does not agree with its number");
    }
    const auto type = m_types.find(row.number(12));
    if (type == m_types.end() || type->second != std::pair(std::string(row.bytes(4)), row.number(5))) {
        return fault(position, "the name of its type does not agree with its number");
    }
    if (row.number(3) != tail->second.version + 1) fault(position, "the version before it is missing in its stream");
    checkContent(row, position, tail->second);
}

void Verifier::checkContent(const SqliteStatement &row, std::int64_t position, Tail &tail) {
    const auto id = exactly<EventId>(row.bytes(6));
    const auto content = exactly<Hash>(row.bytes(9)), chain = exactly<Hash>(row.bytes(10));
    const auto data = encodingOf(row.bytes(13)), metadata = encodingOf(row.bytes(15));
    if (!id || !content || !chain || !data || !metadata) return fault(position, "the event is malformed");
    EventContent found{row.bytes(4),
                       static_cast<int>(row.number(5)),
                       {*data, row.bytes(14)},
                       {*metadata, row.bytes(16)},
                       std::nullopt};
    if (!row.isNull(8)) found.validAt = timeOfUs(row.number(8));
    if (contentHash(found) != *content) fault(position, "its content is not what its hash says");
    tail.version = row.number(3);
    tail.lastRecordedUs = row.number(7);
    tail.position = position;
    if (tail.version == 1) tail.firstRecordedUs = tail.lastRecordedUs;
    const Hash expected =
        chainHash(tail.chain, tail.name, {tail.version}, *id, *content, timeOfUs(tail.lastRecordedUs));
    if (expected != *chain) fault(position, "the hash chain of its stream is broken here");
    // Go on from what is stored, so that one break is told once.
    tail.chain = *chain;
}

Result<void> Verifier::checkStreams() {
    constexpr std::string_view kStreams = "SELECT stream_no, version, first_recorded_at, last_recorded_at, "
                                          "last_position, chain_hash FROM streams";
    return each(kStreams, [&](const SqliteStatement &row) { checkStream(row); });
}

void Verifier::checkStream(const SqliteStatement &row) {
    const Tail &tail = m_tails[row.number(0)];
    const bool agrees = row.number(1) == tail.version && row.number(2) == tail.firstRecordedUs &&
                        row.number(3) == tail.lastRecordedUs && row.number(4) == tail.position &&
                        exactly<Hash>(row.bytes(5)) == tail.chain;
    if (!agrees) fault(tail.position, "what is noted of a stream does not agree with its last event");
}

} // namespace

Result<StoreVerdict> verifyChain(const std::string &path, const JobControl &job) {
    return withoutThrowing([&]() -> Result<StoreVerdict> {
        const SqliteLeftovers leftovers(path);
        ES_ASSIGN(connection, SqliteConnection::open(path, {.mode = SqliteConnection::readingModeFor(path)}));
        const SqliteInterrupt interrupt(connection, job);
        ES_TRY(layoutVersion(connection, storeFormat()));
        ES_TRY(checkLayout(connection));
        return Verifier(connection, job).run();
    });
}

} // namespace eventscope
