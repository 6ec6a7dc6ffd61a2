// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <map>
#include <optional>
#include <string>

namespace eventscope {

/// Where a PostgreSQL database is and how to log in: libpq's connection settings by name (host, port, dbname, user,
/// service ...). What is not set comes from the service file, the PG* environment and libpq's defaults when connecting.
/// A value; it may hold a password, which nothing here ever shows.
class PgAddress {
  public:
    /// Reads "postgresql://user@host:port/database?key=value", "host=... dbname=...", "service=name", or nothing at all
    /// (everything from the environment). Refuses URLs that can be read in two ways, such as with a bare '@' or '/' in
    /// the password: part of it would be taken for a host and shown. Errors: Invalid, never quoting the text.
    [[nodiscard]] static Result<PgAddress> parse(const std::string &text);

    /// A setting of libpq, if it was given.
    [[nodiscard]] std::optional<std::string> get(const std::string &setting) const;
    void set(const std::string &setting, std::string value) { m_settings[setting] = std::move(value); }
    /// True when the text itself held a password, which callers refuse in arguments.
    [[nodiscard]] bool holdsPassword() const { return m_settings.contains("password"); }

    [[nodiscard]] const std::map<std::string, std::string> &settings() const { return m_settings; }

  private:
    std::map<std::string, std::string> m_settings;
};

} // namespace eventscope
