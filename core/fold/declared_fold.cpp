// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/declared_fold.h"

#include "core/fold/draft_run.h"
#include "core/fold/operation.h"

#include <map>

namespace eventscope {
namespace {

struct Description {
    FoldInfo info;
    Json initial = Json::object({});
    std::map<std::string, std::vector<Operation>, std::less<>> on;
};

using DescriptionPtr = std::shared_ptr<const Description>;

class DeclaredRun final : public DraftRun {
  public:
    explicit DeclaredRun(DescriptionPtr description)
        : DraftRun(description->initial), m_description(std::move(description)) {}

  private:
    [[nodiscard]] StepOutcome take(StateEdit &state, const ReadableEvent &event) override {
        const auto handler = m_description->on.find(event.type());
        if (handler == m_description->on.end()) return {StepOutcome::Kind::Ignored, {}};
        const EventSubject subject(event, &state.value());
        for (const Operation &operation : handler->second)
            if (const auto done = applyOperation(operation, state, subject); !done)
                return {StepOutcome::Kind::Failed, done.error().message};
        return {};
    }

    DescriptionPtr m_description;
};

class DeclaredFold final : public Fold {
  public:
    explicit DeclaredFold(DescriptionPtr description) : m_description(std::move(description)) {}
    [[nodiscard]] const FoldInfo &info() const override { return m_description->info; }
    [[nodiscard]] std::unique_ptr<FoldRun> start() const override {
        return std::make_unique<DeclaredRun>(m_description);
    }

  private:
    DescriptionPtr m_description;
};

Result<void> readInfo(const DescriptionNode &node, FoldInfo &info) {
    if (const auto schema = node.find("$schema")) ES_TRY(schema->text());
    ES_ASSIGN(fold, node.need("fold"));
    ES_ASSIGN(name, fold.text());
    if (name == "merge") return fold.expected("a name other than \"merge\", which is the payload merge");
    info.name = std::move(name);
    info.kind = ProvenanceKind::DeclaredMapping;
    info.language = "JSON";
    info.fingerprint.value = "declared-fold 2 " + toHex(hashOf(print(node.value())).bytes);
    if (const auto version = node.find("version")) {
        ES_ASSIGN(number, version->number());
        info.version = number;
    }
    if (const auto categories = node.find("categories")) {
        ES_ASSIGN(elements, categories->elements());
        for (const DescriptionNode &element : elements) {
            ES_ASSIGN(category, element.text());
            info.categories.push_back(std::move(category));
        }
    }
    return {};
}

Result<void> readHandlers(const DescriptionNode &node, Description &description) {
    std::vector<Operation> each;
    if (const auto always = node.find("each")) {
        ES_ASSIGN(operations, readOperations(*always));
        each = std::move(operations);
    }
    ES_ASSIGN(on, node.need("on"));
    ES_ASSIGN(types, on.members());
    Fields fields = Fields::Header;
    for (const DescriptionNode &type : types) {
        ES_ASSIGN(operations, readOperations(type));
        operations.insert(operations.end(), each.begin(), each.end());
        for (const Operation &operation : operations)
            fields = fields | operation.fields();
        description.on.emplace(type.where().tokens().back(), std::move(operations));
    }
    description.info.fields = fields;
    description.info.knownTypes.emplace();
    for (const auto &[type, operations] : description.on)
        description.info.knownTypes->push_back(type);
    return {};
}

} // namespace

Result<FoldPtr> declaredFold(std::string_view text) {
    ES_ASSIGN(node, DescriptionNode::parse(text));
    ES_TRY(node.object({"$schema", "fold", "version", "categories", "initial", "on", "each"}));
    Description description;
    ES_TRY(readInfo(node, description.info));
    if (const auto initial = node.find("initial")) description.initial = initial->value();
    ES_TRY(readHandlers(node, description));
    return std::make_shared<const DeclaredFold>(std::make_shared<const Description>(std::move(description)));
}

} // namespace eventscope
