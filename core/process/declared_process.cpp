// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/declared_process.h"

#include "core/process/process_row.h"
#include "core/process/reaction.h"
#include "core/projection/projection_description.h"

#include <set>

namespace eventscope {

namespace {

Result<std::set<std::string>> readStart(const DescriptionNode &node) {
    ES_ASSIGN(start, node.need("start"));
    ES_ASSIGN(types, start.elements());
    if (types.empty()) return start.expected("at least one type of events");
    ES_ASSIGN(on, node.need("on"));
    std::set<std::string> names;
    for (const DescriptionNode &type : types) {
        ES_ASSIGN(name, type.text());
        if (!on.find(name)) return type.expected("a type of events that is in \"on\"");
        names.insert(std::move(name));
    }
    return names;
}

Result<Json> readState(const DescriptionNode &node) {
    const auto state = node.find("state");
    if (!state) return Json::object({});
    if (!state->value().isObject()) return state->expected("an object");
    return state->value();
}

} // namespace

Result<ProjectionPtr> declaredProcess(std::string_view text) {
    ES_ASSIGN(node, DescriptionNode::parse(text));
    ES_TRY(node.object({"$schema", "process", "version", "text", "key", "state", "start", "on"}));
    ProjectionDescription description;
    ES_ASSIGN(info, readProjectionInfo(node, "process"));
    description.info = std::move(info);
    description.info.schema.columns = processColumns();
    ES_ASSIGN(keyNode, node.need("key"));
    ES_ASSIGN(key, Source::reference(keyNode));
    ES_ASSIGN(state, readState(node));
    ES_ASSIGN(start, readStart(node));
    ES_TRY(readRulesByType(node, description, [&](const DescriptionNode &type) -> Result<std::vector<RowRule>> {
        ES_ASSIGN(reactions, readReactions(type));
        const bool starts = start.contains(type.where().tokens().back());
        return std::vector{RowRule{key, {}, reactToEvent(starts, state, std::move(reactions))}};
    }));
    return projectionOf(std::move(description));
}

} // namespace eventscope
