// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope::cli {

class Context;

/// An option of a command, or of all of them.
struct Option {
    std::string name;                 ///< "--stream"
    std::string value;                ///< what stands behind it, such as "S"; empty for a switch
    std::string help;                 ///< one line
    std::vector<std::string> choices; ///< the only values it takes; empty: any
    bool required = false;
    bool isMany = false; ///< may be there several times
};

/// An argument that is known by its place.
struct Positional {
    std::string name; ///< "STREAM"
    std::string help;
    bool required = true;
    std::vector<std::string> choices;
    bool isMany = false; ///< takes all that follows
};

/// With --masked, which what shows nothing of a store takes as well.
enum class Masked : std::uint8_t {
    Refused,
    Shown, ///< all that it shows of events comes from Context::openStore()
};

/// What one value of ACT takes, where not all take the same.
struct ActUse {
    std::string act;     ///< "erase"; "hold add" where the word behind ACT tells it
    std::string words;   ///< that may stand behind it: "ERASURE ID"; "NAME..." takes all that follow
    std::string options; ///< of the command's, by name, with spaces in between
    Masked masked = Masked::Refused;
};

struct Example {
    std::string command; ///< without the program's name
    std::string what;
};

/// A row of the command table. The parser, `help`, the man page and the completions are made from it.
struct Command {
    std::string name;
    std::string summary;
    std::vector<Positional> positionals;
    std::vector<Option> options;
    std::vector<ActUse> acts = {}; ///< of all acts, or none: everything is taken by each
    std::string details;           ///< what the options alone do not say; may be empty
    std::vector<std::string> keys; ///< in JSON output; never taken away within a major version
    std::vector<Example> examples;
    Result<ExitCode> (*run)(Context &, const Arguments &) = nullptr;
    bool hidden = false;             ///< for building and packaging; in no list
    Masked masked = Masked::Refused; ///< where there are acts each says it for itself
};

/// All commands, in the order in which `help` lists them.
[[nodiscard]] const std::vector<Command> &commandTable();
/// The options that stand before or after any command.
[[nodiscard]] const std::vector<Option> &globalOptions();
/// Whether it may be done with --masked. Errors: Refused.
[[nodiscard]] Result<void> checkMayBeMasked(const Command &command, const Arguments &arguments);
/// By name, or null.
[[nodiscard]] const Command *findCommand(std::string_view name);

} // namespace eventscope::cli
