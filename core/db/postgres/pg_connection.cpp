// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_connection.h"

#include "core/db/postgres/pg_link.h"
#include "core/db/postgres/pg_login.h"
#include "core/db/postgres/pg_quote.h"
#include "core/db/postgres/pg_settings.h"
#include "core/db/postgres/pg_transaction.h"

#include <poll.h>

#include <cctype>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

namespace eventscope {

namespace {

/// The text as a part of a URL, see RFC 3986, 2.1.
std::string urlPart(const char *text) {
    std::string part;
    for (; text && *text; ++text) {
        const auto byte = static_cast<unsigned char>(*text);
        if (std::isalnum(byte) || byte == '-' || byte == '.' || byte == '_') {
            part += *text;
        } else {
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            (part += '%').append({kDigits[byte >> 4], kDigits[byte & 15]});
        }
    }
    return part;
}

/// Whether a setting is what was asked for; of a limit of time, a stricter one is as good.
bool isWithin(std::string_view asked, std::string_view found) {
    if (asked == found || (asked.empty() && found == R"("")")) return true; // what SET makes of an empty path
    std::int64_t limitMs = 0, foundMs = 0;
    const auto isNumber = [](std::string_view text, std::int64_t &number) {
        return std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size();
    };
    if (asked.empty() || found.empty() || !isNumber(asked, limitMs) || !isNumber(found, foundMs)) return false;
    return foundMs > 0 && (limitMs == 0 || foundMs <= limitMs);
}

} // namespace

PgConnection::PgConnection(std::unique_ptr<PgLink> link) : m_link(std::move(link)) {}
PgConnection::PgConnection(PgConnection &&) noexcept = default;
PgConnection &PgConnection::operator=(PgConnection &&) noexcept = default;
PgConnection::~PgConnection() = default;

Result<PgConnection> PgConnection::open(const PgAddress &address, const PgOptions &options, const JobControl &job) {
    ES_ASSIGN(link, pgLogIn(address, options, job));
    PgConnection connection(std::move(link));
    connection.m_weakerMode = address.get("sslmode").value_or("");
    connection.m_weakerSince = address.weakerTlsSince();
    ES_TRY(connection.confirmLimits(job));
    if (address.refusesSuperusers()) ES_TRY(connection.refuseSuperuser(job));
    return connection;
}

Result<void> PgConnection::confirmLimits(const JobControl &job) {
    const PgOptions &options = m_link->options();
    PgSettings wanted = pgLimitsOf(options);
    if (serverVersion() >= 170000 && options.statementTimeout.count() > 0) {
        // A transaction of ours is a few statements. Older servers refuse the connection over a setting they do not
        // know.
        wanted["transaction_timeout"] = std::to_string((2 * options.statementTimeout).count());
        ES_TRY(query("SELECT pg_catalog.set_config('transaction_timeout', $1, false)",
                     PgParameters().text(wanted["transaction_timeout"]), job));
    }
    std::string names;
    for (const auto &[name, value] : wanted)
        names += (names.empty() ? "{" : ",") + name;
    ES_ASSIGN(found, query("SELECT name, setting FROM pg_catalog.pg_settings WHERE name = ANY($1)",
                           PgParameters().text(names + "}"), job));
    for (std::size_t row = 0; row < found.rows(); ++row) {
        const auto setting = wanted.find(std::string(found.field(row, 0).bytes()));
        if (setting != wanted.end() && isWithin(setting->second, found.field(row, 1).bytes())) wanted.erase(setting);
    }
    if (wanted.empty()) return {};
    const char *role = PQuser(m_link->raw());
    ES_ASSIGN(quoted, pgName(role ? role : ""));
    std::string missing, remedy;
    for (const auto &[name, value] : wanted) {
        missing += (missing.empty() ? "" : ", ") + name;
        remedy += (remedy.empty() ? "ALTER ROLE " : "; ALTER ROLE ") + quoted + " SET " + name + " = '" + value + "'";
    }
    return fail(ErrorKind::Refused, "The session is not limited as asked: " + missing + " (" + where() + ")",
                "A pooler in between drops start-up options. Connect to the server itself, or give the role these "
                "limits there, then let the pooler connect anew: " +
                    remedy);
}

/// Who logged in as a role that may become a superuser is one, whatever SET ROLE said since.
Result<void> PgConnection::refuseSuperuser(const JobControl &job) {
    ES_ASSIGN(found, query("SELECT session_user::text, EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolsuper AND "
                           "(pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER') OR r.rolname = current_user))",
                           job));
    ES_ASSIGN(role, found.text(0, 0));
    ES_ASSIGN(isSuperuser, found.flag(0, 1));
    if (!isSuperuser) return {};
    Error refused;
    refused.kind = ErrorKind::Refused;
    refused.message = "The role " + std::string(role) +
                      " is a superuser, or may become one: too much for production (" + where() + ")";
    refused.hint = "Log in as a role that may only read the events, or allow the superuser for this one session "
                   "(--superuser on the command line)";
    refused.needsConsent = true;
    return fail(std::move(refused));
}

Result<PgResult> PgConnection::query(const std::string &sql, const JobControl &job) { return query(sql, {}, job); }

Result<PgResult> PgConnection::query(const std::string &sql, const PgParameters &parameters, const JobControl &job) {
    ES_TRY(m_link->send(sql, parameters, job));
    return answer(job);
}

Result<PgResult> PgConnection::queryOften(const std::string &sql, const PgParameters &parameters,
                                          const JobControl &job) {
    ES_TRY(m_link->prepare(sql, parameters, job));
    return askPrepared([&] { return query(sql, parameters, job); });
}

Result<PgResult> PgConnection::queryAlone(const std::string &sql, const PgParameters &parameters,
                                          const JobControl &job) {
    if (!isLost() && inTransaction())
        return fail(ErrorKind::Internal, "A transaction is open already (" + where() + ")", "Please report this");
    if (sql == m_lastAlone) ES_TRY(m_link->prepare(sql, parameters, job));
    m_lastAlone = sql;
    return askPrepared([&] { return askAlone(sql, parameters, job); });
}

/// Asks once more, without prepared statements, where a pooler in between has lost them.
template <class Ask>
Result<PgResult> PgConnection::askPrepared(const Ask &ask) {
    auto found = ask();
    if (found || !m_link->hasLostPrepared()) return found;
    m_link->stopPreparing();
    return ask();
}

Result<PgResult> PgConnection::askAlone(const std::string &sql, const PgParameters &parameters, const JobControl &job) {
    static const std::string kBegin = kBeginReading, kEnd = "ROLLBACK";
    const PgParameters none;
    ES_TRY(m_link->sendTogether({{kBegin, none}, {sql, parameters}, {kEnd, none}}, job));
    auto found = answerBetween(job);
    if (found || m_link->isLost() || !inTransaction()) return found;
    // Behind an error the server skips the ROLLBACK, too.
    if (!query(kEnd, JobControl())) m_link->giveUp();
    return found;
}

/// The answer to the second of three statements that were sent together.
Result<PgResult> PgConnection::answerBetween(const JobControl &job) {
    ES_TRY(answer(job));
    ES_ASSIGN(found, answer(job));
    ES_TRY(answer(job));
    ES_TRY(m_link->endTogether(job));
    return found;
}

/// Everything up to the end of one statement's answer.
Result<PgResult> PgConnection::answer(const JobControl &job) {
    PQsetSingleRowMode(m_link->raw()); // else libpq holds any answer whole before its size can be looked at
    PgResult all;
    for (;;) {
        ES_ASSIGN(part, m_link->next(job));
        if (!part) return all;
        const PGresult *raw = part.get();
        const ExecStatusType status = PQresultStatus(raw);
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
            m_link->stop();
            return fail(ErrorKind::Internal, "A bulk copy was started as a query (" + where() + ")",
                        "Please report this");
        }
        const int columns = PQnfields(raw);
        for (int column = static_cast<int>(all.columns()); column < columns; ++column)
            all.m_columns.push_back({PQfname(raw, column), PQftype(raw, column)});
        if (status == PGRES_SINGLE_TUPLE) {
            for (int column = 0; column < columns; ++column) {
                const bool isNull = PQgetisnull(raw, 0, column);
                const int size = PQgetlength(raw, 0, column);
                all.m_fields.push_back({all.m_bytes.size(), isNull ? -1 : size});
                all.m_bytes.append(PQgetvalue(raw, 0, column), static_cast<std::size_t>(size));
            }
            const std::size_t held = all.m_bytes.size() + all.m_fields.size() * sizeof(PgResult::Place);
            if (held > m_link->options().resultBytesMax) {
                m_link->stop();
                return fail(ErrorKind::TooLarge,
                            "The answer is larger than " + std::to_string(m_link->options().resultBytesMax) +
                                " bytes (" + where() + ")",
                            "Ask for less at once");
            }
        } else if (const std::string count = PQcmdTuples(part.get()); !count.empty()) {
            all.m_affected = std::stoull(count);
        }
    }
}

