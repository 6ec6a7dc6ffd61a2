// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/time.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace eventscope {

class PgPasswords;

/// Where a PostgreSQL database is and how to log in: libpq's connection settings by name (host, port, dbname, user,
/// service ...). What is not set comes from the service file, the PG* environment and libpq's defaults when connecting.
/// What a person chose for it beyond that goes with it. A value; it may hold a password, which nothing here ever shows.
class PgAddress {
  public:
    /// Reads "postgresql://user@host:port/database?key=value", "host=... dbname=...", "service=name", or nothing at all
    /// (everything from the environment). Refuses URLs that can be read in two ways, such as with a bare '@' or '/' in
    /// the password: part of it would be taken for a host and shown. Errors: Invalid, never quoting the text.
    [[nodiscard]] static Result<PgAddress> parse(const std::string &text);

    /// A setting of libpq, if it was given.
    [[nodiscard]] std::optional<std::string> get(const std::string &setting) const;
    void set(const std::string &setting, std::string value) { m_settings[setting] = std::move(value); }
    /// True when the text itself held a password, or that of a key, which callers refuse in arguments.
    [[nodiscard]] bool holdsPassword() const {
        return m_settings.contains("password") || m_settings.contains("sslpassword");
    }

    /// Who is asked for a password that libpq does not find, or that the server refuses. The answer serves all
    /// connections with this address and its copies.
    void askPassword(AskPassword ask);
    /// Null when nobody is asked.
    [[nodiscard]] PgPasswords *passwords() const { return m_passwords.get(); }

    /// Sets a weaker mode of TLS, which the user chose at `since`.
    void weakenTls(std::string mode, Time since);
    /// When the weaker mode was chosen; nothing when the address has it by itself, or has none.
    [[nodiscard]] const std::optional<Time> &weakerTlsSince() const { return m_weakerTlsSince; }

    /// A login that is a superuser, or may become one, is refused.
    void refuseSuperusers() { m_refusesSuperusers = true; }
    [[nodiscard]] bool refusesSuperusers() const { return m_refusesSuperusers; }

    [[nodiscard]] const std::map<std::string, std::string> &settings() const { return m_settings; }

  private:
    std::map<std::string, std::string> m_settings;
    std::shared_ptr<PgPasswords> m_passwords;
    std::optional<Time> m_weakerTlsSince;
    bool m_refusesSuperusers = false;
};

} // namespace eventscope
