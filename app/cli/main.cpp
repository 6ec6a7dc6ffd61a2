// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/context.h"
#include "app/cli/help.h"
#include "app/cli/interrupt.h"
#include "core/open/fresh_process.h"
#include "core/open/library_versions.h"

#include <exception>
#include <iostream>
#include <string_view>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::cli;

namespace {

Result<ExitCode> printText(Output &out, const std::string &text) {
    ES_TRY(out.write(text));
    ES_TRY(out.flush());
    return ExitCode::Done;
}

std::string versionText() {
    std::string text = "eventscope-cli " EVENTSCOPE_VERSION "\n";
    for (const auto &[library, version] : libraryVersions())
        text += library + " " + version + "\n";
    return text;
}

Result<ExitCode> run(const Invocation &invocation, Output &out, Notes &notes, const std::stop_token &stop) {
    if (invocation.kind == Invocation::Kind::Version) return printText(out, versionText());
    if (invocation.kind == Invocation::Kind::Help) {
        return printText(out, invocation.command ? commandHelp(*invocation.command) : programHelp());
    }
    ES_ASSIGN(globals, globalsOf(invocation.global));
    if (globals.quiet) notes.setQuiet();
    if (globals.masked) ES_TRY(checkMayBeMasked(*invocation.command, invocation.arguments));
    Context context(std::move(globals), out, notes, stop);
    auto result = invocation.command->run(context, invocation.arguments);
    context.noteLocked(result ? nullptr : &result.error());
    return result;
}

ExitCode finish(const Result<ExitCode> &result, Output &out, Notes &notes) {
    if (result) return *result;
    // What came before the error is worth having; should this fail as well, the first error is still the one to tell.
    if (result.error().kind != ErrorKind::Cancelled) static_cast<void>(out.flush());
    if (out.readerIsGone()) return ExitCode::Done; // as after `| head`: the reader has what it wanted
    notes.error(result.error());
    return exitCodeOf(result.error().kind);
}

} // namespace

int main(int argc, char **argv) {
    if (argc == 2 && std::string_view(argv[1]) == kFreshProcessArgument)
        return answerAsFreshProcess(std::cin, std::cout);
    Interrupt interrupt;
    Notes notes(STDERR_FILENO);
    Output out(STDOUT_FILENO, interrupt.token(), [&notes] { notes.clearProgress(); });
    try {
        const auto invocation = parseCommandLine(argc, argv);
        const auto result =
            invocation ? run(*invocation, out, notes, interrupt.token()) : Result<ExitCode>(fail(invocation.error()));
        return static_cast<int>(finish(result, out, notes));
    } catch (const std::exception &exception) {
        notes.error(fail(ErrorKind::Internal, "Internal error", {}, exception.what()).value());
        return static_cast<int>(ExitCode::Internal);
    }
}
