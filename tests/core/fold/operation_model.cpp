// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operation_model.h"

#include <rapidcheck.h>

namespace eventscope::testing {
namespace {

using Tokens = std::vector<std::string>;

Tokens tokensOf(const std::string &pointer) {
    Tokens tokens;
    for (std::size_t at = 0; at < pointer.size();) {
        const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
        tokens.push_back(pointer.substr(at + 1, end - at - 1));
        at = end;
    }
    return tokens;
}

std::optional<std::size_t> indexOf(const std::string &token) {
    if (token.empty() || token.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return std::stoul(token);
}

ModelJson *step(ModelJson &from, const std::string &token) {
    if (from.is_object() && from.contains(token)) return &from[token];
    const auto index = indexOf(token);
    if (from.is_array() && index && *index < from.size()) return &from[*index];
    return nullptr;
}

ModelJson *find(ModelJson &root, const Tokens &tokens) {
    ModelJson *at = &root;
    for (const std::string &token : tokens)
        if (at = step(*at, token); !at) return nullptr;
    return at;
}

/// The value at the place, where a null counts as nothing.
ModelJson *something(ModelJson &root, const Tokens &tokens) {
    ModelJson *at = find(root, tokens);
    return at && !at->is_null() ? at : nullptr;
}

bool put(ModelJson &root, const Tokens &tokens, const ModelJson &value) {
    ModelJson *at = &root;
    if (root.is_null() && !tokens.empty()) root = ModelJson::object();
    for (const std::string &token : tokens) {
        ModelJson *next = step(*at, token);
        const bool isLast = &token == &tokens.back();
        if (!next && at->is_object()) next = &((*at)[token] = ModelJson::object());
        if (!next && at->is_array() && (token == "-" || indexOf(token) == std::optional(at->size()))) {
            at->push_back(ModelJson::object());
            next = &at->back();
        }
        if (!next) return false;
        at = next;
        if (isLast) break;
    }
    *at = value;
    return true;
}

bool erase(ModelJson &root, const Tokens &tokens) {
    if (tokens.empty()) return root = nullptr, true;
    ModelJson *parent = find(root, {tokens.begin(), tokens.end() - 1});
    if (!parent || !step(*parent, tokens.back())) return true;
    if (parent->is_object())
        parent->erase(tokens.back());
    else
        parent->erase(*indexOf(tokens.back()));
    return true;
}

void lay(ModelJson &over, const ModelJson &patch) {
    if (!over.is_object() || !patch.is_object()) {
        over = patch;
        return;
    }
    for (const auto &[key, value] : patch.items()) {
        if (over.contains(key))
            lay(over[key], value);
        else
            over[key] = value;
    }
}

std::optional<ModelJson> lookUp(const ModelJson &source, ModelJson &payload) {
    if (source.is_string()) {
        const ModelJson *at = find(payload, tokensOf(source));
        return at ? std::optional(*at) : std::nullopt;
    }
    ModelJson made = ModelJson::object();
    for (const auto &[name, inner] : source.items()) {
        const auto value = lookUp(inner, payload);
        if (!value) return std::nullopt;
        made[name] = *value;
    }
    return made;
}

std::optional<ModelJson> read(const ModelJson &operation, const char *member, ModelJson payload) {
    if (const auto value = lookUp(operation[member], payload)) return value;
    if (std::string(member) == "from" && operation.contains("default")) return operation["default"];
    return std::nullopt;
}

bool sum(ModelJson &state, const Tokens &target, const ModelJson &number, std::int64_t sign) {
    if (!number.is_number()) return false;
    const ModelJson *there = something(state, target);
    if (there && !there->is_number()) return false;
    return put(state, target, (there ? there->get<std::int64_t>() : 0) + sign * number.get<std::int64_t>());
}

bool append(ModelJson &state, const Tokens &target, const ModelJson &element) {
    ModelJson *there = something(state, target);
    if (!there) return put(state, target, ModelJson::array({element}));
    if (!there->is_array()) return false;
    there->push_back(element);
    return true;
}

bool upsert(ModelJson &state, const Tokens &target, const std::string &key, const ModelJson &element) {
    if (!element.is_object() || !element.contains(key)) return false;
    ModelJson *there = something(state, target);
    if (there && !there->is_array()) return false;
    for (std::size_t i = 0; there && i < there->size(); ++i) {
        ModelJson &candidate = (*there)[i];
        if (candidate.is_object() && candidate.contains(key) && candidate[key] == element[key])
            return lay(candidate, element), true;
    }
    return append(state, target, element);
}

bool removeKeyed(ModelJson &state, const Tokens &target, const std::string &key, const ModelJson &id) {
    ModelJson *there = something(state, target);
    if (!there) return true;
    if (!there->is_array()) return false;
    ModelJson rest = ModelJson::array();
    for (const ModelJson &element : *there)
        if (!element.is_object() || !element.contains(key) || element[key] != id) rest.push_back(element);
    *there = rest;
    return true;
}

bool merge(ModelJson &state, const Tokens &target, const ModelJson &patch) {
    ModelJson *there = something(state, target);
    if (!patch.is_object() || (there && !there->is_object())) return false;
    if (!there) return put(state, target, patch);
    lay(*there, patch);
    return true;
}

bool count(ModelJson &state, const Tokens &target, const Tokens &of) {
    const ModelJson *there = something(state, of);
    if (there && !there->is_structured()) return false;
    return put(state, target, there ? there->size() : 0);
}

/// Evenly, however small the cases still are.
int draw(int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, below)); }
template <class T>
T drawOne(std::initializer_list<T> values) {
    return *(values.begin() + draw(static_cast<int>(values.size())));
}

ModelJson randomScalar() {
    switch (draw(5)) {
    case 0:
        return nullptr;
    case 1:
        return draw(2) == 0;
    case 2:
        return drawOne<std::string>({"", "x", "y", "0", "a/b"});
    default:
        return draw(7) - 3;
    }
}

ModelJson randomKeyed() {
    ModelJson element = ModelJson::object();
    if (draw(8) > 0) element["id"] = draw(4);
    if (draw(2) > 0) element["q"] = randomScalar();
    if (draw(3) == 0) element["s"] = randomDocument(1);
    return element;
}

ModelJson randomList() {
    ModelJson list = ModelJson::array();
    for (int i = draw(5); i > 0; --i)
        list.push_back(draw(6) > 0 ? randomKeyed() : randomScalar());
    return list;
}

} // namespace

