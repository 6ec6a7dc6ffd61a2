// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_copy_reader.h"

#include "core/db/postgres/pg_link.h"

#include <utility>

namespace eventscope {

namespace {

/// A request to stop is seen after this many rows at the latest, also when they have arrived already.
constexpr std::uint64_t kLookRows = 256;

/// The start of the stream, see "Binary Format" in PostgreSQL's manual of COPY.
constexpr std::string_view kSignature{"PGCOPY\n\377\r\n\0", 11};

/// Takes big-endian numbers and bytes off the front; what does not fit leaves it not ok.
class Bytes {
  public:
    explicit Bytes(std::string_view bytes) : m_left(bytes) {}
    std::string_view take(std::size_t size) {
        m_ok = m_ok && size <= m_left.size();
        if (!m_ok) return {};
        const std::string_view taken = m_left.substr(0, size);
        m_left.remove_prefix(size);
        return taken;
    }
    std::int64_t number(std::size_t size) {
        const std::string_view taken = take(size);
        return m_ok ? asNumber({taken.data(), taken.size()}).value_or(0) : 0;
    }
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] std::string_view left() const { return m_left; }

  private:
    std::string_view m_left;
    bool m_ok = true;
};

} // namespace

void PgCopyReader::FreeMessage::operator()(char *message) const { PQfreemem(message); }

PgCopyReader::PgCopyReader(PgCopyReader &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)),
      m_columns(other.m_columns),
      m_rows(other.m_rows),
      m_message(std::move(other.m_message)),
      m_left(other.m_left),
      m_fields(std::move(other.m_fields)),
      m_headerSeen(other.m_headerSeen),
      m_trailerSeen(other.m_trailerSeen) {}

PgCopyReader::~PgCopyReader() {
    if (m_connection) m_connection->m_link->stop();
}

Result<PgCopyReader> PgCopyReader::start(PgConnection &connection, const std::string &query, const JobControl &job) {
    PgLink &link = *connection.m_link;
    ES_TRY(link.send("COPY (" + query + ") TO STDOUT (FORMAT binary)", {}, job));
    ES_ASSIGN(begun, link.next(job));
    const auto columns = static_cast<std::size_t>(PQnfields(begun.get()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_OUT || columns == 0) {
        link.stop();
        return fail(ErrorKind::Internal, "A bulk read needs a query with columns (" + link.where() + ")",
                    "Please report this");
    }
    return PgCopyReader(connection, columns);
}

Result<PgRow> PgCopyReader::next(const JobControl &job) {
    if (!m_connection) return PgRow();
    auto read = readRow(job);
    if (!read) {
        std::exchange(m_connection, nullptr)->m_link->stop();
        return fail(std::move(read).error());
    }
    return *read ? PgRow(m_fields) : PgRow();
}

/// False at the end.
Result<bool> PgCopyReader::readRow(const JobControl &job) {
    if (m_rows % kLookRows == 0 && job.stopRequested()) return cancelled();
    for (;;) {
        if (m_left.empty()) {
            ES_ASSIGN(more, receive(job));
            if (!more) return false;
        }
        const std::uint64_t before = m_rows;
        ES_TRY(takeRow());
        if (m_rows > before) return true;
    }
}

/// Takes in the next message; false at the end.
Result<bool> PgCopyReader::receive(const JobControl &job) {
    PgLink &link = *m_connection->m_link;
    for (;;) {
        char *message = nullptr;
        const int size = PQgetCopyData(link.raw(), &message, 1);
        if (size > 0) {
            m_message.reset(message);
            m_left = {message, static_cast<std::size_t>(size)};
            return true;
        }
        if (size < 0) {
            ES_TRY(finish(job));
            return false;
        }
        ES_TRY(link.readMore(job));
    }
}

Result<void> PgCopyReader::takeHeader() {
    Bytes bytes(m_left);
    if (bytes.take(kSignature.size()) != kSignature) return damaged("no binary rows");
    bytes.take(4); // flags: none that concern us
    const std::int64_t extension = bytes.number(4);
    if (extension < 0) return damaged("a header that makes no sense");
    bytes.take(static_cast<std::size_t>(extension));
    m_left = bytes.left();
    return bytes.ok() ? Result<void>() : Result<void>(damaged("a header that is cut off"));
}

/// Reads a row, or the header or the trailer around them, off the message.
Result<void> PgCopyReader::takeRow() {
    if (!std::exchange(m_headerSeen, true)) return takeHeader();
    if (m_trailerSeen) return damaged("rows after the end");
    Bytes bytes(m_left);
    const std::int64_t fields = bytes.number(2);
    if (bytes.ok() && fields == -1) {
        m_trailerSeen = true;
        m_left = bytes.left();
        return {};
    }
    if (fields != static_cast<std::int64_t>(m_columns)) return damaged("a row with another number of columns");
    m_fields.clear();
    for (std::size_t column = 0; column < m_columns; ++column) {
        const std::int64_t size = bytes.number(4);
        if (size < -1) return damaged("a value of negative size");
        const std::string_view value = bytes.take(size < 0 ? 0 : static_cast<std::size_t>(size));
        if (!bytes.ok()) return damaged("a row that is cut off");
        m_fields.push_back(size < 0 ? PgField{} : PgField{value.data(), value.size()});
    }
    m_left = bytes.left();
    ++m_rows;
    return {};
}

Result<void> PgCopyReader::finish(const JobControl &job) {
    PgLink &link = *m_connection->m_link;
    ES_ASSIGN(end, link.next(job));
    if (!end) return fail(link.lostError());
    const std::string counted = PQcmdTuples(end.get());
    ES_TRY(link.next(job));
    if (!m_trailerSeen || counted != std::to_string(m_rows)) return damaged("fewer rows than it counted");
    m_connection = nullptr;
    return {};
}

Failure PgCopyReader::damaged(std::string_view what) const {
    return fail(ErrorKind::Corrupt, "The server sent " + std::string(what) + " (" + m_connection->where() + ")",
                "Connect to the server itself, without anything in between, then try again");
}

} // namespace eventscope
