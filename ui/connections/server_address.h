// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace eventscope::ui {

/// The parts of "postgresql://USER@HOST:PORT/DATABASE?SETTINGS#TABLE" that people fill in one by one. What is empty
/// comes from the environment and from libpq's defaults.
struct ServerAddress {
    QString host; ///< a name, an IPv4 or IPv6 address, or the folder of a local socket
    QString port;
    QString database;
    QString user;
    QString settings; ///< as they stand in an address: "connect_timeout=5&sslrootcert=..."
    QString table;    ///< "schema.table" of another program
    bool operator==(const ServerAddress &) const = default;
};

/// Every part is percent-encoded where it must be.
[[nodiscard]] QString composed(const ServerAddress &parts);
/// Nothing: no address of one server, one with a password in it, or one that is more than these parts can say.
[[nodiscard]] std::optional<ServerAddress> serverAddressOf(const QString &address);

/// How people say where a store is.
enum class AddressForm : std::uint8_t {
    Whole,       ///< an address, or a path
    Parts,       ///< host, port, database and user
    Service,     ///< a name in libpq's service file
    Environment, ///< all from PGHOST, PGSERVICE, ...
};
/// The form that says most about an address; Parts for the empty one.
[[nodiscard]] AddressForm formOf(const QString &address);
/// "postgresql:///?service=NAME"
[[nodiscard]] QString serviceAddress(const QString &name);
/// REQUIRES: formOf(address) is Service.
[[nodiscard]] QString serviceOf(const QString &address);
/// True for all that names a server, so that TLS and passwords are of concern.
[[nodiscard]] bool isServer(const QString &address);
/// The weaker mode of TLS that an address asks for itself; empty: it asks for none.
[[nodiscard]] QString weakTlsOf(const QString &address);
/// What an address is called in a list: "shop at db.example.org", or the name of the file. Never anything secret.
[[nodiscard]] QString shortName(const QString &address);

} // namespace eventscope::ui