ModelJson randomDocument(int depth) {
    if (depth == 0 || draw(2) == 0) return randomScalar();
    ModelJson container = draw(2) == 0 ? ModelJson::array() : ModelJson::object();
    for (int i = draw(4); i > 0; --i) {
        if (container.is_array())
            container.push_back(randomDocument(depth - 1));
        else
            container[drawOne<std::string>({"x", "y", "z"})] = randomDocument(depth - 1);
    }
    return container;
}

ModelJson randomState() {
    if (draw(10) == 0) return randomDocument(2);
    ModelJson state = ModelJson::object();
    if (draw(4) > 0) state["a"] = draw(20) - 10;
    if (draw(2) > 0) state["b"] = randomDocument(2);
    if (draw(9) > 0) state["l"] = draw(9) > 0 ? randomList() : randomDocument(1);
    if (draw(5) > 0) state["o"] = ModelJson{{"x", randomDocument(2)}, {"y", draw(9)}};
    return state;
}

ModelJson randomPayload() {
    ModelJson payload = ModelJson::object();
    if (draw(6) > 0) payload["id"] = draw(4);
    if (draw(6) > 0) payload["k"] = drawOne<ModelJson>({"x", "y", "0", 1, "new", nullptr});
    if (draw(6) > 0) payload["n"] = draw(6) > 0 ? ModelJson(draw(20) - 10) : randomScalar();
    if (draw(6) > 0) payload["v"] = randomDocument(2);
    if (draw(6) > 0) payload["e"] = draw(6) > 0 ? randomKeyed() : randomDocument(2);
    return payload;
}

ModelJson randomOperation(const std::string &verb) {
    const bool isList = verb == "append" || verb == "upsert" || verb == "remove";
    const bool isNumber = verb == "add" || verb == "subtract" || verb == "increment";
    ModelJson operation = ModelJson::object();
    operation[verb] = isList     ? drawOne<std::string>({"/l", "/l", "/l", "/l", "/l", "/l", "/b", "/o/x", "/new", ""})
                      : isNumber ? drawOne<std::string>({"/a", "/a", "/o/y", "/new", "/l/0/q", "/b", ""})
                                 : drawOne<std::string>({"/a", "/b", "/o", "/o/x", "/l/0", "/l/-", "/new/x", ""});
    if (draw(isList ? 12 : 4) == 0) operation["at"] = drawOne<std::string>({"/k", "/id", "/v"});
    if (verb == "count") operation["of"] = drawOne<std::string>({"/l", "/o", "/b", "/a", "/new", ""});
    const bool keyed = verb == "upsert" || (verb == "remove" && draw(3) > 0);
    if (keyed) operation["key"] = drawOne<std::string>({"id", "id", "id", "q"});
    if (verb == "count" || verb == "increment" || (verb == "remove" && !keyed)) return operation;
    const bool wantsObject = verb == "merge" || verb == "upsert";
    operation["from"] = verb == "remove" ? drawOne<std::string>({"/id", "/id", "/id", "/k"})
                        : isNumber       ? drawOne<std::string>({"/n", "/n", "/k", "/v"})
                        : wantsObject    ? drawOne<std::string>({"/e", "/e", "/v", ""})
                                         : drawOne<std::string>({"/v", "/n", "/e", ""});
    if (draw(4) == 0 && !isNumber)
        operation["from"] = {{"id", "/id"}, {"q", {{"v", drawOne<std::string>({"/v", "/k"})}}}};
    if (draw(4) == 0)
        operation["default"] = wantsObject ? randomKeyed() : isNumber ? ModelJson(draw(5)) : randomScalar();
    return operation;
}

std::optional<ModelJson> applyModel(const ModelJson &operation, ModelJson state, const ModelJson &payload) {
    const std::string verb = operation.begin().key();
    Tokens target = tokensOf(operation[verb]);
    if (operation.contains("at")) {
        const auto name = read(operation, "at", payload);
        if (!name || (!name->is_string() && !name->is_number())) return std::nullopt;
        target.push_back(name->is_string() ? name->get<std::string>() : name->dump());
    }
    ModelJson operand;
    if (operation.contains("from")) {
        const auto value = read(operation, "from", payload);
        if (!value) return std::nullopt;
        operand = *value;
    }
    const std::string key = operation.value("key", "");
    const bool done = verb == "set"        ? put(state, target, operand)
                      : verb == "merge"    ? merge(state, target, operand)
                      : verb == "append"   ? append(state, target, operand)
                      : verb == "upsert"   ? upsert(state, target, key, operand)
                      : verb == "add"      ? sum(state, target, operand, 1)
                      : verb == "subtract" ? sum(state, target, operand, -1)
                      : verb == "count"    ? count(state, target, tokensOf(operation["of"]))
                      : verb == "remove"
                          ? (key.empty() ? erase(state, target) : removeKeyed(state, target, key, operand))
                          : sum(state, target, 1, 1);
    return done ? std::optional(state) : std::nullopt;
}

} // namespace eventscope::testing