bool PgConnection::isLost() {
    pollfd watched{.fd = PQsocket(m_link->raw()), .events = POLLIN, .revents = 0};
    while (!m_link->isLost() && ::poll(&watched, 1, 0) > 0) {
        if (!PQconsumeInput(m_link->raw())) m_link->giveUp();
        (void)PQisBusy(m_link->raw()); // makes libpq look at what it has taken in
    }
    return m_link->isLost();
}

bool PgConnection::inTransaction() const { return PQtransactionStatus(m_link->raw()) > PQTRANS_IDLE; }
PgAccess PgConnection::access() const { return m_link->options().access; }
int PgConnection::serverVersion() const { return PQserverVersion(m_link->raw()); }
int PgConnection::serverProcess() const { return PQbackendPID(m_link->raw()); }
const std::string &PgConnection::where() const { return m_link->where(); }
PgTls PgConnection::tls() const {
    const PGconn *raw = m_link->raw();
    const char *host = PQhost(raw);
    const bool isEncrypted = PQsslInUse(const_cast<PGconn *>(raw)) != 0;
    if (!host || *host == '/') return {.proof = PgTls::Proof::LocalSocket, .isEncrypted = isEncrypted};
    if (!m_link->options().weakerTls) return {.proof = PgTls::Proof::Verified, .isEncrypted = isEncrypted};
    return {PgTls::Proof::Weaker, isEncrypted, m_weakerMode, m_weakerSince};
}
std::string PgConnection::address() const {
    const PGconn *raw = m_link->raw();
    const std::string port = PQport(raw);
    return "postgresql://" + urlPart(PQuser(raw)) + "@" + urlPart(PQhost(raw)) + (port.empty() ? "" : ":" + port) +
           "/" + urlPart(PQdb(raw));
}
const std::string &PgConnection::sqlState() const { return m_link->sqlState(); }

} // namespace eventscope
