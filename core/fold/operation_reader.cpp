// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/operation_verb.h"

namespace eventscope {
namespace {

Result<const VerbRule *> ruleOf(const DescriptionNode &node) {
    ES_TRY(node.members());
    const VerbRule *found = nullptr;
    for (const VerbRule &rule : kVerbRules) {
        if (!node.find(rule.name)) continue;
        if (found)
            return node.expected("one operation, not \"" + std::string(found->name) + "\" and \"" +
                                 std::string(rule.name) + "\"");
        found = &rule;
    }
    if (!found)
        return node.expected("one of \"set\", \"merge\", \"append\", \"upsert\", \"remove\", \"add\", \"subtract\", "
                             "\"count\" and \"increment\"");
    return found;
}

std::vector<std::string_view> allowedMembers(const VerbRule &rule) {
    std::vector<std::string_view> allowed{rule.name, "at", "when"};
    if (rule.operand != VerbRule::Need::No) allowed.insert(allowed.end(), {"from", "value", "default"});
    if (rule.key != VerbRule::Need::No) allowed.push_back("key");
    if (rule.verb == Operation::Verb::Count) allowed.push_back("of");
    return allowed;
}

Result<Source> readOperand(const DescriptionNode &node, const VerbRule &rule, SourceScope scope) {
    const auto from = node.find("from");
    const auto value = node.find("value");
    const auto fallback = node.find("default");
    if (from.has_value() == value.has_value())
        return node.expected("either \"from\" or \"value\" beside \"" + std::string(rule.name) + "\"");
    if (value && fallback) return fallback->expected("no \"default\" beside \"value\"");
    for (const auto &literal : {value, fallback}) {
        if (!literal || !rule.literal || literal->value().kind() == *rule.literal) continue;
        return literal->expected(*rule.literal == Json::Kind::Number ? "a number" : "an object");
    }
    if (value) return Source::literal(value->value());
    ES_ASSIGN(source, Source::operand(*from, scope));
    if (fallback) source.setDefault(fallback->value());
    return source;
}

Result<Operation> readOperation(const DescriptionNode &node, SourceScope scope) {
    ES_ASSIGN(rule, ruleOf(node));
    ES_TRY(node.object(allowedMembers(*rule)));
    Operation operation;
    operation.verb = rule->verb;
    ES_ASSIGN(target, node.find(rule->name)->pointer());
    operation.target = std::move(target);
    if (const auto at = node.find("at")) {
        ES_ASSIGN(source, Source::reference(*at, scope));
        operation.at = std::move(source);
    }
    const bool keyed = rule->key == VerbRule::Need::Yes ||
                       (rule->key == VerbRule::Need::Both &&
                        (node.find("key") || node.find("from") || node.find("value") || node.find("default")));
    if (keyed) {
        ES_ASSIGN(key, node.need("key"));
        ES_ASSIGN(name, key.text());
        operation.key = std::move(name);
    }
    if (rule->operand == VerbRule::Need::Yes || keyed) {
        ES_ASSIGN(operand, readOperand(node, *rule, scope));
        operation.operand = std::move(operand);
    }
    if (rule->verb == Operation::Verb::Count) {
        ES_ASSIGN(of, node.need("of"));
        ES_ASSIGN(pointer, of.pointer());
        operation.of = std::move(pointer);
    }
    if (const auto when = node.find("when")) {
        ES_ASSIGN(condition, when->condition());
        operation.when = std::move(condition);
    }
    return operation;
}

} // namespace

Result<std::vector<Operation>> readOperations(const DescriptionNode &node, SourceScope scope) {
    ES_ASSIGN(elements, node.elements());
    std::vector<Operation> operations;
    for (const DescriptionNode &element : elements) {
        ES_ASSIGN(operation, readOperation(element, scope));
        operations.push_back(std::move(operation));
    }
    return operations;
}

Fields Operation::fields() const {
    Fields fields = when ? when->fields() : Fields::Header;
    if (at) fields = fields | at->fields();
    if (operand) fields = fields | operand->fields();
    return fields;
}

} // namespace eventscope
