// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/connections/store_address.h"

#include "core/db/postgres/pg_address.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace eventscope {

namespace {

constexpr const char *kKnownKinds =
    "Known are sqlite:PATH, file:PATH, memory:, postgresql://HOST/DATABASE and a bare path";

bool takePrefix(std::string_view &text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// "postgresql" of "postgresql://...", or nothing.
std::string_view schemeOf(std::string_view address) {
    const auto end = address.find("://");
    if (end == std::string_view::npos || end == 0) return {};
    const std::string_view scheme = address.substr(0, end);
    const auto isSchemeCharacter = [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; };
    return std::ranges::all_of(scheme, isSchemeCharacter) ? scheme : std::string_view{};
}

Result<std::string> percentDecoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned char byte = 0;
        const char *const digits = text.data() + i + 1;
        if (i + 2 >= text.size() || std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2) {
            return fail(ErrorKind::Invalid, "The address has a % without two hexadecimal digits behind it");
        }
        decoded += static_cast<char>(byte);
        i += 2;
    }
    return decoded;
}

Result<StoreAddress> postgresUrl(std::string_view url) {
    // libpq knows no fragments, so a "#" is ours.
    const std::string server(url.substr(0, url.find('#')));
    ES_ASSIGN(address, PgAddress::parse(server));
    if (address.holdsPassword()) {
        return fail(ErrorKind::Refused, "The address holds a password, which others can see where it is typed",
                    "Leave it out; give it in ~/.pgpass, in a service file or in the environment as PGPASSWORD");
    }
    ES_ASSIGN(table, percentDecoded(url.substr(std::min(server.size() + 1, url.size()))));
    return StoreAddress{StoreAddress::Kind::Postgres, server, true, std::move(table)};
}

Result<StoreAddress> fileUrl(std::string_view rest) {
    if (!takePrefix(rest, "localhost/") && !takePrefix(rest, "/")) {
        return fail(ErrorKind::Invalid, "A file:// address names another computer",
                    "Write file:/// and the path, or file: and the path");
    }
    ES_ASSIGN(path, percentDecoded(rest));
    return StoreAddress{StoreAddress::Kind::File, "/" + path, true};
}

bool hasFileSuffix(std::string_view path) {
    constexpr std::string_view kSuffixes[] = {".json", ".jsonl", ".ndjson"};
    std::string lower(path);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::any_of(kSuffixes, [&](std::string_view suffix) { return lower.ends_with(suffix); });
}

} // namespace

Result<StoreAddress> parseStoreAddress(std::string_view address) {
    using Kind = StoreAddress::Kind;
    if (address.find('\0') != std::string_view::npos) return fail(ErrorKind::Invalid, "The address holds a NUL byte");
    std::string_view rest = address;
    if (takePrefix(rest, "memory:")) {
        if (!rest.empty()) return fail(ErrorKind::Invalid, "\"memory:\" takes no path");
        return StoreAddress{Kind::Memory, {}, true};
    }
    if (takePrefix(rest, "file://")) return fileUrl(rest);
    const std::string_view scheme = schemeOf(address);
    if (scheme == "postgresql" || scheme == "postgres") return postgresUrl(address);
    if (!scheme.empty()) {
        return fail(ErrorKind::Unsupported,
                    "This version does not know stores of the kind \"" + std::string(scheme) + "://\"", kKnownKinds);
    }
    StoreAddress found;
    found.isCertain = true;
    if (takePrefix(rest, "sqlite:")) {
        found.kind = Kind::Sqlite;
    } else if (takePrefix(rest, "file:")) {
        found.kind = Kind::File;
    } else {
        found.kind = hasFileSuffix(rest) ? Kind::File : Kind::Sqlite;
        found.isCertain = false;
    }
    found.path = rest;
    if (rest.empty()) return fail(ErrorKind::Invalid, "The address names no file", kKnownKinds);
    return found;
}

} // namespace eventscope
