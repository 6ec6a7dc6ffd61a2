// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/diff.h"

#include <algorithm>

namespace eventscope {

namespace {

Failure missing(const Pointer &path) {
    return fail(ErrorKind::NotFound,
                "The change does not fit the document: there is no value at \"" + path.text() + "\"");
}

Failure incomplete(const Pointer &path, const char *part) {
    return fail(ErrorKind::Invalid, "The change of \"" + path.text() + "\" has no " + part);
}

Result<void> add(JsonDraft &draft, const Pointer &path, const Json &value) {
    if (path.isRoot()) return draft.set(path, value);
    const std::optional<Json> parent = valueAt(draft.value(), path.parent());
    if (!parent) return missing(path.parent());
    return parent->isArray() ? draft.insert(path, value) : draft.set(path, value);
}

/// Moving a member onto itself makes it the last one.
Result<void> move(JsonDraft &draft, const Pointer &from, const Pointer &path) {
    const std::optional<Json> value = valueAt(draft.value(), from);
    if (!value) return missing(from);
    const bool intoItself = path.tokens().size() > from.tokens().size() &&
                            std::equal(from.tokens().begin(), from.tokens().end(), path.tokens().begin());
    if (intoItself) {
        return fail(ErrorKind::Invalid,
                    "A value cannot be moved into itself, from \"" + from.text() + "\" to \"" + path.text() + "\"");
    }
    ES_TRY(draft.remove(from));
    return add(draft, path, *value);
}

Result<void> applyChange(JsonDraft &draft, const Change &change) {
    switch (change.op) {
    case Change::Op::Remove:
        return draft.remove(change.path);
    case Change::Op::Move:
        if (!change.from) return incomplete(change.path, "\"from\"");
        return move(draft, *change.from, change.path);
    case Change::Op::Add:
        if (!change.value) return incomplete(change.path, "value");
        return add(draft, change.path, *change.value);
    case Change::Op::Replace:
        if (!change.value) return incomplete(change.path, "value");
        if (!valueAt(draft.value(), change.path)) return missing(change.path);
        return draft.set(change.path, *change.value);
    }
    return fail(ErrorKind::Internal, "A change of an unknown kind");
}

std::string nameOf(Change::Op op) {
    switch (op) {
    case Change::Op::Add:
        return "add";
    case Change::Op::Remove:
        return "remove";
    case Change::Op::Replace:
        return "replace";
    case Change::Op::Move:
        return "move";
    }
    return {};
}

} // namespace

Result<Json> applyChanges(const Json &document, const std::vector<Change> &changes) {
    JsonDraft draft(document);
    for (const Change &change : changes)
        ES_TRY(applyChange(draft, change));
    return draft.freeze();
}

Json toJson(const std::vector<Change> &changes) {
    std::vector<Json> steps;
    steps.reserve(changes.size());
    for (const Change &change : changes) {
        std::vector<Json::Member> members{{"op", Json::string(nameOf(change.op))},
                                          {"path", Json::string(change.path.text())}};
        if (change.from) members.push_back({"from", Json::string(change.from->text())});
        if (change.value) members.push_back({"value", *change.value});
        if (change.was) members.push_back({"was", *change.was});
        steps.push_back(Json::object(std::move(members)));
    }
    return Json::array(std::move(steps));
}

} // namespace eventscope
