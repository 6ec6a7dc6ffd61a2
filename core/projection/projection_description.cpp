// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/projection_description.h"

#include "core/json/pointer.h"
#include "core/projection/declared_run.h"
#include "core/projection/grouped_rows.h"

namespace eventscope {

namespace {

/// What DeclaredProjectionRun can tell apart, in round numbers.
constexpr std::size_t kEventTypesMax = 65'000;

class DeclaredProjection final : public Projection {
  public:
    explicit DeclaredProjection(ProjectionDescriptionPtr description)
        : m_description(std::move(description)), m_grouped(GroupedRows::of(*m_description)) {}
    [[nodiscard]] const ProjectionInfo &info() const override { return m_description->info; }
    [[nodiscard]] std::unique_ptr<ProjectionRun> start(KeyChoice only, bool isEmpty) const override {
        return std::make_unique<DeclaredProjectionRun>(m_description, std::move(only), isEmpty);
    }
    [[nodiscard]] std::shared_ptr<const GroupedRows> grouped() const override { return m_grouped; }
    [[nodiscard]] std::string handlerOf(std::string_view type) const override {
        return Pointer({"on", std::string(type)}).text();
    }

  private:
    ProjectionDescriptionPtr m_description;
    std::shared_ptr<const GroupedRows> m_grouped;
};

} // namespace

Result<ProjectionInfo> readProjectionInfo(const DescriptionNode &node, std::string_view nameMember) {
    ProjectionInfo info;
    if (const auto schema = node.find("$schema")) ES_TRY(schema->text());
    ES_ASSIGN(named, node.need(nameMember));
    ES_ASSIGN(name, named.text());
    info.schema.name = name;
    if (!checkSchema(info.schema)) {
        return named.expected("a name of 1 to " + std::to_string(kModelNameBytesMax) +
                              " small letters, digits and \"-\" that begins with a letter");
    }
    info.name = std::move(name);
    info.language = "JSON";
    info.fingerprint.value = "declared-" + std::string(nameMember) + " 1 " + toHex(hashOf(print(node.value())).bytes);
    if (const auto version = node.find("version")) {
        ES_ASSIGN(number, version->number());
        info.version = number;
    }
    if (const auto about = node.find("text")) {
        ES_ASSIGN(text, about->text());
        info.text = std::move(text);
    }
    return info;
}

Result<void> readRulesByType(const DescriptionNode &node, ProjectionDescription &description,
                             const RowRulesReader &read) {
    ES_ASSIGN(on, node.need("on"));
    ES_ASSIGN(types, on.members());
    if (types.size() > kEventTypesMax) return on.expected("at most " + std::to_string(kEventTypesMax) + " types");
    Fields fields = Fields::Header;
    for (const DescriptionNode &type : types) {
        ES_ASSIGN(rules, read(type));
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

ProjectionPtr projectionOf(ProjectionDescription description) {
    return std::make_shared<const DeclaredProjection>(
        std::make_shared<const ProjectionDescription>(std::move(description)));
}

} // namespace eventscope
