// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/row_rule.h"

namespace eventscope {

namespace {

RowActionPtr actionOf(std::vector<Operation> operations, const RowRuleFrame &frame) {
    operations.insert(operations.end(), frame.each.begin(), frame.each.end());
    return operateOnRow(frame.schema, frame.initial, std::move(operations));
}

Result<RowRule> readEdit(const DescriptionNode &node, const RowRuleFrame &frame) {
    ES_TRY(node.object({"key", "forEach", "do", "delete"}));
    RowRule rule{frame.key, {}, {}};
    SourceScope scope;
    if (const auto forEach = node.find("forEach")) {
        ES_ASSIGN(array, forEach->pointer());
        rule.forEach = std::move(array);
        scope.hasElement = true;
    }
    if (const auto own = node.find("key")) {
        ES_ASSIGN(source, Source::reference(*own, scope));
        rule.key = std::move(source);
    }
    const auto operations = node.find("do");
    const auto deletes = node.find("delete");
    if (operations.has_value() == deletes.has_value()) return node.expected("either \"do\" or \"delete\"");
    if (deletes) {
        if (deletes->value().kind() != Json::Kind::True) return deletes->expected("true");
        rule.action = deleteRow();
        return rule;
    }
    ES_ASSIGN(read, readOperations(*operations, scope));
    rule.action = actionOf(std::move(read), frame);
    return rule;
}

bool isEdit(const Json &value) {
    return value.isObject() && (value.find("do") != Json::npos || value.find("delete") != Json::npos);
}

} // namespace

Result<std::vector<RowRule>> readRowRules(const DescriptionNode &node, const RowRuleFrame &frame) {
    std::vector<RowRule> rules;
    if (node.value().isObject()) {
        ES_ASSIGN(rule, readEdit(node, frame));
        rules.push_back(std::move(rule));
    } else if (node.value().isArray() && node.value().size() > 0 && isEdit(node.value().child(0))) {
        ES_ASSIGN(elements, node.elements());
        for (const DescriptionNode &element : elements) {
            ES_ASSIGN(rule, readEdit(element, frame));
            rules.push_back(std::move(rule));
        }
    } else {
        ES_ASSIGN(operations, readOperations(node));
        rules.push_back({frame.key, {}, actionOf(std::move(operations), frame)});
    }
    return rules;
}

Fields RowRule::fields() const { return (forEach ? Fields::Data : Fields::Header) | key.fields() | action->fields(); }

} // namespace eventscope
