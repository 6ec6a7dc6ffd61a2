// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/privacy_policy.h"

#include "core/description/description_node.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr int kVersion = 1;
constexpr std::string_view kInStream = "stream";

Result<PersonalField::Part> partOf(const DescriptionNode &field) {
    const auto part = field.find("in");
    if (!part) return PersonalField::Part::Data;
    ES_ASSIGN(text, part->text());
    if (text == "data") return PersonalField::Part::Data;
    if (text == "metadata") return PersonalField::Part::Metadata;
    return part->expected("\"data\" or \"metadata\"");
}

Result<void> takeEarlierSubject(const DescriptionNode &written, PersonalField &field) {
    ES_TRY(written.object({"event", "path"}));
    ES_ASSIGN(event, written.need("event"));
    ES_ASSIGN(type, event.text());
    ES_ASSIGN(path, written.need("path"));
    ES_ASSIGN(pointer, path.pointer());
    if (pointer.isRoot()) return path.expected("a JSON Pointer to the id of a person");
    field.subjectEvent = std::move(type);
    field.subject = pointer.tokens();
    return {};
}

Result<void> takeSubject(const DescriptionNode &written, PersonalField &field) {
    if (written.value().isObject()) return takeEarlierSubject(written, field);
    ES_ASSIGN(text, written.text());
    field.isSubjectInStream = text == kInStream;
    if (field.isSubjectInStream) return {};
    ES_ASSIGN(pointer, written.pointer());
    if (pointer.isRoot()) return written.expected("a JSON Pointer, or \"stream\"");
    field.subject = pointer.tokens();
    return {};
}

/// A text that may be left out.
Result<void> takeText(const DescriptionNode &written, std::string_view name, std::string &to) {
    const auto member = written.find(name);
    if (!member) return {};
    ES_ASSIGN(text, member->text());
    to = std::move(text);
    return {};
}

Result<PersonalField> fieldOf(const DescriptionNode &written) {
    ES_TRY(written.object({"path", "in", "subject", "purpose", "meaning"}));
    PersonalField field;
    ES_ASSIGN(part, partOf(written));
    field.part = part;
    ES_ASSIGN(path, written.need("path"));
    ES_ASSIGN(pointer, path.pointer());
    if (pointer.isRoot()) return path.expected("a JSON Pointer to a value in the document");
    field.path.tokens = pointer.tokens();
    ES_ASSIGN(subject, written.need("subject"));
    ES_TRY(takeSubject(subject, field));
    ES_TRY(takeText(written, "purpose", field.purpose));
    ES_TRY(takeText(written, "meaning", field.meaning));
    return field;
}

/// Where a person's id stands, no other field may be sealed: it stays in clear.
Result<void> checkSubjectsInClear(const DescriptionNode &events,
                                  const std::map<std::string, std::vector<PersonalField>, std::less<>> &all) {
    for (const auto &[type, fields] : all) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const PersonalField &field = fields[i];
            if (field.isSubjectInStream) continue;
            const auto there = all.find(field.subjectEvent.empty() ? type : field.subjectEvent);
            if (there == all.end()) continue;
            const auto seals = [&](const PersonalField &other) {
                return other.part == PersonalField::Part::Data && other.path.tokens.size() <= field.subject.size() &&
                       other.path.meets(field.subject);
            };
            if (std::ranges::none_of(there->second, seals)) continue;
            ES_ASSIGN(written, events.need(type));
            ES_ASSIGN(elements, written.elements());
            ES_ASSIGN(subject, elements[i].need("subject"));
            return subject.expected("a place that no field of " + there->first +
                                    " seals: the id of the person stays in clear");
        }
    }
    return {};
}

Result<void> takePeriod(const DescriptionNode &purpose, std::optional<KeepPeriod> &keep) {
    const auto member = purpose.find("keep");
    if (!member) return {};
    ES_ASSIGN(text, member->text());
    keep = parseKeepPeriod(text);
    if (!keep) return member->expected("a period such as \"P2Y\", \"P18M\", \"P30D\" or \"P1Y6M\"");
    return {};
}

Result<PrivacyPurpose> purposeOf(const DescriptionNode &written) {
    ES_TRY(written.object({"meaning", "ground", "retention", "keep", "recipients"}));
    PrivacyPurpose purpose;
    ES_TRY(takeText(written, "meaning", purpose.meaning));
    ES_TRY(takeText(written, "ground", purpose.ground));
    ES_TRY(takeText(written, "retention", purpose.retention));
    ES_TRY(takePeriod(written, purpose.keep));
    if (const auto recipients = written.find("recipients")) {
        ES_ASSIGN(all, recipients->elements());
        for (const DescriptionNode &each : all) {
            ES_ASSIGN(text, each.text());
            purpose.recipients.push_back(std::move(text));
        }
    }
    return purpose;
}

