// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_address.h"

#include "core/db/postgres/pg_passwords.h"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string_view>

namespace eventscope {

namespace {

Failure noAddress(const std::string &what) {
    return fail(ErrorKind::Invalid, "This is no address of a PostgreSQL database: " + what,
                "Write postgresql://user@host:port/database. Inside a name or a password write % as %25, / as %2F, "
                ": as %3A, ? as %3F, # as %23 and @ as %40");
}

/// libpq takes the first '@' for the end of the password and the first '/' for the end of the host.
bool isAmbiguous(std::string_view text) {
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos) return false;
    const std::string_view rest = text.substr(scheme + 3, text.find('?', scheme + 3) - scheme - 3);
    const auto at = rest.find('@');
    return at != std::string_view::npos && (rest.find('@', at + 1) != std::string_view::npos || rest.find('/') < at);
}

bool isPort(const std::string &port) {
    if (port.empty()) return true;
    if (port.size() > 5 || !std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })) return false;
    const int number = std::stoi(port);
    return number >= 1 && number <= 65535;
}

bool arePorts(const std::string &ports) {
    std::istringstream list(ports);
    for (std::string port; std::getline(list, port, ',');) {
        if (!isPort(port)) return false;
    }
    return true;
}

struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

} // namespace

Result<PgAddress> PgAddress::parse(const std::string &text) {
    if (text.find('\0') != std::string::npos) return noAddress("it has a NUL byte");
    if (isAmbiguous(text)) return noAddress("an @ or a / stands where it can mean two things");
    char *why = nullptr;
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(text.c_str(), &why));
    PQfreemem(why); // quotes parts of the address, so nobody may see it
    if (!options) return noAddress("libpq cannot read it");
    PgAddress address;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        if (option->val && *option->val) address.m_settings[option->keyword] = option->val;
    }
    if (!arePorts(address.get("port").value_or(""))) return noAddress("the port is no number from 1 to 65535");
    if (address.get("host").value_or("").find('@') != std::string::npos) return noAddress("the host has an @");
    return address;
}

void PgAddress::askPassword(AskPassword ask) {
    m_passwords = ask ? std::make_shared<PgPasswords>(std::move(ask)) : nullptr;
}

void PgAddress::weakenTls(std::string mode, Time since) {
    m_settings["sslmode"] = std::move(mode);
    m_weakerTlsSince = since;
}

std::optional<std::string> PgAddress::get(const std::string &setting) const {
    const auto found = m_settings.find(setting);
    return found == m_settings.end() ? std::nullopt : std::optional(found->second);
}

} // namespace eventscope
