// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/globals.h"

#include "app/cli/command.h"
#include "core/connections/environment.h"

#include <cstdlib>

namespace eventscope::cli {

const std::vector<Option> &globalOptions() {
    static const std::vector<Option> kOptions{
        {"--store",
         "URL",
         "The store: a path, sqlite:PATH, file:PATH, memory:, postgresql://HOST/DATABASE (with #SCHEMA.TABLE behind it "
         "for one of several tables of another program), or @NAME of a connection (or set EVENTSCOPE_STORE)",
         {}},
        {"--domain",
         "DIR",
         "Folder of a domain pack (folds and upcasters of your domain), or sample for that of sample stores",
         {}},
        {"--vault",
         "FILE",
         "The vault with the keys of personal data; without it FILE.vault beside a store FILE, else in your data "
         "folder. Its passphrase is asked for at a terminal, or stands in the file that EVENTSCOPE_PASSPHRASE_FILE "
         "names",
         {}},
        {"--format", "FORMAT", "How the answer is printed; table is for people", {"table", "json", "jsonl", "csv"}},
        {"--json", "", "Short for --format json", {}},
        {"--limit", "N", "At most N rows of a list; tables stop at 1,000 without it", {}},
        {"--tz", "ZONE", "Time zone of the times in tables, such as Europe/Berlin; the system's without it", {}},
        {"--utc", "", "Short for --tz UTC", {}},
        {"--write", "", "Opens the store for writing; every command that writes needs it", {}},
        {"--masked",
         "",
         "For an audience: masks every value that is sealed or that the privacy policy names, in whatever is shown, "
         "searched, compared or exported. Commands that show or do other things than events are refused",
         {}},
        {"--environment",
         "ENV",
         "What kind of system a bare address is of; a connection says so itself",
         {"development", "test", "production", "unmarked"}},
        {"--yes-to",
         "NAME",
         "Confirms writing to production: the store's name, which is asked for at a terminal without it",
         {}},
        {"--superuser", "", "Lets a superuser read production, for this call", {}},
        {"--no-input", "", "Never asks for a password or a confirmation: says what is missing instead", {}},
        {"--quiet", "", "No progress and no notes on stderr, only errors", {}},
        {"--no-color", "", "Accepted for scripts, as is NO_COLOR: nothing is ever coloured", {}},
    };
    return kOptions;
}

namespace {

Result<Zone> zoneOf(const Arguments &arguments) {
    if (arguments.has("--utc")) return Zone::utc();
    const auto name = arguments.text("--tz");
    if (!name) return Zone::system();
    auto zone = Zone::named(*name);
    // Nothing was looked for in a store: the command line is wrong.
    if (!zone && zone.error().kind == ErrorKind::NotFound) zone.error().kind = ErrorKind::Invalid;
    return zone;
}

Format formatOf(const Arguments &arguments) {
    if (arguments.has("--json")) return Format::Json;
    const std::string name = arguments.textOrEmpty("--format");
    if (name == "json") return Format::Json;
    if (name == "jsonl") return Format::JsonLines;
    return name == "csv" ? Format::Csv : Format::Table;
}

} // namespace

Result<Globals> globalsOf(const Arguments &arguments) {
    Globals globals;
    const char *environment = std::getenv("EVENTSCOPE_STORE");
    globals.store = arguments.text("--store").value_or(environment ? environment : "");
    globals.domain = arguments.textOrEmpty("--domain");
    globals.vault = arguments.textOrEmpty("--vault");
    globals.format = formatOf(arguments);
    globals.quiet = arguments.has("--quiet");
    globals.write = arguments.has("--write");
    globals.masked = arguments.has("--masked");
    if (globals.masked && globals.write)
        return fail(ErrorKind::Invalid, "--masked only shows, and --write changes", "Leave one of them out");
    globals.superuser = arguments.has("--superuser");
    globals.noInput = arguments.has("--no-input");
    globals.yesTo = arguments.text("--yes-to");
    if (const auto word = arguments.text("--environment")) {
        ES_ASSIGN(parsed, parseEnvironment(*word));
        globals.environment = parsed;
    }
    ES_ASSIGN(zone, zoneOf(arguments));
    globals.zone = zone;
    ES_ASSIGN(limit, arguments.count("--limit"));
    globals.limit = limit;
    return globals;
}

} // namespace eventscope::cli