/// Who must agree to an erasure.
Result<void> takeConfirmation(const DescriptionNode &document, bool &needsSecondPerson) {
    const auto confirmation = document.find("confirmation");
    if (!confirmation) return {};
    ES_TRY(confirmation->object({"secondPerson"}));
    ES_ASSIGN(second, confirmation->need("secondPerson"));
    if (second.value() != Json::boolean(true) && second.value() != Json::boolean(false))
        return second.expected("true or false");
    needsSecondPerson = second.value() == Json::boolean(true);
    return {};
}

Result<TombstoneRule> tombstoneOf(const DescriptionNode &written) {
    ES_TRY(written.object({"type", "data"}));
    TombstoneRule rule;
    ES_ASSIGN(type, written.need("type"));
    ES_ASSIGN(name, type.text());
    rule.type = std::move(name);
    const auto data = written.find("data");
    if (!data) return rule;
    ES_ASSIGN(members, data->members());
    for (const DescriptionNode &each : members) {
        const Json &value = each.value();
        if (value.isContainer()) return each.expected("a text, a number, true, false or null");
        if (value.isString() && value.token().starts_with('$') && value.token() != TombstoneRule::kSubject &&
            value.token() != TombstoneRule::kNow)
            return each.expected("\"$subject\", \"$now\", or a text that does not begin with $");
    }
    rule.data = data->value();
    return rule;
}

/// What closes a stream is in clear.
Result<void> takeTombstones(const DescriptionNode &document,
                            const std::map<std::string, std::vector<PersonalField>, std::less<>> &fields,
                            std::map<std::string, TombstoneRule, std::less<>> &to) {
    const auto tombstones = document.find("tombstones");
    if (!tombstones) return {};
    ES_ASSIGN(all, tombstones->members());
    for (const DescriptionNode &each : all) {
        const std::string category = each.where().tokens().back();
        if (category.empty() || category.find('-') != std::string::npos)
            return each.expected("to be named after a category of streams, which has no \"-\"");
        ES_ASSIGN(rule, tombstoneOf(each));
        const auto personal = fields.find(rule.type);
        if (personal != fields.end() && !personal->second.empty()) {
            ES_ASSIGN(type, each.need("type"));
            return type.expected("a type of which nothing is personal");
        }
        to.emplace(category, std::move(rule));
    }
    return {};
}

} // namespace

bool FieldPath::matches(std::span<const std::string> path) const { return path.size() == tokens.size() && meets(path); }

bool FieldPath::meets(std::span<const std::string> path) const {
    const std::size_t common = std::min(path.size(), tokens.size());
    return std::ranges::equal(
        std::span(tokens).first(common), path.first(common),
        [](const std::string &mine, const std::string &theirs) { return mine == "*" || mine == theirs; });
}

Result<PrivacyPolicy> PrivacyPolicy::parse(std::string_view json) {
    ES_ASSIGN(document, DescriptionNode::parse(json));
    ES_TRY(document.object({"$schema", "policy", "controller", "confirmation", "purposes", "tombstones", "events"}));
    ES_ASSIGN(version, document.need("policy"));
    ES_ASSIGN(number, version.number());
    if (number != kVersion) return version.expected("1, the version of policies that is known here");
    ES_ASSIGN(events, document.need("events"));
    ES_ASSIGN(types, events.members());
    PrivacyPolicy policy;
    for (const DescriptionNode &type : types) {
        std::vector<PersonalField> &fields = policy.m_fields[type.where().tokens().back()];
        ES_ASSIGN(written, type.elements());
        for (const DescriptionNode &each : written) {
            ES_ASSIGN(field, fieldOf(each));
            fields.push_back(std::move(field));
        }
    }
    ES_TRY(checkSubjectsInClear(events, policy.m_fields));
    ES_TRY(takeText(document, "controller", policy.m_controller));
    ES_TRY(takeConfirmation(document, policy.m_needsSecondPerson));
    ES_TRY(takeTombstones(document, policy.m_fields, policy.m_tombstones));
    if (const auto purposes = document.find("purposes")) {
        ES_ASSIGN(all, purposes->members());
        for (const DescriptionNode &each : all) {
            ES_ASSIGN(purpose, purposeOf(each));
            policy.m_purposes.emplace(each.where().tokens().back(), std::move(purpose));
        }
    }
    return policy;
}

const PersonalField *PrivacyPolicy::fieldAt(std::string_view type, PersonalField::Part part,
                                            std::span<const std::string> path) const {
    const auto fields = fieldsOf(type);
    const auto field = std::ranges::find_if(
        fields, [&](const PersonalField &each) { return each.part == part && each.path.matches(path); });
    return field == fields.end() ? nullptr : &*field;
}

std::span<const PersonalField> PrivacyPolicy::fieldsOf(std::string_view type) const {
    const auto found = m_fields.find(type);
    return found == m_fields.end() ? std::span<const PersonalField>() : std::span(found->second);
}

const TombstoneRule *PrivacyPolicy::tombstoneOf(std::string_view category) const {
    const auto found = m_tombstones.find(category);
    return found == m_tombstones.end() ? nullptr : &found->second;
}

std::vector<std::string> PrivacyPolicy::types() const {
    std::vector<std::string> types;
    for (const auto &[type, fields] : m_fields)
        types.push_back(type);
    return types;
}

} // namespace eventscope
