// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_link.h"

#include "core/db/postgres/pg_cancel.h"
#include "core/db/postgres/pg_login_error.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <vector>

namespace eventscope {

namespace {

using Steady = std::chrono::steady_clock;

/// A stop request is seen after this time at the latest.
constexpr std::chrono::milliseconds kLook{50};

std::string fieldOf(const PGresult *result, int field) {
    const char *text = PQresultErrorField(result, field);
    return text ? text : "";
}

/// What the complaint is about: names only, never values.
std::string objectOf(const PGresult *result) {
    if (const auto name = fieldOf(result, PG_DIAG_CONSTRAINT_NAME); !name.empty()) return "constraint \"" + name + "\"";
    if (const auto name = fieldOf(result, PG_DIAG_COLUMN_NAME); !name.empty()) return "column \"" + name + "\"";
    if (const auto name = fieldOf(result, PG_DIAG_TABLE_NAME); !name.empty()) return "table \"" + name + "\"";
    return {};
}

} // namespace

PgLink::Wake PgLink::wait(bool forWriting, Deadline until, const JobControl &job) const {
    for (;;) {
        if (job.stopRequested()) return Wake::Stop;
        // A server that does not read must not keep us from reading what it says.
        const short events = forWriting ? POLLIN | POLLOUT : POLLIN;
        pollfd watched{.fd = PQsocket(m_connection.get()), .events = events, .revents = 0};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now());
        const auto slice = std::clamp(left, std::chrono::milliseconds(0), kLook);
        const int ready = ::poll(&watched, 1, static_cast<int>(slice.count()));
        if (ready > 0 || (ready < 0 && errno != EINTR)) return Wake::Ready; // libpq finds out what is wrong
        if (Steady::now() >= until) return Wake::TimeOver;
    }
}

PgLink::Deadline PgLink::answerDeadline() const {
    if (m_isPatient || m_options.statementTimeout.count() == 0) return Deadline::max();
    return Steady::now() + m_options.statementTimeout + m_options.answerGrace;
}

std::string PgLink::where(const char *host, const char *port) const {
    std::string text = "database \"" + std::string(PQdb(raw()) ? PQdb(raw()) : "") + "\" at " + host;
    if (*port) text.append(":").append(port);
    return text;
}

Result<void> PgLink::establish(const JobControl &job) {
    const auto limit = m_options.connectTimeout;
    const Deadline until = limit.count() == 0 ? Deadline::max() : Steady::now() + limit;
    if (isLost()) return fail(connectError(job));
    for (PostgresPollingStatusType status = PGRES_POLLING_WRITING; status != PGRES_POLLING_OK;) {
        const char *host = PQhost(raw());
        if (host && *host) m_where = where(host, PQport(raw()));
        if (status == PGRES_POLLING_FAILED) return fail(connectError(job));
        // The socket changes while several hosts and addresses are tried, so it is asked for each time.
        pollfd watched{.fd = PQsocket(raw()), .events = POLLIN, .revents = 0};
        if (status == PGRES_POLLING_WRITING) watched.events = POLLOUT;
        while (::poll(&watched, 1, static_cast<int>(kLook.count())) <= 0) {
            if (job.stopRequested()) return cancelled();
            if (Steady::now() >= until) {
                return fail(ErrorKind::Unavailable, "Cannot connect: no answer in time (" + m_where + ")",
                            "Check host and port, and that the network lets you through");
            }
        }
        if (job.stopRequested()) return cancelled();
        status = PQconnectPoll(raw());
    }
    PQsetnonblocking(raw(), 1);
    // Notices may quote what is stored; libpq would print them.
    PQsetNoticeReceiver(
        raw(), [](void *, const PGresult *) {}, nullptr);
    return {};
}

Error PgLink::connectError(const JobControl &job) {
    const std::string_view text = PQerrorMessage(raw());
    // establish() is preceded by PQERRORS_SQLSTATE, so a complaint of the server ends in "FATAL:  28P01".
    constexpr std::string_view kMark = ":  ";
    const auto mark = text.rfind(kMark);
    const auto end = text.find_last_not_of('\n') + 1;
    if (mark != std::string_view::npos && end == mark + kMark.size() + 5) {
        m_sqlState = text.substr(mark + kMark.size(), 5);
        return pgError({.sqlState = m_sqlState, .object = {}, .text = {}}, "connect", m_where);
    }
    m_sqlState.clear();
    return pgLoginError(raw(), m_where, job);
}

