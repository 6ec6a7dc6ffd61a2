// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/read_session.h"

#include "core/event/filter/prefilter.h"
#include "core/event/filter/prefilter_match.h"

#include <limits>

namespace eventscope {

namespace {

constexpr std::size_t kStatementsMax = 64;
/// Names learned at a time: a scan meets streams in about the order of their numbers.
constexpr std::int64_t kStreamsAtOnce = 1024;

bool globPredicate(std::string_view text, std::string_view pattern) { return globMatches(pattern, text); }
bool containsPredicate(std::string_view json, std::string_view text) {
    return mayContain({Encoding::Json, json}, text);
}

} // namespace

ReadSession::ReadSession(SqliteConnection connection, std::shared_ptr<Dictionary> dictionary)
    : m_connection(std::move(connection)), m_dictionary(std::move(dictionary)) {}

Result<std::unique_ptr<ReadSession>> ReadSession::open(const std::string &path,
                                                       std::shared_ptr<Dictionary> dictionary) {
    ES_ASSIGN(connection, SqliteConnection::open(path, {.mode = SqliteConnection::readingModeFor(path)}));
    ES_TRY(connection.run("PRAGMA cache_size=-16384"));
    ES_TRY(connection.addPredicate("es_glob", &globPredicate));
    ES_TRY(connection.addPredicate("es_may_contain", &containsPredicate));
    return std::unique_ptr<ReadSession>(new ReadSession(std::move(connection), std::move(dictionary)));
}

Result<SqliteStatement *> ReadSession::statement(const std::string &sql) {
    const auto known = m_statements.find(sql);
    if (known != m_statements.end()) {
        known->second.reset();
        return &known->second;
    }
    ES_ASSIGN(prepared, m_connection.prepare(sql));
    if (m_statements.size() >= kStatementsMax) m_statements.clear();
    return &m_statements.emplace(sql, std::move(prepared)).first->second;
}

Failure ReadSession::corrupt(const std::string &what) const {
    return fail(ErrorKind::Corrupt, m_connection.path() + " is damaged: " + what,
                "Check it, and restore it from a backup; keep the damaged file");
}

Result<std::uint32_t> ReadSession::learnStreams(std::int64_t from) {
    ES_ASSIGN(names,
              m_connection.prepare("SELECT stream_no, stream_id FROM streams WHERE stream_no BETWEEN ?1 AND ?2"));
    const std::int64_t last = std::numeric_limits<std::int64_t>::max();
    names.bind(1, from).bind(2, from > last - kStreamsAtOnce ? last : from + kStreamsAtOnce);
    for (;;) {
        ES_ASSIGN(row, names.step());
        if (!row) break;
        m_streams.set(names.number(0), m_dictionary->streamCode(names.bytes(1)));
    }
    const std::uint32_t code = m_streams.find(from);
    if (code == CodeMap::kUnknown)
        return corrupt("an event belongs to stream number " + std::to_string(from) + ", which does not exist");
    return code;
}

Result<std::uint32_t> ReadSession::learnTypes(std::int64_t wanted) {
    ES_ASSIGN(names, m_connection.prepare("SELECT type_no, event_type, schema_version FROM event_types"));
    for (;;) {
        ES_ASSIGN(row, names.step());
        if (!row) break;
        m_types.set(names.number(0), m_dictionary->typeCode(names.bytes(1), static_cast<int>(names.number(2))));
    }
    const std::uint32_t code = m_types.find(wanted);
    if (code == CodeMap::kUnknown)
        return corrupt("an event is of type number " + std::to_string(wanted) + ", which does not exist");
    return code;
}

ReadPool::ReadPool(std::string path, std::shared_ptr<Dictionary> dictionary)
    : m_path(std::move(path)), m_leftovers(m_path), m_dictionary(std::move(dictionary)) {}

Result<ReadPool::Lease> ReadPool::lease() {
    return m_pool.lease([&] { return ReadSession::open(m_path, m_dictionary); });
}

} // namespace eventscope
