// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/row_rule.h"

#include <algorithm>

namespace eventscope {

namespace {

Result<RowRule> readEdit(const DescriptionNode &node, const Source &key, const std::vector<Operation> &each) {
    ES_TRY(node.object({"key", "forEach", "do", "delete"}));
    RowRule rule{key, {}, {}, false};
    auto scope = SourceScope::Event;
    if (const auto forEach = node.find("forEach")) {
        ES_ASSIGN(array, forEach->pointer());
        rule.forEach = std::move(array);
        scope = SourceScope::Element;
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
        rule.isDeletion = true;
        return rule;
    }
    ES_ASSIGN(read, readOperations(*operations, scope));
    rule.operations = std::move(read);
    rule.operations.insert(rule.operations.end(), each.begin(), each.end());
    return rule;
}

bool isEdit(const Json &value) {
    return value.isObject() && (value.find("do") != Json::npos || value.find("delete") != Json::npos);
}

} // namespace

Result<std::vector<RowRule>> readRowRules(const DescriptionNode &node, const Source &key,
                                          const std::vector<Operation> &each) {
    std::vector<RowRule> rules;
    if (node.value().isObject()) {
        ES_ASSIGN(rule, readEdit(node, key, each));
        rules.push_back(std::move(rule));
    } else if (node.value().isArray() && node.value().size() > 0 && isEdit(node.value().child(0))) {
        ES_ASSIGN(elements, node.elements());
        for (const DescriptionNode &element : elements) {
            ES_ASSIGN(rule, readEdit(element, key, each));
            rules.push_back(std::move(rule));
        }
    } else {
        ES_ASSIGN(operations, readOperations(node));
        operations.insert(operations.end(), each.begin(), each.end());
        rules.push_back({key, {}, std::move(operations), false});
    }
    return rules;
}

Fields RowRule::fields() const {
    Fields fields = forEach ? Fields::Data : Fields::Header;
    fields = fields | key.fields();
    for (const Operation &operation : operations)
        fields = fields | operation.fields();
    return fields;
}

bool RowRule::mayLoseColumns() const {
    return std::ranges::any_of(operations, [](const Operation &operation) {
        return operation.verb == Operation::Verb::Remove || operation.target.isRoot();
    });
}

} // namespace eventscope
