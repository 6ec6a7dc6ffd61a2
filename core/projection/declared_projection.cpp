// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/declared_projection.h"

#include "core/projection/projection_description.h"

namespace eventscope {

namespace {

Result<void> readColumns(const DescriptionNode &node, ModelSchema &schema) {
    ES_ASSIGN(columns, node.members());
    for (const DescriptionNode &column : columns) {
        ES_ASSIGN(word, column.text());
        const auto type = columnTypeNamed(word);
        if (!type) return column.expected("text, integer, decimal, boolean, time or json");
        schema.columns.push_back({column.where().tokens().back(), *type});
        if (auto wrong = checkSchema(schema); !wrong)
            return fail(ErrorKind::Invalid, "at " + column.where().text() + ": " + wrong.error().message,
                        wrong.error().hint, column.where().text());
    }
    return {};
}

Result<RowRuleFrame> readFrame(const DescriptionNode &node, const ModelSchema &schema) {
    Json initial = Json::object({});
    if (const auto given = node.find("initial")) {
        if (!given->value().isObject()) return given->expected("an object");
        initial = given->value();
    }
    std::vector<Operation> each;
    if (const auto always = node.find("each")) {
        ES_ASSIGN(operations, readOperations(*always));
        each = std::move(operations);
    }
    ES_ASSIGN(keyNode, node.need("key"));
    ES_ASSIGN(key, Source::reference(keyNode));
    return RowRuleFrame{schema, normalRow(schema, initial), std::move(key), std::move(each)};
}

} // namespace

Result<ProjectionPtr> declaredProjection(std::string_view text) {
    ES_ASSIGN(node, DescriptionNode::parse(text));
    ES_TRY(node.object({"$schema", "projection", "version", "text", "key", "columns", "initial", "on", "each"}));
    ProjectionDescription description;
    ES_ASSIGN(info, readProjectionInfo(node, "projection"));
    description.info = std::move(info);
    if (const auto columns = node.find("columns")) ES_TRY(readColumns(*columns, description.info.schema));
    ES_ASSIGN(frame, readFrame(node, description.info.schema));
    ES_TRY(readRulesByType(node, description, [&](const DescriptionNode &type) { return readRowRules(type, frame); }));
    return projectionOf(std::move(description));
}

} // namespace eventscope
