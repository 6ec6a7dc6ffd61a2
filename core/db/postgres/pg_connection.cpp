// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_connection.h"

#include "core/db/postgres/pg_link.h"

#include <poll.h>

#include <cctype>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

using Settings = std::map<std::string, std::string>;

std::string milliseconds(std::chrono::milliseconds time) { return std::to_string(time.count()); }

/// The server's settings of a session, as they are read back from pg_settings.
Settings limitsOf(const PgOptions &options) {
    Settings limits = {{"statement_timeout", milliseconds(options.statementTimeout)},
                       {"lock_timeout", milliseconds(options.lockTimeout)},
                       {"idle_in_transaction_session_timeout", milliseconds(options.idleTransactionTimeout)},
                       {"search_path", ""},
                       // Policies that would hide rows end the query instead.
                       {"row_security", "off"}};
    if (options.access == PgAccess::ReadOnly) limits["default_transaction_read_only"] = "on";
    return limits;
}

/// Only a local socket needs no proof of who the server is, and libpq ignores the mode there.
Result<void> secure(Settings &settings, const PgOptions &options) {
    if (options.weakerTls) return {};
    const auto mode = settings.try_emplace("sslmode", "verify-full").first;
    if (mode->second == "verify-full") return {};
    return fail(ErrorKind::Refused,
                "The address asks for a connection on which the server need not prove who it is (sslmode)",
                "Leave sslmode out, or allow a weaker connection for this server");
}

Result<Settings> settingsFor(const PgAddress &address, const PgOptions &options) {
    Settings settings = address.settings();
    ES_TRY(secure(settings, options));
    std::string &serverOptions = settings["options"]; // later ones win
    for (const auto &[name, value] : limitsOf(options))
        serverOptions += " -c " + name + "=" + value;
    settings["client_encoding"] = "UTF8";
    const bool reads = options.access == PgAccess::ReadOnly;
    settings["application_name"] = options.applicationName + (reads ? " read-only" : "");
    // With one host only, libpq would connect to it twice.
    const bool several = settings["host"].find(',') != std::string::npos;
    if (reads && several) settings.try_emplace("target_session_attrs", "prefer-standby");
    settings.try_emplace("keepalives_idle", "10");
    settings.try_emplace("keepalives_interval", "5");
    settings.try_emplace("keepalives_count", "3");
    settings.try_emplace("tcp_user_timeout", "20000");
    return settings;
}

PGconn *start(const Settings &settings) {
    std::vector<const char *> names;
    std::vector<const char *> values;
    for (const auto &[name, value] : settings) {
        if (value.empty()) continue;
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectStartParams(names.data(), values.data(), 0);
}

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

} // namespace

PgConnection::PgConnection(std::unique_ptr<PgLink> link) : m_link(std::move(link)) {}
PgConnection::PgConnection(PgConnection &&) noexcept = default;
PgConnection &PgConnection::operator=(PgConnection &&) noexcept = default;
PgConnection::~PgConnection() = default;

Result<PgConnection> PgConnection::open(const PgAddress &address, const PgOptions &options, const JobControl &job) {
    ES_ASSIGN(settings, settingsFor(address, options));
    PGconn *started = start(settings);
    if (!started)
        return fail(ErrorKind::Unavailable, "Cannot connect: out of memory", "Close something else, then try again");
    auto link = std::make_unique<PgLink>(started, options);
    PQsetErrorVerbosity(started, PQERRORS_SQLSTATE); // the only way to learn the code of a refused connection
    ES_TRY(link->establish(job));
    PgConnection connection(std::move(link));
    ES_TRY(connection.confirmLimits(job));
    return connection;
}

Result<void> PgConnection::confirmLimits(const JobControl &job) {
    const PgOptions &options = m_link->options();
    Settings wanted = limitsOf(options);
    if (serverVersion() >= 170000 && options.statementTimeout.count() > 0) {
        // A transaction of ours is a few statements. Older servers refuse the connection over a setting they do not
        // know.
        wanted["transaction_timeout"] = milliseconds(2 * options.statementTimeout);
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
        if (setting != wanted.end() && setting->second == found.field(row, 1).bytes()) wanted.erase(setting);
    }
    if (wanted.empty()) return {};
    return fail(ErrorKind::Refused,
                "The session is not limited as asked: " + wanted.begin()->first + " (" + where() + ")",
                "A pooler in between drops start-up options: connect to the server itself");
}

Result<PgResult> PgConnection::query(const std::string &sql, const JobControl &job) { return query(sql, {}, job); }

Result<PgResult> PgConnection::query(const std::string &sql, const PgParameters &parameters, const JobControl &job) {
    ES_TRY(m_link->send(sql, parameters, job));
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
bool PgConnection::isEncrypted() const { return PQsslInUse(m_link->raw()) != 0; }
const std::string &PgConnection::where() const { return m_link->where(); }
bool PgConnection::isServerProven() const {
    const char *host = PQhost(m_link->raw());
    return !m_link->options().weakerTls || !host || *host == '/';
}
std::string PgConnection::address() const {
    const PGconn *raw = m_link->raw();
    const std::string port = PQport(raw);
    return "postgresql://" + urlPart(PQuser(raw)) + "@" + urlPart(PQhost(raw)) + (port.empty() ? "" : ":" + port) +
           "/" + urlPart(PQdb(raw));
}
const std::string &PgConnection::sqlState() const { return m_link->sqlState(); }

} // namespace eventscope