Result<PgLink::Values> PgLink::valuesOf(const PgParameters &parameters) {
    Values all;
    for (const auto &value : parameters.m_values) {
        if (!value.binary && value.bytes.find('\0') != std::string::npos)
            return fail(ErrorKind::Invalid, "A text with a NUL byte cannot be sent to PostgreSQL", "Send it as bytes");
        all.types.push_back(value.type);
        all.values.push_back(value.isNull ? nullptr : value.bytes.c_str());
        all.sizes.push_back(static_cast<int>(value.bytes.size()));
        all.formats.push_back(value.binary ? 1 : 0);
    }
    return all;
}

/// Whether libpq took a statement; it may hold it back.
Result<void> PgLink::queued(int isQueued) {
    if (isQueued) {
        if (m_options.statementsSent) ++*m_options.statementsSent;
        return {};
    }
    if (isLost()) return fail(lostError());
    return fail(ErrorKind::Internal, "A statement was sent while another one runs (" + m_where + ")",
                "Please report this");
}

Result<void> PgLink::queue(const Statement &statement) {
    ES_ASSIGN(values, valuesOf(statement.parameters));
    if (const auto known = m_prepared.find(statement.sql); known != m_prepared.end()) {
        return queued(PQsendQueryPrepared(raw(), known->second.c_str(), values.count(), values.values.data(),
                                          values.sizes.data(), values.formats.data(), 1));
    }
    return queued(PQsendQueryParams(raw(), statement.sql.c_str(), values.count(), values.types.data(),
                                    values.values.data(), values.sizes.data(), values.formats.data(), 1));
}

Result<void> PgLink::prepare(const std::string &sql, const PgParameters &parameters, const JobControl &job) {
    if (!m_mayPrepare || m_prepared.size() >= kPreparedMost || m_prepared.contains(sql)) return {};
    if (isLost()) return fail(lostError());
    if (job.stopRequested()) return cancelled();
    ES_ASSIGN(values, valuesOf(parameters));
    std::string name = "eventscope_" + std::to_string(m_namesGiven++);
    m_sqlState.clear();
    ES_TRY(queued(PQsendPrepare(raw(), name.c_str(), sql.c_str(), values.count(), values.types.data())));
    ES_TRY(flush(job));
    for (;;) {
        auto part = next(job);
        if (part && *part) continue;
        if (part) {
            m_prepared.emplace(sql, std::move(name));
            return {};
        }
        if (isLost() || m_sqlState != "42P05") return fail(part.error());
        stopPreparing(); // somebody else's session, in which the name is taken
        return {};
    }
}

bool PgLink::hasLostPrepared() const { return m_mayPrepare && !m_prepared.empty() && m_sqlState == "26000"; }

void PgLink::stopPreparing() {
    m_prepared.clear();
    m_mayPrepare = false;
}

Result<void> PgLink::send(const std::string &sql, const PgParameters &parameters, const JobControl &job) {
    if (isLost()) return fail(lostError());
    if (job.stopRequested()) return cancelled();
    ES_TRY(queue({sql, parameters}));
    return flush(job);
}

Result<void> PgLink::sendTogether(std::initializer_list<Statement> statements, const JobControl &job) {
    if (isLost()) return fail(lostError());
    if (job.stopRequested()) return cancelled();
    if (!PQenterPipelineMode(raw()))
        return fail(ErrorKind::Internal, "Statements were sent while another one runs (" + m_where + ")",
                    "Please report this");
    for (const Statement &statement : statements) {
        auto queued = queue(statement);
        if (queued) continue;
        giveUp(); // what was queued before may be on its way
        return queued;
    }
    if (!PQpipelineSync(raw())) return fail(lostError());
    return flush(job);
}

Result<void> PgLink::endTogether(const JobControl &job) {
    ES_ASSIGN(end, next(job));
    if (PQresultStatus(end.get()) == PGRES_PIPELINE_SYNC && PQexitPipelineMode(raw())) return {};
    giveUp();
    return fail(ErrorKind::Internal, "Answers came out of order (" + m_where + ")", "Please report this");
}

Result<void> PgLink::flush(const JobControl &job) {
    const Deadline until = answerDeadline();
    for (;;) {
        const int left = PQflush(raw());
        if (left == 0) return {};
        if (left < 0) {
            // What the server said before it went away says more than the broken pipe.
            while (PQconsumeInput(raw()) && !isLost()) {
            }
            return fail(lostError());
        }
        const Wake wake = wait(true, until, job);
        if (wake == Wake::Stop) {
            stop();
            return cancelled();
        }
        if (wake == Wake::TimeOver || !PQconsumeInput(raw())) return fail(lostError());
    }
}

