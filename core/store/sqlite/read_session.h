// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/lease_pool.h"
#include "core/db/sqlite/sqlite_connection.h"
#include "core/event/dictionary.h"
#include "core/store/sqlite/code_map.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace eventscope {

/// One reading connection with what it has prepared and learned. One thread at a time.
class ReadSession {
  public:
    [[nodiscard]] static Result<std::unique_ptr<ReadSession>> open(const std::string &path,
                                                                   std::shared_ptr<Dictionary> dictionary);

    [[nodiscard]] SqliteConnection &connection() { return m_connection; }
    [[nodiscard]] const std::shared_ptr<Dictionary> &dictionary() const { return m_dictionary; }

    /// A statement with this text, ready to bind; it stays prepared, and the reference good until the next call.
    [[nodiscard]] Result<SqliteStatement *> statement(const std::string &sql);

    /// The dictionary's code for a stream_no or a type_no of the file. Errors: Corrupt (the file does not know it).
    [[nodiscard]] Result<std::uint32_t> streamCode(std::int64_t streamNo) {
        const std::uint32_t code = m_streams.find(streamNo);
        if (code != CodeMap::kUnknown) return code;
        return learnStreams(streamNo);
    }
    [[nodiscard]] Result<std::uint32_t> typeCode(std::int64_t typeNo) {
        const std::uint32_t code = m_types.find(typeNo);
        if (code != CodeMap::kUnknown) return code;
        return learnTypes(typeNo);
    }

    /// One that could not end its transaction would show its old snapshot for ever.
    [[nodiscard]] bool isReusable() const { return !m_connection.inTransaction(); }
    [[nodiscard]] Failure corrupt(const std::string &what) const;

  private:
    ReadSession(SqliteConnection connection, std::shared_ptr<Dictionary> dictionary);
    [[nodiscard]] Result<std::uint32_t> learnStreams(std::int64_t from);
    [[nodiscard]] Result<std::uint32_t> learnTypes(std::int64_t wanted);

    SqliteConnection m_connection;
    std::shared_ptr<Dictionary> m_dictionary;
    std::unordered_map<std::string, SqliteStatement> m_statements; // die before m_connection
    CodeMap m_streams, m_types;
};

/// Reading connections to one file, leased one per call. Threads: any.
class ReadPool {
  public:
    ReadPool(std::string path, std::shared_ptr<Dictionary> dictionary);

    using Lease = LeasePool<ReadSession>::Lease;
    [[nodiscard]] Result<Lease> lease();
    /// Closes the connections that nobody uses now.
    void closeIdle() { m_pool.closeIdle(); }

  private:
    const std::string m_path;
    const SqliteLeftovers m_leftovers; // outlives the connections
    const std::shared_ptr<Dictionary> m_dictionary;
    LeasePool<ReadSession> m_pool;
};

} // namespace eventscope
