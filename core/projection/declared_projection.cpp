// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/declared_projection.h"

#include "core/projection/declared_run.h"

namespace eventscope {

namespace {

/// What DeclaredProjectionRun can tell apart, in round numbers.
constexpr std::size_t kEventTypesMax = 65'000;

class DeclaredProjection final : public Projection {
  public:
    explicit DeclaredProjection(ProjectionDescriptionPtr description) : m_description(std::move(description)) {}
    [[nodiscard]] const ProjectionInfo &info() const override { return m_description->info; }
    [[nodiscard]] std::unique_ptr<ProjectionRun> start(KeyChoice only, bool isEmpty) const override {
        return std::make_unique<DeclaredProjectionRun>(m_description, std::move(only), isEmpty);
    }

  private:
    ProjectionDescriptionPtr m_description;
};

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

Result<void> readInfo(const DescriptionNode &node, ProjectionInfo &info) {
    if (const auto schema = node.find("$schema")) ES_TRY(schema->text());
    ES_ASSIGN(projection, node.need("projection"));
    ES_ASSIGN(name, projection.text());
    info.schema.name = name;
    if (!checkSchema(info.schema))
        return projection.expected("a name of 1 to " + std::to_string(kModelNameBytesMax) +
                                   " small letters, digits and \"-\" that begins with a letter");
    info.name = std::move(name);
    info.language = "JSON";
    info.fingerprint.value = "declared-projection 1 " + toHex(hashOf(print(node.value())).bytes);
    if (const auto version = node.find("version")) {
        ES_ASSIGN(number, version->number());
        info.version = number;
    }
    if (const auto about = node.find("text")) {
        ES_ASSIGN(text, about->text());
        info.text = std::move(text);
    }
    if (const auto columns = node.find("columns")) return readColumns(*columns, info.schema);
    return {};
}

Result<void> readRules(const DescriptionNode &node, ProjectionDescription &description) {
    std::vector<Operation> each;
    if (const auto always = node.find("each")) {
        ES_ASSIGN(operations, readOperations(*always));
        each = std::move(operations);
    }
    ES_ASSIGN(keyNode, node.need("key"));
    ES_ASSIGN(key, Source::reference(keyNode));
    ES_ASSIGN(on, node.need("on"));
    ES_ASSIGN(types, on.members());
    if (types.size() > kEventTypesMax) return on.expected("at most " + std::to_string(kEventTypesMax) + " types");
    Fields fields = Fields::Header;
    for (const DescriptionNode &type : types) {
        ES_ASSIGN(rules, readRowRules(type, key, each));
        for (const RowRule &rule : rules)
            fields = fields | rule.fields();
        description.on.emplace(type.where().tokens().back(), static_cast<std::uint16_t>(description.rules.size()));
        description.rules.push_back(std::move(rules));
    }
    description.info.fields = fields;
    description.info.knownTypes.emplace();
    for (const auto &[type, rules] : description.on)
        description.info.knownTypes->push_back(type);
    return {};
}

} // namespace

Result<ProjectionPtr> declaredProjection(std::string_view text) {
    ES_ASSIGN(node, DescriptionNode::parse(text));
    ES_TRY(node.object({"$schema", "projection", "version", "text", "key", "columns", "initial", "on", "each"}));
    ProjectionDescription description;
    ES_TRY(readInfo(node, description.info));
    Json initial = Json::object({});
    if (const auto given = node.find("initial")) {
        if (!given->value().isObject()) return given->expected("an object");
        initial = given->value();
    }
    description.initial = normalRow(description.info.schema, initial);
    ES_TRY(readRules(node, description));
    return std::make_shared<const DeclaredProjection>(
        std::make_shared<const ProjectionDescription>(std::move(description)));
}

} // namespace eventscope
