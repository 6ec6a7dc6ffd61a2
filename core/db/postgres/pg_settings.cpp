// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_settings.h"

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <sstream>
#include <string_view>
#include <vector>

namespace eventscope {

namespace {

std::string milliseconds(std::chrono::milliseconds time) { return std::to_string(time.count()); }

/// Only a local socket needs no proof of who the server is, and libpq ignores the mode there.
Result<void> secure(PgSettings &settings, const PgOptions &options) {
    // Kerberos' encryption would come before TLS and leave sslmode without a say.
    settings.try_emplace("gssencmode", "disable");
    if (options.weakerTls) return {};
    const auto mode = settings.try_emplace("sslmode", "verify-full").first;
    if (mode->second == "verify-full") return {};
    return fail(ErrorKind::Refused,
                "The address asks for a connection on which the server need not prove who it is (sslmode)",
                "Leave sslmode out, or allow a weaker connection for this server");
}

Result<PgSettings> askedFor(const PgAddress &address, const PgOptions &options) {
    PgSettings settings = address.settings();
    ES_TRY(secure(settings, options));
    std::string &serverOptions = settings["options"]; // later ones win
    for (const auto &[name, value] : pgLimitsOf(options))
        serverOptions += " -c " + name + "=" + value;
    settings["client_encoding"] = "UTF8";
    const bool reads = options.access == PgAccess::ReadOnly;
    settings["application_name"] = options.applicationName + (reads ? " read-only" : "");
    settings.try_emplace("keepalives_idle", "10");
    settings.try_emplace("keepalives_interval", "5");
    settings.try_emplace("keepalives_count", "3");
    settings.try_emplace("tcp_user_timeout", "20000");
    return settings;
}

struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};
struct Finish {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};

/// What the settings are together with the service file, the environment and libpq's defaults. A mode that there is not
/// keeps libpq from connecting, after it has filled all of them in.
PgSettings effective(PgSettings settings) {
    settings["sslmode"] = "none";
    settings["password"] = "none"; // so that libpq does not look for one yet
    const std::unique_ptr<PGconn, Finish> unconnected(pgStart(settings, Secret()));
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfo(unconnected.get()));
    PgSettings all;
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option) {
        const std::string_view name = option->keyword;
        if (option->val && name != "password" && name != "sslpassword") all.emplace(name, option->val);
    }
    return all;
}

bool goesOverANetwork(const PgSettings &all) {
    const auto hosts = all.find("host");
    if (const auto ips = all.find("hostaddr"); ips != all.end() && !ips->second.empty()) return true;
    if (hosts == all.end()) return false;
    std::istringstream list(hosts->second);
    for (std::string host; std::getline(list, host, ',');) {
        if (!host.empty() && !host.starts_with('/')) return true;
    }
    return false;
}

/// Among several servers one reads from a standby if there is one, and writes to the primary. With one server only,
/// libpq would connect to it twice.
void chooseServer(PgSettings &settings, const PgSettings &all, PgAccess access) {
    const auto several = [&](const char *name) {
        const auto found = all.find(name);
        return found != all.end() && found->second.find(',') != std::string::npos;
    };
    const auto wanted = all.find("target_session_attrs");
    const bool isChosen = wanted != all.end() && wanted->second != "any";
    if (isChosen || !(several("host") || several("hostaddr"))) return;
    settings["target_session_attrs"] = access == PgAccess::ReadOnly ? "prefer-standby" : "primary";
}

/// True when it was set by us.
bool guardPassword(PgSettings &settings) {
    const auto mode = settings.find("sslmode");
    const bool isEncrypted = mode != settings.end() && (mode->second == "verify-full" || mode->second == "verify-ca" ||
                                                        mode->second == "require");
    const bool knowsMethods = PQlibVersion() >= 160000;
    if (!isEncrypted) {
        if (knowsMethods) settings.try_emplace("require_auth", "!password");
        return false;
    }
    const bool isOurs = settings.try_emplace("channel_binding", "require").second;
    if (knowsMethods) settings.try_emplace("require_auth", "scram-sha-256");
    return isOurs;
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

Result<PgLoginSettings> pgLoginSettings(const PgAddress &address, const PgOptions &options) {
    ES_ASSIGN(settings, askedFor(address, options));
    const PgSettings all = effective(settings);
    chooseServer(settings, all, options.access);
    const bool isGuarded = goesOverANetwork(all) && guardPassword(settings);
    return PgLoginSettings{std::move(settings), isGuarded};
}

PgSettings unguarded(PgSettings settings) {
    settings["channel_binding"] = "disable";
    if (PQlibVersion() >= 160000) settings["require_auth"] = "none";
    settings["password"] = "none"; // else libpq looks for the true one in the environment and in files
    return settings;
}

PGconn *pgStart(const PgSettings &settings, const Secret &password) {
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

} // namespace eventscope