Result<bool> PgLink::readUntil(Deadline until, const JobControl &job) {
    const Wake wake = wait(false, until, job);
    if (wake == Wake::Stop) return cancelled();
    if (wake == Wake::TimeOver) return false;
    if (!PQconsumeInput(raw())) return fail(lostError());
    return true;
}

Result<void> PgLink::readMore(const JobControl &job) {
    auto read = readUntil(answerDeadline(), job);
    if (read) return *read ? Result<void>() : Result<void>(fail(lostError()));
    if (read.error().kind == ErrorKind::Cancelled) stop();
    return fail(std::move(read).error());
}

Result<PgLink::ResultPtr> PgLink::next(const JobControl &job) {
    while (PQisBusy(raw())) {
        if (auto read = readMore(job); !read) {
            if (read.error().kind == ErrorKind::Cancelled || PQisBusy(raw())) return fail(std::move(read).error());
            break; // the server's last words have arrived with the end of the connection
        }
    }
    ResultPtr result(PQgetResult(raw()));
    if (!result) return result;
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE && status != PGRES_NONFATAL_ERROR) return result;
    Error error = errorOf(result.get());
    // What follows an error follows at once.
    if (!isLost() && !drainUntil(Steady::now() + m_options.answerGrace)) giveUp();
    return fail(std::move(error));
}

Error PgLink::errorOf(const PGresult *result) {
    m_sqlState = fieldOf(result, PG_DIAG_SQLSTATE);
    const std::string severity = fieldOf(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == "FATAL" || severity == "PANIC") giveUp();
    if (m_sqlState.empty()) {
        giveUp(); // libpq itself complains: what the server sends makes no sense, or nothing comes any more
        return lostError();
    }
    PgComplaint complaint{.sqlState = m_sqlState,
                          .object = objectOf(result),
                          .text = withoutSecret(fieldOf(result, PG_DIAG_MESSAGE_PRIMARY), "")};
    return pgError(complaint, "use the database", m_where);
}

Error PgLink::lostError() {
    giveUp();
    return {ErrorKind::Unavailable,
            "The connection was lost (" + m_where + ")",
            "Check the network and the server, then connect again",
            {},
            std::nullopt};
}

void PgLink::giveUp() {
    if (m_givenUp) return;
    m_givenUp = true;
    ::shutdown(PQsocket(raw()), SHUT_RDWR); // the server notices at once, and nothing can wait for it any more
}

bool PgLink::drainUntil(Deadline until) {
    const JobControl unstoppable;
    for (;;) {
        while (PQisBusy(raw())) {
            PQflush(raw());
            if (auto read = readUntil(until, unstoppable); !read || !*read) return false;
        }
        const ResultPtr result(PQgetResult(raw()));
        // Of statements that were sent together each answer has an end of its own.
        if (!result && (isLost() || PQpipelineStatus(raw()) == PQ_PIPELINE_OFF)) return !isLost();
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) return PQexitPipelineMode(raw());
        if (status == PGRES_COPY_IN && PQputCopyEnd(raw(), "stopped") < 0) return false;
        while (status == PGRES_COPY_OUT) {
            char *row = nullptr;
            const int size = PQgetCopyData(raw(), &row, 1);
            PQfreemem(row);
            if (size < 0) break;
            if (size > 0) continue;
            if (auto read = readUntil(until, unstoppable); !read || !*read) return false;
        }
        if (Steady::now() >= until) return false;
    }
}

void PgLink::stop() {
    if (isLost() || PQtransactionStatus(raw()) != PQTRANS_ACTIVE) return;
    const Deadline until = Steady::now() + kStopWait;
    // Rows that are being sent end by CopyFail alone. A cancel beside it may overtake the Sync of the statement: the
    // server then answers the Sync behind CopyFail, too, and that answer would be taken for the next statement's.
    if (PQpipelineStatus(raw()) == PQ_PIPELINE_OFF && !PQisBusy(raw()) &&
        PQresultStatus(ResultPtr(PQgetResult(raw())).get()) == PGRES_COPY_IN) {
        if (!drainUntil(until)) giveUp();
        return;
    }
    PgCancel cancel(raw());
    if (!drainUntil(until) || !cancel.waitUntil(until)) giveUp();
}

} // namespace eventscope
