// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"
#include "core/event/filter/filter_help.h"

namespace eventscope::cli {

namespace {

/// Text as roff shows it: backslashes, hyphens that stay hyphens, and no dot or quote at the start of a line.
std::string roff(std::string_view text) {
    std::string out;
    if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '~')
            out += "\\(ti";
        else if (c == '^')
            out += "\\(ha";
        else
            out += c;
    }
    return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string item(const std::string &term, const std::string &text) { return ".TP\n" + term + "\n" + roff(text) + "\n"; }

std::string choicesText(const std::vector<std::string> &choices) {
    std::string text;
    for (const std::string &choice : choices)
        text += (text.empty() ? " (" : ", ") + choice;
    return text.empty() ? text : text + ")";
}

std::string optionItem(const Option &option) {
    const std::string value = option.value.empty() ? "" : " \\fI" + roff(option.value) + "\\fR";
    return item(bold(option.name) + value, option.help + choicesText(option.choices));
}

std::string commandSection(const Command &command) {
    std::string text =
        ".SS " + roff(command.name) + "\n" + roff(command.summary) + ".\n.PP\n" + bold(synopsis(command)) + "\n";
    for (const Positional &positional : command.positionals) {
        text += item("\\fI" + roff(positional.name) + "\\fR", positional.help + choicesText(positional.choices));
    }
    for (const ActUse &use : command.acts)
        text += ".PP\n" + bold(useOf(use)) + "\n";
    for (const Option &option : command.options)
        text += optionItem(option);
    if (!command.details.empty()) text += ".PP\n" + roff(command.details) + "\n";
    std::string keys;
    for (const std::string &key : command.keys)
        keys += (keys.empty() ? "" : ", ") + key;
    if (!keys.empty()) text += ".PP\nKeys in JSON: " + roff(keys) + "\n";
    for (const Example &example : command.examples)
        text += item(bold("eventscope-cli " + example.command), example.what);
    return text;
}

} // namespace

std::string manPage() {
    std::string text =
        ".\\\" Made by \"eventscope-cli man\" from the command table. Do not edit.\n"
        ".\\\" SPDX-FileCopyrightText: Eventscope contributors\n"
        ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
        ".TH EVENTSCOPE\\-CLI 1 \"\" \"Eventscope " EVENTSCOPE_VERSION "\" \"User Commands\"\n"
        ".SH NAME\neventscope\\-cli \\- explore event stores from the command line\n"
        ".SH SYNOPSIS\n.B eventscope\\-cli\n[\\fIGLOBAL\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n"
        ".SH DESCRIPTION\nReads event stores, folds their streams into states as of any version or time,\n"
        "and says which event set which value. Data goes to standard output, everything else to standard error.\n"
        "Times written without an offset are UTC.\n.SH GLOBAL OPTIONS\nThey stand before or after the command.\n";
    for (const Option &option : globalOptions())
        text += optionItem(option);
    text += ".SH COMMANDS\n";
    for (const Command &command : commandTable()) {
        if (!command.hidden) text += commandSection(command);
    }
    text += ".SH FILTERS\nThe filter language is one for filters, intervals and invariants.\n";
    for (const auto &[expression, meaning] : filterExamples())
        text += item(bold(expression), meaning);
    for (const std::string &note : filterNotes())
        text += ".PP\n" + roff(note) + "\n";
    text += ".SH EXIT STATUS\n";
    for (const auto &[code, meaning] : exitCodeMeanings())
        text += item(bold(std::to_string(code)), meaning);
    text +=
        ".SH ENVIRONMENT\n" + item(bold("EVENTSCOPE_STORE"), "The store, when there is no --store.") +
        item(bold("EVENTSCOPE_CONFIG_DIR"),
             "The folder of connections.json, instead of eventscope in XDG_CONFIG_HOME or ~/.config.") +
        item(bold("EVENTSCOPE_PASSPHRASE_FILE"), "A file whose first line is the passphrase of the vault.") +
        item(bold("EVENTSCOPE_NEW_PASSPHRASE_FILE"),
             "A file whose first line is the one that privacy passphrase gives it instead, and privacy restore a "
             "restored one.") +
        item(bold("EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE"),
             "A file whose first line is the passphrase for an archive that privacy access makes.") +
        item(bold("EVENTSCOPE_BACKUP_PASSPHRASE_FILE"),
             "A file whose first line is the passphrase of a backup that privacy backup makes and privacy restore "
             "reads.") +
        item(bold("EVENTSCOPE_ESCROW_PASSPHRASE_FILE"),
             "A file whose first line is the passphrase of the secret half of an escrow key that privacy escrow-key "
             "makes and privacy restore reads.") +
        item(bold("PGPASSWORD") + ", " + bold("PGPASSFILE") + ", " + bold("PGSERVICE") + ", " + bold("PGSERVICEFILE") +
                 ", ...",
             "What a postgresql:// address leaves out, as for psql; but not PGSSLMODE, which counts for nothing.") +
        item(bold("TZ"), "The time zone of the times in tables, when there is no --tz.") + ".SH SEE ALSO\n" +
        bold("eventscope") + "(1)\n";
    return text;
}

} // namespace eventscope::cli
