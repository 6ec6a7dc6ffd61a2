// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/operation.h"

#include "core/fold/operation_verb.h"
#include "core/json/number.h"

#include <algorithm>

namespace eventscope {
namespace {

Failure mismatch(const std::string &message) { return fail(ErrorKind::Invalid, message); }

/// The value in the state; a null counts as nothing, so that a description may say `"items": null` at the start.
std::optional<Json> current(const StateEdit &state, const Pointer &target) {
    auto value = valueAt(state.value(), target);
    if (value && value->isNull()) value.reset();
    return value;
}

bool sameKey(const Json &a, const Json &b) {
    if (a.isNumber() && b.isNumber()) return compareNumbers(a.token(), b.token()) == 0;
    return a == b;
}

std::string negated(std::string_view number) {
    return number.starts_with('-') ? std::string(number.substr(1)) : "-" + std::string(number);
}

Result<void> addTo(StateEdit &state, const Pointer &target, std::string_view number) {
    const auto value = current(state, target);
    if (value && !value->isNumber()) return mismatch("what is there is no number");
    const auto sum = addNumbers(value ? value->token() : "0", number);
    if (!sum) return mismatch("the result has more than 4096 digits");
    return state.set(target, Json::number(*sum));
}

Result<void> append(StateEdit &state, const Pointer &target, const Json &element) {
    const auto array = current(state, target);
    if (!array) return state.set(target, Json::array({element}));
    if (!array->isArray()) return mismatch("what is there is no array");
    return state.append(target, element);
}

Result<void> upsert(StateEdit &state, const Pointer &target, const std::string &key, const Json &element) {
    if (!element.isObject()) return mismatch("what is put in is no object");
    const std::size_t keyed = element.find(key);
    if (keyed == Json::npos) return mismatch("what is put in has no \"" + key + "\"");
    const Json id = element.child(keyed);
    const Json array = current(state, target).value_or(Json());
    for (std::size_t i = 0; i < array.size() && array.isArray(); ++i) {
        const Json candidate = array.child(i);
        const std::size_t at = candidate.isObject() ? candidate.find(key) : Json::npos;
        if (at != Json::npos && sameKey(candidate.child(at), id)) return state.layOver(target.child(i), element);
    }
    return append(state, target, element);
}

Result<void> removeElements(StateEdit &state, const Pointer &target, const std::string &key, const Json &id) {
    const auto array = current(state, target);
    if (!array) return {};
    if (!array->isArray()) return mismatch("what is there is no array");
    for (std::size_t i = array->size(); i-- > 0;) {
        const Json candidate = array->child(i);
        const std::size_t at = candidate.isObject() ? candidate.find(key) : Json::npos;
        if (at != Json::npos && sameKey(candidate.child(at), id)) ES_TRY(state.remove(target.child(i)));
    }
    return {};
}

Result<void> removePlace(StateEdit &state, const Pointer &target) {
    if (target.isRoot()) return state.set(target, Json());
    return valueAt(state.value(), target) ? state.remove(target) : Result<void>();
}

Result<void> merge(StateEdit &state, const Pointer &target, const Json &patch) {
    if (!patch.isObject()) return mismatch("what is merged is no object");
    const auto there = current(state, target);
    if (there && !there->isObject()) return mismatch("what is there is no object");
    return state.layOver(target, patch);
}

Result<void> count(StateEdit &state, const Pointer &target, const Pointer &of) {
    const auto counted = current(state, of);
    if (counted && !counted->isContainer()) return mismatch("what is counted is neither an array nor an object");
    return state.set(target, Json::number(counted ? static_cast<std::int64_t>(counted->size()) : 0));
}

Result<void> apply(const Operation &operation, const Pointer &target, StateEdit &state, const EventSubject &event) {
    Json operand;
    if (operation.operand) {
        ES_ASSIGN(value, operation.operand->read(event));
        operand = std::move(value);
    }
    using Verb = Operation::Verb;
    const bool sums = operation.verb == Verb::Add || operation.verb == Verb::Subtract;
    if (sums && !operand.isNumber()) return mismatch("what is added or subtracted is no number");
    switch (operation.verb) {
    case Verb::Set:
        return state.set(target, operand);
    case Verb::Merge:
        return merge(state, target, operand);
    case Verb::Append:
        return append(state, target, operand);
    case Verb::Upsert:
        return upsert(state, target, operation.key, operand);
    case Verb::Remove:
        return operation.operand ? removeElements(state, target, operation.key, operand) : removePlace(state, target);
    case Verb::Add:
        return addTo(state, target, operand.token());
    case Verb::Subtract:
        return addTo(state, target, negated(operand.token()));
    case Verb::Count:
        return count(state, target, operation.of);
    case Verb::Increment:
        break;
    }
    return addTo(state, target, "1");
}

Result<Pointer> placeOf(const Operation &operation, const EventSubject &event) {
    if (!operation.at) return operation.target;
    ES_ASSIGN(name, operation.at->read(event));
    if (!name.isString() && !name.isNumber()) return mismatch("what \"at\" names is neither a string nor a number");
    return operation.target.child(name.token());
}

/// Names that "at" has taken from the payload stay out of the reason.
void hideName(std::string &why, const Pointer &place, const Pointer &target) {
    const std::string named = place.text();
    if (const std::size_t found = why.find(named); found != std::string::npos)
        why.replace(found, named.size(), target.text() + "/...");
}

} // namespace

Result<void> applyOperation(const Operation &operation, StateEdit &state, const EventSubject &event) {
    if (operation.when && !operation.when->matches(event)) return {};
    const auto place = placeOf(operation, event);
    const auto done = place ? apply(operation, *place, state, event) : fail(place.error());
    if (done) return {};
    std::string why = done.error().message;
    if (place && operation.at) hideName(why, *place, operation.target);
    const auto *const rule = std::find_if(kVerbRules.begin(), kVerbRules.end(),
                                          [&](const VerbRule &known) { return known.verb == operation.verb; });
    return mismatch(std::string(rule->name) + " \"" + operation.target.text() + "\": " + why);
}

} // namespace eventscope
