// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_login.h"

#include "core/db/postgres/pg_passwords.h"

#include <vector>

namespace eventscope {

namespace {

constexpr int kQuestionsMax = 3;
constexpr const char *kWrongPassword = "28P01";

std::string milliseconds(std::chrono::milliseconds time) { return std::to_string(time.count()); }

/// Only a local socket needs no proof of who the server is, and libpq ignores the mode there.
Result<void> secure(PgSettings &settings, const PgOptions &options) {
    if (options.weakerTls) return {};
    const auto mode = settings.try_emplace("sslmode", "verify-full").first;
    if (mode->second == "verify-full") return {};
    return fail(ErrorKind::Refused,
                "The address asks for a connection on which the server need not prove who it is (sslmode)",
                "Leave sslmode out, or allow a weaker connection for this server");
}

Result<PgSettings> settingsFor(const PgAddress &address, const PgOptions &options) {
    PgSettings settings = address.settings();
    ES_TRY(secure(settings, options));
    std::string &serverOptions = settings["options"]; // later ones win
    for (const auto &[name, value] : pgLimitsOf(options))
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

/// `password` is handed over apart, so that no copy of it is made here.
PGconn *start(const PgSettings &settings, const Secret &password) {
    std::vector<const char *> names;
    std::vector<const char *> values;
    for (const auto &[name, value] : settings) {
        if (value.empty()) continue;
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    if (!password.isEmpty()) {
        names.push_back("password"); // later ones win
        values.push_back(password.bytes());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectStartParams(names.data(), values.data(), 0);
}

std::string textOf(const char *text) { return text ? text : ""; }

PasswordRequest requestFor(const PgLink &link) {
    const PGconn *raw = link.raw();
    const std::string host = textOf(PQhost(raw));
    return {.user = textOf(PQuser(raw)),
            .server = host.starts_with('/') ? host : host + ":" + textOf(PQport(raw)),
            .database = textOf(PQdb(raw)),
            .wasRefused = PQconnectionUsedPassword(raw) != 0};
}

bool wantsPassword(const PgLink &link) {
    if (PQconnectionNeedsPassword(link.raw())) return true;
    return PQconnectionUsedPassword(link.raw()) && link.sqlState() == kWrongPassword;
}

} // namespace

PgSettings pgLimitsOf(const PgOptions &options) {
    PgSettings limits = {{"statement_timeout", milliseconds(options.statementTimeout)},
                         {"lock_timeout", milliseconds(options.lockTimeout)},
                         {"idle_in_transaction_session_timeout", milliseconds(options.idleTransactionTimeout)},
                         {"search_path", ""},
                         // Policies that would hide rows end the query instead.
                         {"row_security", "off"}};
    if (options.access == PgAccess::ReadOnly) limits["default_transaction_read_only"] = "on";
    return limits;
}

Result<std::unique_ptr<PgLink>> pgLogIn(const PgAddress &address, const PgOptions &options, const JobControl &job) {
    ES_ASSIGN(settings, settingsFor(address, options));
    PgPasswords *passwords = address.passwords();
    PgPasswords::Given given = passwords ? passwords->current() : PgPasswords::Given{};
    for (int questions = 0;; ++questions) {
        PGconn *started = start(settings, given.secret);
        if (!started)
            return fail(ErrorKind::Unavailable, "Cannot connect: out of memory",
                        "Close something else, then try again");
        auto link = std::make_unique<PgLink>(started, options);
        PQsetErrorVerbosity(started, PQERRORS_SQLSTATE); // the only way to learn the code of a refused connection
        auto done = link->establish(job);
        if (done) return link;
        if (!passwords || questions == kQuestionsMax || !wantsPassword(*link)) return fail(std::move(done).error());
        ES_ASSIGN(next, passwords->later(given.number, requestFor(*link), job));
        given = std::move(next);
    }
}

} // namespace eventscope
