// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/declared_upcasters.h"

#include "core/fold/reshape.h"

namespace eventscope {
namespace {

struct Target {
    TypeName type;
    std::vector<Reshape> changes;
};

class DeclaredUpcaster final : public Upcaster {
  public:
    DeclaredUpcaster(TypeName takes, std::vector<Target> into, Fingerprint fingerprint)
        : m_takes(std::move(takes)), m_into(std::move(into)), m_fingerprint(std::move(fingerprint)) {}

    [[nodiscard]] const TypeName &takes() const override { return m_takes; }
    [[nodiscard]] std::optional<std::vector<std::string>> makes() const override {
        std::vector<std::string> types;
        for (const Target &target : m_into)
            types.push_back(target.type.name);
        return types;
    }
    [[nodiscard]] Fingerprint fingerprint() const override { return m_fingerprint; }
    [[nodiscard]] Result<std::vector<Upcast>> upcast(const EventView &, const Json &data) const override {
        std::vector<Upcast> made;
        for (const Target &target : m_into) {
            Json payload = data;
            for (const Reshape &change : target.changes) {
                ES_ASSIGN(next, reshaped(payload, change));
                payload = std::move(next);
            }
            made.push_back({target.type.name, target.type.schemaVersion, std::move(payload), {}});
        }
        return made;
    }

  private:
    TypeName m_takes;
    std::vector<Target> m_into;
    Fingerprint m_fingerprint;
};

/// "type" and "schemaVersion" of `node`, where they are left out those of `base`.
Result<TypeName> typeName(const DescriptionNode &node, TypeName base) {
    if (const auto type = node.find("type")) {
        ES_ASSIGN(name, type->text());
        base.name = std::move(name);
    }
    if (const auto version = node.find("schemaVersion")) {
        ES_ASSIGN(number, version->number());
        base.schemaVersion = number;
    }
    return base;
}

Result<Target> readTarget(const DescriptionNode &node, const TypeName &takes) {
    ES_TRY(node.object({"type", "schemaVersion", "do"}));
    ES_ASSIGN(type, typeName(node, takes));
    if (type == takes) return node.expected("a \"type\" or \"schemaVersion\" other than the one it takes");
    Target target{std::move(type), {}};
    if (const auto steps = node.find("do")) {
        ES_ASSIGN(changes, readReshapes(*steps));
        target.changes = std::move(changes);
    }
    return target;
}

Result<UpcasterPtr> readUpcaster(const DescriptionNode &node) {
    ES_TRY(node.object({"type", "schemaVersion", "into"}));
    ES_TRY(node.need("type"));
    ES_ASSIGN(takes, typeName(node, {}));
    ES_ASSIGN(into, node.need("into"));
    ES_ASSIGN(elements, into.elements());
    std::vector<Target> targets;
    for (const DescriptionNode &element : elements) {
        ES_ASSIGN(target, readTarget(element, takes));
        targets.push_back(std::move(target));
    }
    Fingerprint fingerprint{"declared-upcaster 1 " + toHex(hashOf(print(node.value())).bytes)};
    return std::make_shared<const DeclaredUpcaster>(std::move(takes), std::move(targets), std::move(fingerprint));
}

} // namespace

Result<std::vector<UpcasterPtr>> declaredUpcasters(std::string_view text) {
    ES_ASSIGN(node, DescriptionNode::parse(text));
    ES_TRY(node.object({"$schema", "upcasters"}));
    if (const auto schema = node.find("$schema")) ES_TRY(schema->text());
    ES_ASSIGN(list, node.need("upcasters"));
    ES_ASSIGN(elements, list.elements());
    std::vector<UpcasterPtr> upcasters;
    for (const DescriptionNode &element : elements) {
        ES_ASSIGN(upcaster, readUpcaster(element));
        upcasters.push_back(std::move(upcaster));
    }
    return upcasters;
}

} // namespace eventscope
