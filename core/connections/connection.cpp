// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/connections/connection.h"

#include "core/base/text.h"
#include "core/connections/store_address.h"
#include "core/db/postgres/pg_address.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace eventscope {

namespace {

constexpr std::size_t kNameBytesMax = 100;
constexpr std::size_t kFolderBytesMax = 400;
constexpr std::array<std::string_view, 5> kWeakerModes = {"verify-ca", "require", "prefer", "allow", "disable"};

/// Shown in titles and typed on command lines, so nothing in it may be invisible.
bool isPlain(std::string_view text) {
    return text == safeText(text, LineBreaks::Escape) && !text.starts_with(' ') && !text.ends_with(' ');
}

Result<void> checkName(const std::string &name) {
    const bool isGood = !name.empty() && name.size() <= kNameBytesMax && isPlain(name) && !name.starts_with('@') &&
                        name.find('/') == std::string::npos;
    if (isGood) return {};
    return fail(
        ErrorKind::Invalid,
        name.empty()
            ? "The connection has no name"
            : "This cannot be the name of a connection: " + shortenMiddle(safeText(name, LineBreaks::Escape), 60),
        "Take up to " + std::to_string(kNameBytesMax) + " bytes of visible text, without / and not beginning with @");
}

Result<void> checkFolder(const std::string &folder) {
    const bool isGood = folder.size() <= kFolderBytesMax && isPlain(folder) && !folder.starts_with('/') &&
                        !folder.ends_with('/') && folder.find("//") == std::string::npos;
    if (isGood) return {};
    return fail(ErrorKind::Invalid,
                "This cannot be a folder of connections: " + shortenMiddle(safeText(folder, LineBreaks::Escape), 60),
                "Write it as Payments or Payments/EU");
}

/// A relative path would name another file from each place where the program starts.
Result<void> checkAddress(const StoreAddress &where) {
    using Kind = StoreAddress::Kind;
    const bool isPath = where.kind == Kind::Sqlite || where.kind == Kind::File;
    if (!isPath || where.path.starts_with('/')) return {};
    return fail(ErrorKind::Invalid, "The path of a connection must begin at the root of the file system",
                "Write the whole path, beginning with /");
}

Result<void> checkTls(const TlsException &tls, const StoreAddress &where) {
    if (where.kind != StoreAddress::Kind::Postgres) {
        return fail(ErrorKind::Invalid, "A store in a file has no TLS that could be weaker",
                    "Choose a mode of TLS only for postgresql:// addresses");
    }
    if (std::ranges::find(kWeakerModes, tls.mode) == kWeakerModes.end()) {
        return fail(ErrorKind::Invalid, "This is no weaker mode of TLS",
                    "Say verify-ca, require, prefer, allow or disable; without one it is verify-full");
    }
    ES_ASSIGN(address, PgAddress::parse(where.path));
    if (address.get("sslmode").value_or(tls.mode) == tls.mode) return {};
    return fail(ErrorKind::Invalid, "The address names another mode of TLS than the connection",
                "Leave sslmode out of the address");
}

} // namespace

Result<void> checkConnection(const Connection &connection) {
    ES_TRY(checkName(connection.name));
    ES_TRY(checkFolder(connection.folder));
    ES_ASSIGN(where, parseStoreAddress(connection.address));
    ES_TRY(checkAddress(where));
    if (connection.tls) ES_TRY(checkTls(*connection.tls, where));
    return {};
}

} // namespace eventscope
