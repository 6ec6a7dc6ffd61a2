// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_error.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <utility>

namespace eventscope {

namespace {

struct Meaning {
    std::string_view state; // a whole SQLSTATE, or its class of two characters
    ErrorKind kind;
    std::string_view what;
    std::string_view hint;
};

/// The first that fits counts, so whole codes stand before their class.
constexpr std::array kMeanings = {
    Meaning{"08007", ErrorKind::OutcomeUnknown, "the server does not know whether the commit took place",
            "Look for the written events before you repeat"},
    Meaning{"08P01", ErrorKind::Refused, "the server, or a pooler in front of it, does not take what it was sent",
            "Connect to the server itself; a pgbouncer needs ignore_startup_parameters = options, and the limits set "
            "for the role"},
    Meaning{"08", ErrorKind::Unavailable, "the connection failed", "Check the network and the server, then try again"},
    Meaning{"0A", ErrorKind::Unsupported, "the server cannot do this", ""},
    Meaning{"22", ErrorKind::Invalid, "a value does not fit where it is needed",
            "Check the value and the column's type"},
    Meaning{"23", ErrorKind::Refused, "a rule of the database forbids it", ""},
    Meaning{"25006", ErrorKind::Refused, "it is open for reading only", ""},
    Meaning{"25P03", ErrorKind::Unavailable, "the server ended a transaction that was idle for too long", "Try again"},
    Meaning{"25P04", ErrorKind::Unavailable, "the server ended a transaction that took too long",
            "Ask for less at once"},
    Meaning{"28", ErrorKind::Refused, "the server refused the login",
            "Check user, password and database, and that the server's pg_hba.conf lets them in from here"},
    Meaning{"3D000", ErrorKind::NotFound, "there is no such database on the server",
            "Check its name; psql -l lists what is there"},
    Meaning{"3F000", ErrorKind::NotFound, "there is no such schema", "Check its name and the address"},
    Meaning{"40003", ErrorKind::OutcomeUnknown, "the server does not know whether the statement took place",
            "Look for the written events before you repeat"},
    Meaning{"40", ErrorKind::Unavailable, "another transaction was in the way", "Try again"},
    Meaning{"42501", ErrorKind::Refused, "the role lacks the right",
            "Ask the owner of the database for it, or use another role"},
    Meaning{"42P01", ErrorKind::NotFound, "there is no such table", "Check its name and the address"},
    Meaning{"42703", ErrorKind::NotFound, "there is no such column", "The table has another layout than expected"},
    Meaning{"42704", ErrorKind::NotFound, "there is no such thing", "Check the names and the address"},
    Meaning{"42883", ErrorKind::NotFound, "there is no such function", "The database has another layout than expected"},
    Meaning{"53100", ErrorKind::Unavailable, "the server's disk is full", "Make room there, then try again"},
    Meaning{"53300", ErrorKind::Unavailable, "the server has no connection left", "Close others, or try again later"},
    Meaning{"53", ErrorKind::Unavailable, "the server is out of resources", "Try again later"},
    Meaning{"54", ErrorKind::TooLarge, "a limit of the server is exceeded", "Ask for less at once"},
    Meaning{"55P03", ErrorKind::Unavailable, "another session held a lock for too long", "Try again later"},
    Meaning{"55", ErrorKind::Unavailable, "something it needs is in use", "Try again later"},
    Meaning{"57014", ErrorKind::Unavailable,
            "the server stopped it: it took longer than the time limit, or someone cancelled it",
            "Ask for less at once, or raise the time limit"},
    Meaning{"57P04", ErrorKind::NotFound, "the database has been dropped", ""},
    Meaning{"57", ErrorKind::Unavailable, "the server is shutting down, starting, or ended the connection",
            "Try again later"},
    Meaning{"58", ErrorKind::Unavailable, "the server cannot read or write its files", "Ask who runs the server"},
    Meaning{"P0001", ErrorKind::Refused, "a rule of the database forbids it", ""},
    Meaning{"XX001", ErrorKind::Corrupt, "the server's data is damaged", "Ask who runs the server for a backup"},
    Meaning{"XX002", ErrorKind::Corrupt, "an index of the server is damaged", "Ask who runs the server to rebuild it"},
};

constexpr Meaning kUnknown{"", ErrorKind::Internal, "the database refused the request", "Please report this"};

const Meaning &meaningOf(std::string_view state) {
    const auto *found =
        std::ranges::find_if(kMeanings, [&](const Meaning &meaning) { return state.starts_with(meaning.state); });
    return found == kMeanings.end() ? kUnknown : *found;
}

/// Classes whose messages name tables, roles and settings but never a stored value.
bool quotesNoValues(std::string_view state) {
    constexpr std::array<std::string_view, 9> kClasses = {"08", "25", "28", "3D", "3F", "40", "53", "55", "57"};
    if (state == "42501" || state == "42P01" || state == "42703") return true;
    return std::ranges::any_of(kClasses, [&](std::string_view one) { return state.starts_with(one); });
}

/// libpq ends a sentence with its line, and indents what belongs to it.
std::string inOneLine(std::string_view text) {
    std::string line;
    bool isBetween = false;
    for (const char c : text) {
        if (c == '\n' || c == '\t') {
            isBetween = !line.empty();
            continue;
        }
        if (std::exchange(isBetween, false))
            line += std::string_view(".,:;!?").find(line.back()) != std::string_view::npos ? " " : ". ";
        line += c;
    }
    return line;
}

} // namespace

Error pgError(const PgComplaint &complaint, std::string_view act, std::string_view where) {
    const Meaning &meaning = meaningOf(complaint.sqlState);
    std::string message = "Cannot ";
    message.append(act).append(": ").append(meaning.what);
    if (!complaint.object.empty()) message.append(", ").append(complaint.object);
    message.append(" (").append(where).append(")");
    std::string detail = "SQLSTATE " + complaint.sqlState;
    if (quotesNoValues(complaint.sqlState) && !complaint.text.empty()) detail += ", " + complaint.text;
    return {meaning.kind, std::move(message), std::string(meaning.hint), std::move(detail), std::nullopt};
}

std::string withoutSecret(std::string text, std::string_view secret) {
    if (!secret.empty()) {
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
            text.replace(at, secret.size(), "***");
    }
    return inOneLine(text);
}

std::string libpqVersion() {
    const int version = PQlibVersion();
    return std::to_string(version / 10000) + "." + std::to_string(version % 10000);
}

} // namespace eventscope
