// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include <algorithm>
#include <sstream>

namespace eventscope::cli {

namespace {

struct HelpRow {
    std::string left, right;
};

std::string rowsText(const std::vector<HelpRow> &rows) {
    std::size_t width = 0;
    for (const HelpRow &row : rows)
        width = std::max(width, row.left.size());
    std::string text;
    for (const HelpRow &row : rows)
        text += "  " + row.left + std::string(width + 2 - row.left.size(), ' ') + row.right + "\n";
    return text;
}

std::string joined(const std::vector<std::string> &words, const char *between) {
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : between) + word;
    return text;
}

std::string optionsText(const std::vector<Option> &options) {
    std::vector<HelpRow> rows;
    for (const Option &option : options) {
        const std::string left = option.name + (option.value.empty() ? "" : " " + option.value);
        const std::string choices = option.choices.empty() ? "" : " (" + joined(option.choices, ", ") + ")";
        rows.push_back({left, option.help + choices});
    }
    return rowsText(rows);
}

/// Each line of `text` on as many as it takes.
std::string wrapped(const std::string &text) {
    constexpr std::size_t kColumns = 112;
    std::string out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        while (line.size() > kColumns) {
            const auto space = line.rfind(' ', kColumns);
            if (space == std::string::npos) break;
            out += line.substr(0, space) + "\n";
            line.erase(0, space + 1);
        }
        out += line + "\n";
    }
    return out;
}

std::string argumentsText(const std::vector<Positional> &positionals) {
    std::vector<HelpRow> rows;
    for (const Positional &positional : positionals) {
        const std::string choices = positional.choices.empty() ? "" : " (" + joined(positional.choices, ", ") + ")";
        rows.push_back({positional.name, positional.help + choices});
    }
    return rowsText(rows);
}

} // namespace

std::string synopsis(const Command &command) {
    std::string text = "eventscope-cli " + command.name;
    for (const Positional &positional : command.positionals) {
        const bool isListed = positional.choices.empty() || !command.acts.empty(); // each act stands below
        std::string word = isListed ? positional.name : joined(positional.choices, "|");
        if (positional.isMany) word += "...";
        text += positional.required ? " " + word : " [" + word + "]";
    }
    for (const Option &option : command.options) {
        const std::string word = option.name + (option.value.empty() ? "" : " " + option.value);
        text += option.required ? " " + word : " [" + word + "]";
    }
    return text;
}

std::string programHelp() {
    std::vector<HelpRow> commands;
    for (const Command &command : commandTable()) {
        if (!command.hidden) commands.push_back({command.name, command.summary});
    }
    std::vector<Option> everywhere = globalOptions();
    everywhere.push_back({"--help", "", "Help about the program or the command", {}});
    everywhere.push_back({"--version", "", "The version, and those of the libraries in use", {}});
    std::vector<HelpRow> codes;
    for (const auto &[code, meaning] : exitCodeMeanings())
        codes.push_back({std::to_string(code), meaning});
    return "Explores event stores from the command line.\n\n"
           "Usage: eventscope-cli [GLOBAL] COMMAND [ARGUMENTS]\n\nCommands:\n" +
           rowsText(commands) + "\nGlobal options, before or after the command:\n" + optionsText(everywhere) +
           "\nExit codes:\n" + rowsText(codes) +
           "\nData goes to stdout, everything else to stderr. Times written without an offset are UTC.\n"
           "See \"eventscope-cli help COMMAND\" for one command and \"eventscope-cli help filter\" for the filter "
           "language.\n";
}

std::string useOf(const ActUse &use) {
    std::string text = use.act + (use.words.empty() ? "" : " ") + use.words;
    std::istringstream options(use.options);
    for (std::string option; options >> option;)
        text += " [" + option + "]";
    return text;
}

std::string commandHelp(const Command &command) {
    std::string text = command.summary + ".\n\nUsage: " + synopsis(command) + "\n";
    if (!command.positionals.empty()) text += "\nArguments:\n" + argumentsText(command.positionals);
    if (!command.acts.empty()) text += "\nActs, with what each takes:\n";
    for (const ActUse &use : command.acts)
        text += "  " + useOf(use) + "\n";
    if (!command.options.empty()) text += "\nOptions:\n" + optionsText(command.options);
    if (!command.details.empty()) text += "\n" + wrapped(command.details);
    if (!command.keys.empty()) text += "\nKeys in JSON: " + joined(command.keys, ", ") + "\n";
    if (command.examples.empty()) return text;
    text += "\nExamples:\n";
    for (const Example &example : command.examples)
        text += "  eventscope-cli " + example.command + "\n      " + example.what + "\n";
    return text;
}

const std::vector<ExitCodeMeaning> &exitCodeMeanings() {
    static const std::vector<ExitCodeMeaning> kMeanings{
        {0, "done"},
        {1, "a check ran and found something"},
        {2, "wrong use of the command line"},
        {3, "cannot reach or open, or there is no such thing"},
        {4, "bad data, or over a limit"},
        {5, "refused: read-only, no --write, wrong expected version, duplicates"},
        {6, "internal error"},
        {7, "outcome unknown: the connection was lost in a commit; look before you repeat"},
        {130, "cancelled (Ctrl+C)"},
    };
    return kMeanings;
}

} // namespace eventscope::cli
