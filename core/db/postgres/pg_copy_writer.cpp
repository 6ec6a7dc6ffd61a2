// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_copy_writer.h"

#include "core/base/byte_set.h"
#include "core/db/postgres/pg_link.h"

#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kSendBytes = std::size_t{64} << 10;

Error notOpen() {
    return {ErrorKind::Internal, "The bulk write has ended already", "Please report this", {}, std::nullopt};
}

} // namespace

PgCopyWriter::PgCopyWriter(PgCopyWriter &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)),
      m_columns(other.m_columns),
      m_values(other.m_values),
      m_hasNul(other.m_hasNul),
      m_rows(std::move(other.m_rows)) {}

PgCopyWriter::~PgCopyWriter() {
    if (m_connection) m_connection->m_link->stop();
}

Result<PgCopyWriter> PgCopyWriter::start(PgConnection &connection, const std::string &target, const JobControl &job) {
    if (connection.access() == PgAccess::ReadOnly)
        return fail(ErrorKind::Refused, "The connection is open for reading only (" + connection.where() + ")");
    PgLink &link = *connection.m_link;
    ES_TRY(link.send("COPY " + target + " FROM STDIN", {}, job));
    ES_ASSIGN(begun, link.next(job));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
        link.stop();
        return fail(ErrorKind::Internal, "A bulk write needs a table (" + link.where() + ")", "Please report this");
    }
    return PgCopyWriter(connection, static_cast<std::size_t>(PQnfields(begun.get())));
}

void PgCopyWriter::startValue() {
    if (m_values++ > 0) m_rows += '\t';
}

PgCopyWriter &PgCopyWriter::null() {
    startValue();
    m_rows += "\\N";
    return *this;
}

PgCopyWriter &PgCopyWriter::number(std::int64_t value) {
    startValue();
    m_rows += std::to_string(value);
    return *this;
}

PgCopyWriter &PgCopyWriter::text(std::string_view value) {
    static constexpr ByteSet kSpecial(std::string_view("\\\n\r\t\0", 5));
    startValue();
    for (;;) {
        const auto plain = value.substr(0, kSpecial.bytesBefore(value));
        m_rows += plain;
        if (plain.size() == value.size()) return *this;
        const char special = value[plain.size()];
        value.remove_prefix(plain.size() + 1);
        m_hasNul = m_hasNul || special == '\0';
        m_rows += '\\';
        m_rows += special == '\n' ? 'n' : special == '\r' ? 'r' : special == '\t' ? 't' : '\\';
    }
}

PgCopyWriter &PgCopyWriter::bytes(std::span<const std::byte> value) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    startValue();
    m_rows += "\\\\x"; // the backslash of bytea's own "\x" is escaped for COPY
    for (const std::byte byte : value) {
        m_rows += kDigits[std::to_integer<unsigned>(byte >> 4)];
        m_rows += kDigits[std::to_integer<unsigned>(byte & std::byte{15})];
    }
    return *this;
}

Result<void> PgCopyWriter::endRow(const JobControl &job) {
    if (!m_connection) return fail(notOpen());
    if (m_hasNul)
        return abandon({ErrorKind::Invalid,
                        "PostgreSQL has no texts with a NUL byte (" + m_connection->where() + ")",
                        "Store it as bytes",
                        {},
                        std::nullopt});
    if (m_values != m_columns)
        return abandon(
            {ErrorKind::Invalid, "A row has another number of values than the table's columns", {}, {}, std::nullopt});
    m_rows += '\n';
    m_values = 0;
    return m_rows.size() < kSendBytes ? Result<void>() : sendRows(job);
}

Result<void> PgCopyWriter::sendRows(const JobControl &job) {
    PgLink &link = *m_connection->m_link;
    const int put = PQputCopyData(link.raw(), m_rows.data(), static_cast<int>(m_rows.size()));
    m_rows.clear();
    if (put != 1) return abandon(link.lostError());
    if (auto sent = link.flush(job); !sent) return abandon(std::move(sent).error());
    // What fits into the socket is sent without a wait, which would have seen the request.
    return job.stopRequested() ? Result<void>(abandon(cancelled().value())) : Result<void>();
}

Result<std::uint64_t> PgCopyWriter::finish(const JobControl &job) {
    if (!m_connection) return fail(notOpen());
    if (m_values > 0) return abandon({ErrorKind::Invalid, "The last row was not ended", {}, {}, std::nullopt});
    ES_TRY(sendRows(job));
    PgLink &link = *std::exchange(m_connection, nullptr)->m_link;
    if (PQputCopyEnd(link.raw(), nullptr) < 0) return fail(link.lostError());
    ES_TRY(link.flush(job));
    ES_ASSIGN(written, link.next(job));
    if (!written) return fail(link.lostError());
    const std::string count = PQcmdTuples(written.get());
    ES_TRY(link.next(job));
    return count.empty() ? 0 : std::stoull(count);
}

Failure PgCopyWriter::abandon(Error error) {
    std::exchange(m_connection, nullptr)->m_link->stop();
    return fail(std::move(error));
}

} // namespace eventscope
