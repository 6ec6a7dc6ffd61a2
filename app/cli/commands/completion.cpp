// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/completion_script.h"
#include "app/cli/context.h"

namespace eventscope::cli {

namespace {

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const std::string shell = arguments.textOrEmpty("SHELL");
    const std::string script = shell == "bash" ? bashCompletion() : shell == "zsh" ? zshCompletion() : fishCompletion();
    ES_TRY(context.out().write(script));
    ES_TRY(context.out().flush());
    return ExitCode::Done;
}

} // namespace

Command completionCommand() {
    return {.name = "completion",
            .summary = "Prints the completion script of a shell",
            .positionals = {{"SHELL", "The shell", true, {"bash", "zsh", "fish"}}},
            .options = {},
            .details = "",
            .keys = {},
            .examples = {{"completion bash > ~/.local/share/bash-completion/completions/eventscope-cli", "For bash"},
                         {"completion zsh > ~/.zfunc/_eventscope-cli", "For zsh, with ~/.zfunc in fpath"},
                         {"completion fish > ~/.config/fish/completions/eventscope-cli.fish", "For fish"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
