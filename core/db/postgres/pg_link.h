// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_error.h"
#include "core/db/postgres/pg_options.h"
#include "core/db/postgres/pg_parameters.h"

#include <libpq-fe.h>

#include <chrono>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace eventscope {

/// What this folder shares behind its headers: libpq's connection, driven without ever blocking in libpq, so that every
/// wait sees a stop request within 50 ms and ends when the server stays silent for too long. One thread at a time.
class PgLink {
  public:
    struct FreeResult {
        void operator()(PGresult *result) const { PQclear(result); }
    };
    using ResultPtr = std::unique_ptr<PGresult, FreeResult>;
    using Deadline = std::chrono::steady_clock::time_point;
    /// How long what was stopped may take to end before the connection is given up.
    static constexpr std::chrono::milliseconds kStopWait{1'000};
    /// Each costs memory in the server.
    static constexpr std::size_t kPreparedMost = 32;

    /// Takes the connection over.
    PgLink(PGconn *connection, PgOptions options) : m_connection(connection), m_options(std::move(options)) {}

    /// Brings a connection that has just been started to where it can be used, or says why not.
    [[nodiscard]] Result<void> establish(const JobControl &job);

    /// Sends one statement by the extended protocol (never more than one).
    [[nodiscard]] Result<void> send(const std::string &sql, const PgParameters &parameters, const JobControl &job);
    /// From now on the server reads the statement no more and plans it seldom, when it is sent with values of the same
    /// types. No effect beyond kPreparedMost statements, and behind a pooler that changes sessions.
    [[nodiscard]] Result<void> prepare(const std::string &sql, const PgParameters &parameters, const JobControl &job);
    /// Whether what failed did so because the session is another one than that which prepared; nothing was run then.
    [[nodiscard]] bool hasLostPrepared() const;
    /// Sends every statement as it is, from now on.
    void stopPreparing();
    struct Statement {
        const std::string &sql;
        const PgParameters &parameters;
    };
    /// Sends several, each by the extended protocol, in one go. Their answers follow one another, each with its end;
    /// behind an error nothing else is run. Then endTogether().
    [[nodiscard]] Result<void> sendTogether(std::initializer_list<Statement> statements, const JobControl &job);
    /// Behind the last of those answers.
    [[nodiscard]] Result<void> endTogether(const JobControl &job);
    /// The next part of the answer, null at its end. An error of the server ends the answer and is returned.
    [[nodiscard]] Result<ResultPtr> next(const JobControl &job);
    /// Waits until the server has sent something, and takes it in.
    [[nodiscard]] Result<void> readMore(const JobControl &job);
    /// As readMore, but the time being over is no error: false.
    [[nodiscard]] Result<bool> readUntil(Deadline until, const JobControl &job);
    /// Sends what libpq still holds back.
    [[nodiscard]] Result<void> flush(const JobControl &job);
    /// Ends what runs: cancels it, throws away its answer. Gives the connection up when that takes longer than
    /// kStopWait.
    void stop();

    /// A silent server is waited for until the network says that it is gone, or someone asks to stop.
    void setPatient(bool isPatient) { m_isPatient = isPatient; }

    /// The connection is of no use any more.
    void giveUp();
    [[nodiscard]] bool isLost() const { return m_givenUp || PQstatus(m_connection.get()) == CONNECTION_BAD; }
    /// Gives the connection up, and says that it is lost.
    [[nodiscard]] Error lostError();

    [[nodiscard]] PGconn *raw() const { return m_connection.get(); }
    [[nodiscard]] const PgOptions &options() const { return m_options; }
    [[nodiscard]] const std::string &where() const { return m_where; }
    [[nodiscard]] const std::string &sqlState() const { return m_sqlState; }

  private:
    enum class Wake : std::uint8_t { Ready, TimeOver, Stop };
    struct Finish {
        void operator()(PGconn *connection) const { PQfinish(connection); }
    };
    [[nodiscard]] Wake wait(bool forWriting, Deadline until, const JobControl &job) const;
    [[nodiscard]] Deadline answerDeadline() const;
    [[nodiscard]] Error errorOf(const PGresult *result);
    [[nodiscard]] Error connectError(const JobControl &job);
    [[nodiscard]] Result<void> queue(const Statement &statement);
    /// The values of a statement, as libpq takes them; they point into the parameters.
    struct Values {
        std::vector<Oid> types;
        std::vector<const char *> values;
        std::vector<int> sizes, formats;
        [[nodiscard]] int count() const { return static_cast<int>(values.size()); }
    };
    [[nodiscard]] static Result<Values> valuesOf(const PgParameters &parameters);
    [[nodiscard]] Result<void> queued(int isQueued);
    [[nodiscard]] bool drainUntil(Deadline until);
    [[nodiscard]] std::string where(const char *host, const char *port) const;

    std::unique_ptr<PGconn, Finish> m_connection;
    PgOptions m_options;
    std::string m_where = "the database server";
    std::string m_sqlState;                        // of the last failure
    std::map<std::string, std::string> m_prepared; // names of statements that the session knows
    int m_namesGiven = 0;                          // what was stopped may have taken its name
    bool m_mayPrepare = true;
    bool m_givenUp = false;
    bool m_isPatient = false;
};

} // namespace eventscope
