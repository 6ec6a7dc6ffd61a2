// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/reaction.h"

#include <array>
#include <charconv>

namespace eventscope {

namespace {

using namespace std::chrono_literals;

/// No process waits longer than this for anything: a hundred years.
constexpr std::chrono::seconds kWithinMax = 36'525 * 24h;

/// "90s", "30min", "1h", "5d".
Result<std::chrono::microseconds> readSpan(const DescriptionNode &node) {
    struct Unit {
        std::string_view name;
        std::chrono::seconds length;
    };
    static constexpr std::array kUnits{Unit{"s", 1s}, Unit{"min", 1min}, Unit{"h", 1h}, Unit{"d", 24h}};
    const std::string_view text = node.value().isString() ? node.value().token() : std::string_view();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view word = text.substr(static_cast<std::size_t>(end - text.data()));
    const bool isCount = error == std::errc() && text.front() >= '1';
    for (const Unit &unit : kUnits)
        if (isCount && word == unit.name && number <= kWithinMax / unit.length) return number * unit.length;
    return node.expected("a whole number of s, min, h or d, as in \"30min\", up to a hundred years");
}

Result<CommandRule> readCommand(const DescriptionNode &node) {
    ES_TRY(node.object({"command", "forEach", "with", "when"}));
    CommandRule rule;
    ES_ASSIGN(command, node.need("command"));
    ES_ASSIGN(name, command.text());
    rule.command = std::move(name);
    if (const auto forEach = node.find("forEach")) {
        ES_ASSIGN(all, forEach->pointer());
        rule.forEach = std::move(all);
    }
    if (const auto with = node.find("with")) {
        ES_ASSIGN(arguments, with->members());
        for (const DescriptionNode &argument : arguments) {
            ES_ASSIGN(source, Source::reference(argument, {.hasElement = rule.forEach.has_value(), .hasState = true}));
            rule.arguments.emplace_back(argument.where().tokens().back(), std::move(source));
        }
    }
    if (const auto when = node.find("when")) {
        ES_ASSIGN(condition, when->condition());
        rule.when = std::move(condition);
    }
    return rule;
}

Result<void> readWait(const DescriptionNode &node, Reaction &reaction) {
    ES_TRY(node.object({"types", "within"}));
    ES_ASSIGN(typesNode, node.need("types"));
    ES_ASSIGN(types, typesNode.elements());
    if (types.empty()) return typesNode.expected("at least one type of events");
    for (const DescriptionNode &type : types) {
        ES_ASSIGN(name, type.text());
        reaction.waitFor.push_back(std::move(name));
    }
    ES_ASSIGN(withinNode, node.need("within"));
    ES_ASSIGN(within, readSpan(withinNode));
    reaction.within = within;
    return {};
}

Result<void> readMoves(const DescriptionNode &node, Reaction &reaction) {
    if (const auto compensates = node.find("compensate")) {
        if (compensates->value().kind() != Json::Kind::True) return compensates->expected("true");
        reaction.compensates = true;
    }
    if (const auto step = node.find("goTo")) {
        ES_ASSIGN(name, step->text());
        reaction.goTo = std::move(name);
    }
    if (const auto end = node.find("end")) {
        ES_ASSIGN(outcome, end->text());
        if (reaction.goTo || node.find("send") || node.find("waitFor"))
            return end->expected("no \"goTo\", \"send\" or \"waitFor\" beside \"end\"");
        reaction.end = std::move(outcome);
    }
    return {};
}

Result<Reaction> readReaction(const DescriptionNode &node) {
    ES_TRY(node.object({"when", "do", "compensate", "goTo", "send", "waitFor", "end"}));
    Reaction reaction;
    if (const auto when = node.find("when")) {
        ES_ASSIGN(condition, when->condition());
        reaction.when = std::move(condition);
    }
    if (const auto operations = node.find("do")) {
        ES_ASSIGN(read, readOperations(*operations));
        reaction.operations = std::move(read);
    }
    ES_TRY(readMoves(node, reaction));
    if (const auto send = node.find("send")) {
        ES_ASSIGN(commands, send->elements());
        for (const DescriptionNode &command : commands) {
            ES_ASSIGN(rule, readCommand(command));
            reaction.send.push_back(std::move(rule));
        }
    }
    if (const auto wait = node.find("waitFor")) ES_TRY(readWait(*wait, reaction));
    return reaction;
}

} // namespace

Result<std::vector<Reaction>> readReactions(const DescriptionNode &node) {
    std::vector<DescriptionNode> nodes{node};
    if (node.value().isArray()) {
        ES_ASSIGN(elements, node.elements());
        nodes = std::move(elements);
    }
    std::vector<Reaction> reactions;
    for (const DescriptionNode &each : nodes) {
        ES_ASSIGN(reaction, readReaction(each));
        reactions.push_back(std::move(reaction));
    }
    return reactions;
}

} // namespace eventscope
