// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_copy_reader.h"

#include "core/db/postgres/pg_link.h"

#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kBatchRowsMax = 8'192;
constexpr std::size_t kBatchBytesMax = std::size_t{4} << 20;

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
    [[nodiscard]] bool empty() const { return m_left.empty(); }

  private:
    std::string_view m_left;
    bool m_ok = true;
};

} // namespace

void PgCopyBatch::FreeMessage::operator()(char *message) const { PQfreemem(message); }

PgCopyReader::PgCopyReader(PgCopyReader &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)),
      m_columns(other.m_columns),
      m_rows(other.m_rows),
      m_batchRowsMax(other.m_batchRowsMax),
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

Result<bool> PgCopyReader::next(PgCopyBatch &batch, const JobControl &job) {
    batch.m_columns = m_columns;
    batch.m_fields.clear();
    batch.m_messages.clear();
    if (!m_connection) return false;
    auto filled = fill(batch, job);
    if (!filled) {
        std::exchange(m_connection, nullptr)->m_link->stop();
        batch.m_fields.clear(); // nothing half read
        return fail(std::move(filled).error());
    }
    m_batchRowsMax = kBatchRowsMax;
    return batch.rows() > 0;
}

Result<void> PgCopyReader::fill(PgCopyBatch &batch, const JobControl &job) {
    PgLink &link = *m_connection->m_link;
    for (std::size_t bytes = 0; batch.rows() < m_batchRowsMax && bytes < kBatchBytesMax;) {
        char *message = nullptr;
        const int size = PQgetCopyData(link.raw(), &message, 1);
        if (size == 0) {
            ES_TRY(link.readMore(job));
            continue;
        }
        if (size < 0) return finish(job);
        batch.m_messages.emplace_back(message);
        bytes += static_cast<std::size_t>(size);
        ES_TRY(take({message, static_cast<std::size_t>(size)}, batch));
    }
    // Rows that have arrived already are read without a wait, which would have seen the request.
    if (job.stopRequested()) return cancelled();
    return {};
}

Result<void> PgCopyReader::take(std::string_view message, PgCopyBatch &batch) {
    Bytes bytes(message);
    if (!std::exchange(m_headerSeen, true)) {
        if (bytes.take(kSignature.size()) != kSignature) return damaged("no binary rows");
        bytes.take(4); // flags: none that concern us
        const std::int64_t extension = bytes.number(4);
        if (extension < 0) return damaged("a header that makes no sense");
        bytes.take(static_cast<std::size_t>(extension));
    }
    while (bytes.ok() && !bytes.empty()) {
        if (m_trailerSeen) return damaged("rows after the end");
        const std::int64_t fields = bytes.number(2);
        if (bytes.ok() && fields == -1) {
            m_trailerSeen = true;
            continue;
        }
        if (fields != static_cast<std::int64_t>(m_columns)) return damaged("a row with another number of columns");
        for (std::size_t column = 0; column < m_columns; ++column) {
            const std::int64_t size = bytes.number(4);
            if (size < -1) return damaged("a value of negative size");
            const std::string_view value = bytes.take(size < 0 ? 0 : static_cast<std::size_t>(size));
            if (!bytes.ok()) return damaged("a row that is cut off");
            batch.m_fields.push_back(size < 0 ? PgField{} : PgField{value.data(), value.size()});
        }
        ++m_rows;
    }
    return bytes.ok() ? Result<void>() : Result<void>(damaged("a message that is cut off"));
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
