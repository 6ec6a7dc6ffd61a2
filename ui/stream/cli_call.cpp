// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/cli_call.h"

#include <algorithm>
#include <initializer_list>

namespace eventscope::ui {

namespace {

/// "0" is before the first event for the command line, too.
std::string versionWord(std::optional<Version> version) { return version ? std::to_string(version->value) : "0"; }

std::string call(const CliTarget &target, std::string_view command, std::string_view options,
                 std::initializer_list<std::string> positionals) {
    std::string text = "eventscope-cli --store " + shellQuoted(target.store);
    if (!target.domain.empty()) text += " --domain " + shellQuoted(target.domain);
    text += " ";
    text += command;
    text += options;
    if (!target.fold.empty() && command != "compare") text += " --fold " + shellQuoted(target.fold);
    const auto looksLikeOption = [](const std::string &word) { return word.starts_with('-'); };
    if (std::ranges::any_of(positionals, looksLikeOption)) text += " --";
    for (const std::string &word : positionals)
        text += " " + shellQuoted(word);
    return text;
}

} // namespace

std::string stateCall(const CliTarget &target, std::optional<Version> version) {
    return call(target, "state", " --version " + versionWord(version), {target.stream});
}

std::string diffCall(const CliTarget &target, std::optional<Version> from, std::optional<Version> to) {
    return call(target, "diff", {}, {target.stream, versionWord(from), versionWord(to)});
}

std::string valuesCall(const CliTarget &target, const Pointer &path) {
    return call(target, "history", {}, {target.stream, path.text()});
}

std::string intervalsCall(const CliTarget &target, std::string_view condition) {
    return call(target, "intervals", " --when=" + shellQuoted(condition), {target.stream});
}

std::string compareCall(const CliTarget &target, std::string_view otherStream) {
    return call(target, "compare", {}, {target.stream, std::string(otherStream)});
}

} // namespace eventscope::ui
