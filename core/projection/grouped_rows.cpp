// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/grouped_rows.h"

#include "core/json/number.h"

#include <algorithm>
#include <array>
#include <utility>

namespace eventscope {

namespace {

using Kind = EventPart::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 8> kHeaders{{{"$stream", Kind::Stream},
                                                                     {"$category", Kind::Category},
                                                                     {"$type", Kind::Type},
                                                                     {"$version", Kind::Version},
                                                                     {"$recordedAt", Kind::RecordedAt},
                                                                     {"$month", Kind::Month},
                                                                     {"$day", Kind::Day},
                                                                     {"$hour", Kind::Hour}}};

std::optional<EventPart> partOf(const Source &source) {
    EventPart part;
    if (const Pointer *place = source.payloadPlace()) {
        if (place->isRoot()) return std::nullopt;
        part.place = *place;
        part.fallback = source.defaultValue();
        return part;
    }
    const auto *header = std::ranges::find(kHeaders, source.headerName(), &std::pair<std::string_view, Kind>::first);
    if (header == kHeaders.end()) return std::nullopt;
    part.kind = header->second;
    return part;
}

std::optional<EventOperand> operandOf(const Source &source) {
    if (source.literalValue()) return EventOperand(*source.literalValue());
    auto part = partOf(source);
    return part ? std::optional<EventOperand>(*std::move(part)) : std::nullopt;
}

/// Whether one of them lies in the other.
bool overlap(const Pointer &a, const Pointer &b) {
    const std::size_t common = std::min(a.tokens().size(), b.tokens().size());
    return std::equal(a.tokens().begin(), a.tokens().begin() + static_cast<std::ptrdiff_t>(common), b.tokens().begin());
}

template <class Each>
bool hasType(const std::vector<Each> &all, const std::string &type) {
    return std::ranges::find(all, type, &Each::type) != all.end();
}

} // namespace

std::shared_ptr<const GroupedRows> GroupedRows::of(const ProjectionDescription &description) {
    std::shared_ptr<GroupedRows> made;
    for (const auto &[type, index] : description.on) {
        const std::vector<RowRule> &rules = description.rules[index];
        if (rules.size() != 1) return nullptr;
        const RowOperations *all = rules.front().action->operations();
        const auto key = partOf(rules.front().key);
        if (!all || !key || key->kind == Kind::Version || key->kind == Kind::RecordedAt) return nullptr;
        if (!made) {
            made.reset(new GroupedRows(all->initial));
            made->m_query.key = *key;
        }
        if (*key != made->m_query.key || !made->addRule(type, rules.front())) return nullptr;
    }
    return made;
}

bool GroupedRows::addRule(const std::string &type, const RowRule &rule) {
    if (rule.forEach) return false;
    m_query.types.push_back(type);
    return std::ranges::all_of(rule.action->operations()->operations,
                               [&](const Operation &operation) { return addOperation(type, operation); });
}

bool GroupedRows::addOperation(const std::string &type, const Operation &operation) {
    using Verb = Operation::Verb;
    const bool sets = operation.verb == Verb::Set;
    const bool adds =
        operation.verb == Verb::Add || operation.verb == Verb::Subtract || operation.verb == Verb::Increment;
    if ((!sets && !adds) || operation.at || operation.when) return false;
    Target *target = targetAt(operation.target);
    const auto of = operation.operand ? operandOf(*operation.operand) : EventOperand(Json::number(std::int64_t{1}));
    if (!target || !of) return false;
    // Of two operations of one event on the same place the second depends on the first.
    if (target->sum && hasType(m_query.sums[*target->sum].addends, type)) return false;
    if (target->last && hasType(m_query.lasts[*target->last].setters, type)) return false;
    if (sets) {
        if (!target->last) {
            target->last = m_query.lasts.size();
            m_query.lasts.emplace_back();
        }
        m_query.lasts[*target->last].setters.push_back({type, *of});
    } else {
        if (!target->sum) {
            target->sum = m_query.sums.size();
            m_query.sums.emplace_back();
        }
        m_query.sums[*target->sum].addends.push_back({type, *of, operation.verb == Verb::Subtract});
    }
    if (target->sum && target->last) m_query.sums[*target->sum].needsFirst = true;
    return true;
}

/// Null: what it does depends on the row.
GroupedRows::Target *GroupedRows::targetAt(const Pointer &place) {
    const auto found = std::ranges::find(m_targets, place, &Target::place);
    if (found != m_targets.end()) return &*found;
    // A place that is made by the first event that sets it comes where that one finds the row.
    if (place.isRoot() || !valueAt(m_initial, place)) return nullptr;
    if (std::ranges::any_of(m_targets, [&](const Target &other) { return overlap(other.place, place); }))
        return nullptr;
    return &m_targets.emplace_back(Target{place, std::nullopt, std::nullopt});
}

std::optional<Json> GroupedRows::row(const EventGroup &group) const {
    JsonDraft draft(m_initial);
    for (const Target &target : m_targets) {
        auto value = valueOf(target, group);
        if (!value || !draft.set(target.place, *std::move(value))) return std::nullopt;
    }
    return draft.freeze();
}

std::optional<Json> GroupedRows::valueOf(const Target &target, const EventGroup &group) const {
    std::optional<Json> value = valueAt(m_initial, target.place);
    const EventGroup::Last *last = target.last && group.lasts[*target.last] ? &*group.lasts[*target.last] : nullptr;
    if (last) value = last->value;
    const EventGroup::Sum *sum = target.sum && group.sums[*target.sum].number ? &group.sums[*target.sum] : nullptr;
    if (!sum) return value;
    if (last && sum->first < last->position) return std::nullopt;
    if (!value->isNull() && !value->isNumber()) return std::nullopt;
    const auto total = addNumbers(value->isNull() ? "0" : value->token(), *sum->number);
    return total ? std::optional(Json::number(*total)) : std::nullopt;
}

} // namespace eventscope
