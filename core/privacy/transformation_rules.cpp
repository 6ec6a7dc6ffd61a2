// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/transformation_rules.h"

#include "core/description/description_node.h"
#include "core/json/decimal.h"

#include <algorithm>
#include <array>

namespace eventscope {

namespace {

using Act = TransformationRule::Act;

constexpr int kVersion = 1;
constexpr std::string_view kAnyType = "*";

struct Named {
    std::string_view name;
    Act act;
};
constexpr std::array kActs{Named{"remove", Act::Remove}, Named{"replace", Act::Replace},
                           Named{"null", Act::Null},     Named{"year", Act::Year},
                           Named{"step", Act::Step},     Named{"pseudonym", Act::Pseudonym}};

Result<Act> actOf(const DescriptionNode &written) {
    ES_ASSIGN(text, written.text());
    const auto found = std::ranges::find(kActs, std::string_view(text), &Named::name);
    if (found != kActs.end()) return found->act;
    return written.expected("\"remove\", \"replace\", \"null\", \"year\", \"step\" or \"pseudonym\"");
}

Result<PersonalField::Part> partOf(const DescriptionNode &rule) {
    const auto part = rule.find("in");
    if (!part) return PersonalField::Part::Data;
    ES_ASSIGN(text, part->text());
    if (text == "data") return PersonalField::Part::Data;
    if (text == "metadata") return PersonalField::Part::Metadata;
    return part->expected("\"data\" or \"metadata\"");
}

/// What only one of the acts takes.
Result<void> takeArgument(const DescriptionNode &written, TransformationRule &rule) {
    if (rule.act == Act::Replace) {
        ES_ASSIGN(with, written.need("with"));
        rule.with = print(with.value());
    } else if (const auto with = written.find("with")) {
        return with->expected("\"with\" only beside \"replace\"");
    }
    if (rule.act == Act::Step) {
        ES_ASSIGN(step, written.need("step"));
        const Json &value = step.value();
        if (!value.isNumber() || Decimal(value.token()).sign() <= 0) return step.expected("a number above 0");
        rule.step = value.token();
    } else if (const auto step = written.find("step")) {
        return step->expected("\"step\" only where that is what to do");
    }
    return {};
}

Result<TransformationRule> ruleOf(const DescriptionNode &written) {
    ES_TRY(written.object({"event", "in", "path", "do", "with", "step"}));
    TransformationRule rule;
    ES_ASSIGN(event, written.need("event"));
    ES_ASSIGN(type, event.text());
    rule.type = std::move(type);
    ES_ASSIGN(part, partOf(written));
    rule.part = part;
    ES_ASSIGN(path, written.need("path"));
    ES_ASSIGN(pointer, path.pointer());
    if (pointer.isRoot()) return path.expected("a JSON Pointer to a value in the document");
    rule.path.tokens = pointer.tokens();
    ES_ASSIGN(wanted, written.need("do"));
    ES_ASSIGN(act, actOf(wanted));
    rule.act = act;
    ES_TRY(takeArgument(written, rule));
    return rule;
}

} // namespace

Result<TransformationRules> TransformationRules::parse(std::string_view json) {
    ES_ASSIGN(document, DescriptionNode::parse(json));
    ES_TRY(document.object({"$schema", "transformation", "exclude", "rules"}));
    ES_ASSIGN(version, document.need("transformation"));
    ES_ASSIGN(number, version.number());
    if (number != kVersion) return version.expected("1, the version of transformations that is known here");
    TransformationRules rules;
    if (const auto exclude = document.find("exclude")) {
        ES_ASSIGN(types, exclude->elements());
        for (const DescriptionNode &type : types) {
            ES_ASSIGN(text, type.text());
            rules.m_excluded.push_back(std::move(text));
        }
    }
    ES_ASSIGN(list, document.need("rules"));
    ES_ASSIGN(written, list.elements());
    for (const DescriptionNode &each : written) {
        ES_ASSIGN(rule, ruleOf(each));
        rules.m_rules.push_back(std::move(rule));
    }
    rules.m_hash = hashOf(print(document.value()));
    return rules;
}

bool TransformationRules::isExcluded(std::string_view type) const {
    return std::ranges::find(m_excluded, type) != m_excluded.end();
}

std::vector<const TransformationRule *> TransformationRules::rulesOf(std::string_view type) const {
    std::vector<const TransformationRule *> rules;
    for (const TransformationRule &rule : m_rules)
        if (rule.type == type || (rule.type == kAnyType && !isExcluded(type))) rules.push_back(&rule);
    return rules;
}

bool TransformationRules::masks(std::string_view type, PersonalField::Part part,
                                std::span<const std::string> path) const {
    return std::ranges::any_of(rulesOf(type), [&](const TransformationRule *rule) {
        return rule->part == part && rule->path.tokens.size() <= path.size() && rule->path.meets(path);
    });
}

bool TransformationRules::needsSecret() const {
    return std::ranges::any_of(m_rules, [](const TransformationRule &rule) { return rule.act == Act::Pseudonym; });
}

} // namespace eventscope
