// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <sstream>

namespace eventscope::cli {

namespace {

/// Where CLI11 puts what it reads, name by name. Elements of a deque never move.
struct Slot {
    std::string name;
    CLI::Option *option = nullptr;
    std::string value;
    std::vector<std::string> values; ///< of an argument that takes many
};
using Slots = std::deque<Slot>;

void addOption(CLI::App &app, Slots &slots, const Option &option) {
    Slot &slot = slots.emplace_back();
    slot.name = option.name;
    if (option.isMany)
        slot.option = app.add_option(option.name, slot.values)->expected(1)->take_all();
    else
        slot.option = option.value.empty() ? app.add_flag(option.name) : app.add_option(option.name, slot.value);
    slot.option->required(option.required);
}

void addPositional(CLI::App &app, Slots &slots, const Positional &positional) {
    Slot &slot = slots.emplace_back();
    slot.name = positional.name;
    slot.option =
        positional.isMany ? app.add_option(positional.name, slot.values) : app.add_option(positional.name, slot.value);
    slot.option->required(positional.required);
}

Arguments argumentsOf(const Slots &slots) {
    Arguments arguments;
    for (const Slot &slot : slots) {
        if (slot.option->count() == 0) continue;
        if (slot.values.empty())
            arguments.set(slot.name, slot.value);
        else
            arguments.set(slot.name, slot.values);
    }
    return arguments;
}

std::string helpHint(const Command *command) {
    return command ? "See eventscope-cli help " + command->name : "See eventscope-cli help";
}

/// About the first of the words that nothing takes; those behind it may only follow from it.
Failure surplus(const std::string &word, const Command *command) {
    const bool isOption = word.size() > 1 && word.front() == '-';
    if (!command && !isOption) {
        return fail(ErrorKind::Invalid, "Version " EVENTSCOPE_VERSION " has no command \"" + word + "\"",
                    helpHint(nullptr));
    }
    if (!isOption) return fail(ErrorKind::Invalid, "\"" + word + "\" is one argument too many", helpHint(command));
    return fail(ErrorKind::Invalid,
                "Version " EVENTSCOPE_VERSION " has no option \"" + word + "\"" +
                    (command ? " for " + command->name : ""),
                helpHint(command));
}

Result<void> checkChoice(const Arguments &arguments, const std::string &name, const std::vector<std::string> &choices,
                         const Command *command) {
    const auto value = arguments.text(name);
    if (!value || choices.empty() || std::find(choices.begin(), choices.end(), *value) != choices.end()) return {};
    std::string list;
    for (const std::string &choice : choices)
        list += (list.empty() ? "" : ", ") + choice;
    return fail(ErrorKind::Invalid, name + " takes no \"" + *value + "\", but one of " + list, helpHint(command));
}

Result<void> checkChoices(const Invocation &invocation) {
    for (const Option &option : globalOptions()) {
        ES_TRY(checkChoice(invocation.global, option.name, option.choices, invocation.command));
    }
    for (const Option &option : invocation.command->options) {
        ES_TRY(checkChoice(invocation.arguments, option.name, option.choices, invocation.command));
    }
    for (const Positional &positional : invocation.command->positionals) {
        ES_TRY(checkChoice(invocation.arguments, positional.name, positional.choices, invocation.command));
    }
    return {};
}

std::vector<std::string> wordsOf(const std::string &text) {
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

bool takes(const ActUse &use, const std::string &option) {
    const auto options = wordsOf(use.options);
    return std::find(options.begin(), options.end(), option) != options.end();
}

/// What stands behind ACT, in its order.
std::vector<std::string> wordsBehind(const Command &command, const Arguments &arguments) {
    std::vector<std::string> words;
    for (const Positional &positional : command.positionals) {
        if (positional.name == "ACT") continue;
        const auto some = arguments.texts(positional.name);
        words.insert(words.end(), some.begin(), some.end());
    }
    return words;
}

/// An option that another act takes.
Failure strayOption(const Command &command, const ActUse &use, const std::string &option) {
    std::string others;
    for (const ActUse &other : command.acts)
        if (takes(other, option)) others += (others.empty() ? "" : ", ") + other.act;
    return fail(ErrorKind::Invalid, command.name + " " + use.act + " takes no " + option,
                "That is for " + others + "; see eventscope-cli help " + command.name);
}

/// Nothing of what was written is dropped: a word too many may be half of an id with a space in it.
Result<void> checkAct(const Command &command, const Arguments &arguments) {
    const std::string act = arguments.textOrEmpty("ACT");
    auto words = wordsBehind(command, arguments);
    const auto named = [&](const std::string &name) {
        return std::find_if(command.acts.begin(), command.acts.end(),
                            [&](const ActUse &use) { return use.act == name; });
    };
    auto use = words.empty() ? command.acts.end() : named(act + " " + words.front());
    if (use != command.acts.end())
        words.erase(words.begin());
    else
        use = named(act);
    if (use == command.acts.end()) return {}; // the command says which acts there are
    for (const Option &option : command.options)
        if (arguments.has(option.name) && !takes(*use, option.name)) return strayOption(command, *use, option.name);
    const auto taken = wordsOf(use->words);
    if (words.size() <= taken.size() || use->words.ends_with("...")) return {};
    return fail(ErrorKind::Invalid, command.name + " " + use->act + " takes no \"" + words[taken.size()] + "\"",
                taken.empty() ? "It takes nothing more; see eventscope-cli help " + command.name
                              : "It takes " + use->words + "; quote what has spaces in it");
}

/// The command table as CLI11 sees it.
class Parser {
  public:
    Parser() : m_app("", "eventscope-cli") {
        m_app.set_help_flag("-h,--help");
        m_app.require_subcommand(0, 1); // behind the command, the name of another is an argument like any other
        m_version = m_app.add_flag("--version");
        for (const Option &option : globalOptions())
            addOption(m_app, m_globals, option);
        for (const Command &command : commandTable()) {
            CLI::App *sub = m_app.add_subcommand(command.name);
            sub->fallthrough(); // so that global options may stand behind a command
            sub->set_help_flag("-h,--help");
            Slots &slots = m_locals[sub];
            for (const Option &option : command.options)
                addOption(*sub, slots, option);
            for (const Positional &positional : command.positionals)
                addPositional(*sub, slots, positional);
        }
    }

    Result<Invocation> parse(int argc, const char *const *argv) {
        Invocation invocation;
        try {
            m_app.parse(argc, argv);
        } catch (const CLI::CallForHelp &) {
            invocation.kind = Invocation::Kind::Help;
        } catch (const CLI::ExtrasError &) {
            return surplus(m_app.remaining(true).front(), command());
        } catch (const CLI::ParseError &error) {
            return fail(ErrorKind::Invalid, error.what(), helpHint(command()));
        }
        invocation.command = command();
        if (invocation.kind == Invocation::Kind::Help) return invocation;
        if (m_version->count() > 0) {
            invocation.kind = Invocation::Kind::Version;
            return invocation;
        }
        if (!invocation.command) return fail(ErrorKind::Invalid, "No command", helpHint(nullptr));
        invocation.global = argumentsOf(m_globals);
        invocation.arguments = argumentsOf(m_locals[m_app.get_subcommands().front()]);
        ES_TRY(checkChoices(invocation));
        ES_TRY(checkAct(*invocation.command, invocation.arguments));
        return invocation;
    }

  private:
    const Command *command() const {
        const auto parsed = m_app.get_subcommands();
        return parsed.empty() ? nullptr : findCommand(parsed.front()->get_name());
    }

    CLI::App m_app;
    CLI::Option *m_version = nullptr;
    Slots m_globals;
    std::map<const CLI::App *, Slots> m_locals;
};

} // namespace

Result<Invocation> parseCommandLine(int argc, const char *const *argv) { return Parser().parse(argc, argv); }

} // namespace eventscope::cli
