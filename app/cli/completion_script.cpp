// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion_script.h"

#include "app/cli/command.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

using Words = std::vector<std::string>;

std::string joined(const Words &words) {
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

/// In single quotes, for any of the three shells.
std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out + "'";
}

/// A description inside of zsh's '[...]' or '...:text', where colons and brackets have a meaning.
std::string zshText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ':' || c == '[' || c == ']') out += '\\';
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out;
}

std::vector<const Command *> shownCommands() {
    std::vector<const Command *> shown;
    for (const Command &command : commandTable()) {
        if (!command.hidden) shown.push_back(&command);
    }
    return shown;
}

Words commandNames() {
    Words names;
    for (const Command *command : shownCommands())
        names.push_back(command->name);
    return names;
}

Words optionNames(const std::vector<Option> &options) {
    Words names;
    for (const Option &option : options)
        names.push_back(option.name);
    return names;
}

Words optionsWithValue() {
    Words names;
    const auto take = [&](const std::vector<Option> &options) {
        for (const Option &option : options) {
            if (!option.value.empty() && std::find(names.begin(), names.end(), option.name) == names.end())
                names.push_back(option.name);
        }
    };
    take(globalOptions());
    for (const Command *command : shownCommands())
        take(command->options);
    return names;
}

/// What stands behind a command by its place: choices, or for `help` the topics.
Words positionalWords(const Command &command) {
    Words words;
    for (const Positional &positional : command.positionals) {
        words.insert(words.end(), positional.choices.begin(), positional.choices.end());
    }
    if (command.name == "help") {
        words = commandNames();
        words.emplace_back("filter");
    }
    return words;
}

std::string bashChoices(const std::vector<Option> &options, const std::string &command) {
    std::string text;
    for (const Option &option : options) {
        if (option.choices.empty()) continue;
        text +=
            "        " + quoted(command + " " + option.name) + ") words=" + quoted(joined(option.choices)) + " ;;\n";
    }
    return text;
}

std::string zshOption(const Option &option) {
    const std::string head = "'" + option.name + (option.value.empty() ? "" : "=") + "[" + zshText(option.help) + "]";
    if (!option.choices.empty()) return head + ":" + option.value + ":(" + joined(option.choices) + ")'";
    return head + (option.value.empty() ? "'" : ":" + option.value + ":_files'");
}

std::string zshOptions(const std::vector<Option> &options, const char *indent) {
    std::string text;
    for (const Option &option : options)
        text += std::string(indent) + zshOption(option) + " \\\n";
    return text;
}

std::string fishOption(const Option &option, const std::string &condition) {
    std::string text =
        "complete -c eventscope-cli" + condition + " -l " + option.name.substr(2) + " -d " + quoted(option.help);
    if (!option.choices.empty())
        text += " -x -a " + quoted(joined(option.choices));
    else if (!option.value.empty())
        text += " -r";
    return text + "\n";
}

} // namespace

std::string bashCompletion() {
    std::string options, choices = bashChoices(globalOptions(), "*"), places;
    for (const Command *command : shownCommands()) {
        options += "        " + command->name + ") words=" + quoted(joined(optionNames(command->options))) + " ;;\n";
        choices += bashChoices(command->options, command->name);
        const Words words = positionalWords(*command);
        if (!words.empty()) places += "        " + command->name + ") words=" + quoted(joined(words)) + " ;;\n";
    }
    // A quoted '* --format' would be no pattern.
    for (std::size_t at = 0; (at = choices.find("'* ", at)) != std::string::npos;)
        choices.replace(at, 3, "*' ");
    return "# bash completion for eventscope-cli, made by \"eventscope-cli completion bash\"\n"
           "_eventscope_cli() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= words= i\n"
           "    local valued=" +
           quoted(" " + joined(optionsWithValue()) + " ") +
           "\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case ${COMP_WORDS[i]} in\n"
           "        -*) [[ $valued == *\" ${COMP_WORDS[i]} \"* ]] && ((i++)) ;;\n"
           "        *) command=${COMP_WORDS[i]}; break ;;\n"
           "        esac\n"
           "    done\n"
           "    case \"$command $previous\" in\n" +
           choices +
           "    esac\n"
           "    if [[ -n $words ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "        return\n"
           "    fi\n"
           "    if [[ $valued == *\" $previous \"* ]]; then\n"
           "        COMPREPLY=($(compgen -f -- \"$current\"))\n"
           "        return\n"
           "    fi\n"
           "    if [[ $current == -* ]]; then\n"
           "        case $command in\n" +
           options +
           "        esac\n"
           "        words=\"$words " +
           joined(optionNames(globalOptions())) +
           " --help --version\"\n"
           "    elif [[ -z $command ]]; then\n"
           "        words=" +
           quoted(joined(commandNames())) +
           "\n"
           "    else\n"
           "        case $command in\n" +
           places +
           "        esac\n"
           "    fi\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "    [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- \"$current\"))\n"
           "}\n"
           "complete -o filenames -F _eventscope_cli eventscope-cli\n";
}

std::string zshCompletion() {
    std::string commands, cases;
    for (const Command *command : shownCommands()) {
        commands += "        '" + command->name + ":" + zshText(command->summary) + "'\n";
        const Words words = positionalWords(*command);
        cases += "        " + command->name + ")\n            _arguments \\\n" +
                 zshOptions(command->options, "                ") +
                 "                '*:argument:" + (words.empty() ? "_files" : "(" + joined(words) + ")") + "' ;;\n";
    }
    return "#compdef eventscope-cli\n"
           "# zsh completion for eventscope-cli, made by \"eventscope-cli completion zsh\"\n"
           "_eventscope_cli() {\n"
           "    local context state line\n"
           "    typeset -A opt_args\n"
           "    local -a commands=(\n" +
           commands +
           "    )\n"
           "    _arguments -C \\\n" +
           zshOptions(globalOptions(), "        ") +
           "        '1:command:->command' \\\n"
           "        '*::argument:->argument'\n"
           "    case $state in\n"
           "    command) _describe command commands ;;\n"
           "    argument)\n"
           "        case $line[1] in\n" +
           cases +
           "        esac ;;\n"
           "    esac\n"
           "}\n"
           "_eventscope_cli \"$@\"\n";
}

std::string fishCompletion() {
    std::string text = "# fish completion for eventscope-cli, made by \"eventscope-cli completion fish\"\n";
    for (const Option &option : globalOptions())
        text += fishOption(option, "");
    for (const Command *command : shownCommands()) {
        text += "complete -c eventscope-cli -n __fish_use_subcommand -f -a " + command->name + " -d " +
                quoted(command->summary) + "\n";
        const std::string condition = " -n '__fish_seen_subcommand_from " + command->name + "'";
        const Words words = positionalWords(*command);
        if (!words.empty()) text += "complete -c eventscope-cli" + condition + " -f -a " + quoted(joined(words)) + "\n";
        for (const Option &option : command->options)
            text += fishOption(option, condition);
    }
    return text;
}

} // namespace eventscope::cli
