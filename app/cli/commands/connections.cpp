// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/store_words.h"
#include "core/connections/connection_book.h"

#include <filesystem>

namespace eventscope::cli {

namespace {

Value tlsOf(const Connection &connection) {
    if (!connection.tls) return Value();
    const std::string since = toIso(connection.tls->since);
    return Value::json(Json::object({{"mode", Json::string(connection.tls->mode)}, {"since", Json::string(since)}}))
        .shownAs(connection.tls->mode + " since " + since.substr(0, 10));
}

std::vector<Field> fieldsOf(const Connection &connection) {
    return {{"name", Value::text(connection.name)},
            {"folder", Value::text(connection.folder)},
            {"address", Value::text(connection.address)},
            {"environment", Value::text(name(connection.environment))},
            {"tls", tlsOf(connection)},
            {"mayWrite", Value::boolean(connection.mayWrite)}};
}

Result<ExitCode> listAll(Context &context) {
    ES_ASSIGN(book, ConnectionBook::load(defaultConnectionsFile()));
    List list = context.list({{.key = "name", .title = "Name"},
                              {.key = "folder", .title = "Folder"},
                              {.key = "address", .title = "Address", .columnsMax = 60, .fit = Column::Fit::Middle},
                              {.key = "environment", .title = "Environment"},
                              {.key = "tls", .title = "Weaker TLS"},
                              {.key = "mayWrite", .title = "May write"}});
    for (const Connection &connection : book.connections()) {
        std::vector<Value> row;
        for (Field &field : fieldsOf(connection))
            row.push_back(std::move(field.value));
        ES_ASSIGN(flow, list.row(std::move(row)));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

/// A path from where the program was started names the same file from everywhere.
Result<std::string> wholeAddress(const std::string &address) {
    ES_ASSIGN(where, parseStoreAddress(address));
    using Kind = StoreAddress::Kind;
    if (where.kind == Kind::Postgres || where.kind == Kind::Memory || where.path.starts_with('/')) return address;
    std::error_code error;
    const std::string path = std::filesystem::absolute(where.path, error).lexically_normal().string();
    if (error) return fail(ErrorKind::Unavailable, "Cannot tell where " + where.path + " is", {}, error.message());
    if (!where.isCertain) return path;
    return (where.kind == Kind::File ? "file:" : "sqlite:") + path;
}

/// The choice of TLS keeps its date as long as it stays the same.
std::optional<TlsException> tlsFrom(Context &context, const Arguments &arguments,
                                    const std::optional<TlsException> &before) {
    const auto mode = arguments.text("--tls");
    if (!mode) return before;
    if (*mode == "verify-full") return std::nullopt;
    if (before && before->mode == *mode) return before;
    return TlsException{*mode, context.clock().now()};
}

Result<ExitCode> addOne(Context &context, const Arguments &arguments) {
    ES_ASSIGN(book, ConnectionBook::load(defaultConnectionsFile()));
    Connection connection;
    connection.name = arguments.textOrEmpty("NAME");
    const bool replaces = arguments.has("--replace");
    if (replaces) {
        ES_ASSIGN(before, book.find(connection.name));
        connection = std::move(before);
    }
    if (const auto address = arguments.text("ADDRESS")) {
        ES_ASSIGN(whole, wholeAddress(*address));
        connection.address = std::move(whole);
    } else if (!replaces) {
        return fail(ErrorKind::Invalid, "ADDRESS is missing", "Say where the store is: connections add NAME ADDRESS");
    }
    connection.folder = arguments.text("--folder").value_or(connection.folder);
    connection.environment = context.globals().environment.value_or(connection.environment);
    connection.tls = tlsFrom(context, arguments, connection.tls);
    if (const auto write = arguments.text("--writing")) connection.mayWrite = *write == "yes";
    ES_TRY(book.put(connection, replaces ? connection.name : ""));
    ES_TRY(context.print(fieldsOf(connection)));
    return ExitCode::Done;
}

Result<ExitCode> removeOne(Context &context, const Arguments &arguments) {
    ES_ASSIGN(book, ConnectionBook::load(defaultConnectionsFile()));
    ES_ASSIGN(connection, book.find(arguments.textOrEmpty("NAME")));
    ES_TRY(book.remove(connection.name));
    ES_TRY(context.print(fieldsOf(connection)));
    return ExitCode::Done;
}

Result<ExitCode> testOne(Context &context, const Arguments &arguments) {
    ES_ASSIGN(access, context.accessTo("@" + arguments.textOrEmpty("NAME")));
    const auto store = context.openStore(access);
    if (!store && store.error().kind == ErrorKind::Cancelled) return fail(store.error());
    if (!store) {
        context.notes().error(store.error());
        return ExitCode::CannotOpen; // whatever the reason is: the answer of this test is no
    }
    const StoreInfo &info = (*store)->info();
    ES_TRY(context.print({{"name", Value::text(access.connection)},
                          {"address", Value::text(info.identity.address)},
                          {"environment", Value::text(name(access.environment))},
                          {"layout", Value::text(info.layout)},
                          {"server", serverOf(info)},
                          {"tls", rungOf(info, "tls")},
                          {"role", rungOf(info, "role")},
                          {"mayWrite", Value::boolean(access.mayWrite)},
                          {"readOnly", Value::json(evidenceOf(info.readOnly))}}));
    return ExitCode::Done;
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const std::string act = arguments.textOrEmpty("ACT");
    if (act == "list") return listAll(context);
    if (!arguments.has("NAME")) {
        return fail(ErrorKind::Invalid, "NAME is missing", "Say which connection: connections " + act + " NAME");
    }
    if (act == "add") return addOne(context, arguments);
    return act == "remove" ? removeOne(context, arguments) : testOne(context, arguments);
}

} // namespace

Command connectionsCommand() {
    return {
        .name = "connections",
        .summary = "Lists, adds, changes, removes and tests the stores that --store @NAME names",
        .positionals = {{"ACT", "What to do", true, {"list", "add", "remove", "test"}},
                        {"NAME", "The connection; all but list need it", false, {}},
                        {"ADDRESS", "Where its store is, as for --store; for add", false, {}}},
        .options = {{"--folder", "F", "Where it is listed, such as Payments/EU", {}},
                    {"--tls",
                     "MODE",
                     "How far the server must prove who it is; without it verify-full. A weaker mode is remembered "
                     "with today's date and shown",
                     {"verify-full", "verify-ca", "require", "prefer", "allow", "disable"}},
                    {"--writing", "W", "Whether --write may be used with it; without it no", {"yes", "no"}},
                    {"--replace", "", "Changes the connection that is there; what is not said stays", {}}},
        .acts = {{"list", "", ""},
                 {"add", "NAME ADDRESS", "--folder --tls --writing --replace"},
                 {"remove", "NAME", ""},
                 {"test", "NAME", ""}},
        .details =
            "The window and this program share them: connections.json in $EVENTSCOPE_CONFIG_DIR, "
            "$XDG_CONFIG_HOME/eventscope\n"
            "or ~/.config/eventscope. No password is ever kept there. --environment says what kind of system it is; "
            "production\n"
            "begins without writing. test opens the store and shows what it found: exit code 3 when it cannot.",
        .keys = {"name", "folder", "address", "environment", "tls{mode,since}", "mayWrite", "layout", "server", "role",
                 "readOnly{value,evidence[]}"},
        .examples = {{"connections add shop postgresql://reader@db.example/shop --environment production",
                      "Then --store @shop names it"},
                     {"connections test shop", "Whether it opens, and what keeps it from being written to"},
                     {"connections add shop --replace --folder Payments/EU", "Changes only the folder"}},
        .run = run};
}

} // namespace eventscope::cli
