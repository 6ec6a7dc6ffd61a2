// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/declared_fold.h"
#include "core/fold/declared_upcasters.h"
#include "core/privacy/transformation_rules.h"
#include "core/process/declared_process.h"
#include "core/projection/declared_projection.h"
#include "core/vault/privacy_policy.h"

#include <QtTest>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <fstream>

using namespace eventscope;
using Document = nlohmann::ordered_json;

namespace {

/// A published schema, the loader that it must agree with, and how an example of a part becomes a whole.
struct Described {
    using Around = Document (*)(const std::string &definition, const Document &part);
    /// Why the loader refuses the text; empty when it takes it.
    using Refusal = std::string (*)(const std::string &text);

    Described(const char *fileName, Refusal loader, Around wrapper) : file(fileName), refusal(loader), around(wrapper) {
        std::ifstream stream(std::string(SCHEMAS) + "/" + file);
        text = nlohmann::json::parse(stream);
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
    }
    [[nodiscard]] bool isValid(const nlohmann::json &document) const {
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
    }
    const char *file;
    Refusal refusal;
    Around around;
    nlohmann::json text;
    valijson::Schema schema;
};

template <auto kLoad>
std::string refusalOf(const std::string &text) {
    const auto loaded = kLoad(text);
    return loaded ? std::string() : describe(loaded.error());
}

Document foldAround(const std::string &, const Document &operation) {
    return {{"fold", "F"}, {"on", {{"E", Document::array({operation})}}}};
}
Document projectionAround(const std::string &, const Document &operationOrEdit) {
    return {{"projection", "p"}, {"key", "/id"}, {"on", {{"E", Document::array({operationOrEdit})}}}};
}
Document upcasterAround(const std::string &definition, const Document &part) {
    if (definition == "upcaster") return {{"upcasters", Document::array({part})}};
    const Document target = {{"schemaVersion", 2}, {"do", Document::array({part})}};
    return {{"upcasters", Document::array({{{"type", "E"}, {"into", Document::array({target})}}})}};
}
Document processAround(const std::string &definition, const Document &part) {
    const char *member = definition == "command" ? "send" : "do";
    const Document reaction = definition == "reaction" ? part : Document{{member, Document::array({part})}};
    return {{"process", "p"}, {"key", "/id"}, {"start", Document::array({"E"})}, {"on", {{"E", reaction}}}};
}

Document policyAround(const std::string &definition, const Document &part) {
    if (definition == "purpose") return {{"policy", 1}, {"purposes", {{"p", part}}}, {"events", Document::object()}};
    if (definition == "tombstone")
        return {{"policy", 1}, {"tombstones", {{"candidate", part}}}, {"events", Document::object()}};
    if (definition == "confirmation") return {{"policy", 1}, {"confirmation", part}, {"events", Document::object()}};
    return {{"policy", 1}, {"events", {{"E", Document::array({part})}}}};
}

Document rulesAround(const std::string &, const Document &rule) {
    return {{"transformation", 1}, {"rules", Document::array({rule})}};
}

const std::vector<std::unique_ptr<Described>> &all() {
    static const auto kAll = [] {
        std::vector<std::unique_ptr<Described>> described;
        const auto add = [&](auto &&...each) { described.push_back(std::make_unique<Described>(each...)); };
        add("declared-fold.schema.json", &refusalOf<&declaredFold>, &foldAround);
        add("upcasters.schema.json", &refusalOf<&declaredUpcasters>, &upcasterAround);
        add("declared-projection.schema.json", &refusalOf<&declaredProjection>, &projectionAround);
        add("declared-process.schema.json", &refusalOf<&declaredProcess>, &processAround);
        add("privacy-policy.schema.json", &refusalOf<&PrivacyPolicy::parse>, &policyAround);
        add("transformation-rules.schema.json", &refusalOf<&TransformationRules::parse>, &rulesAround);
        return described;
    }();
    return kAll;
}

/// Every place in a document.
void listPlaces(const Document &document, const Document::json_pointer &at,
                std::vector<Document::json_pointer> &places) {
    places.push_back(at);
    const Document &value = document[at];
    if (value.is_object())
        for (const auto &[key, child] : value.items())
            listPlaces(document, at / key, places);
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i)
            listPlaces(document, at / i, places);
}

/// One small change somewhere: another value, a member more, a member less, two elements in one.
Document mutated(Document document) {
    std::vector<Document::json_pointer> places;
    listPlaces(document, Document::json_pointer(), places);
    Document &value = document[*rc::gen::elementOf(places)];
    const auto scalar = [] {
        return *rc::gen::element<Document>(nullptr, true, 0, 1, 2, 1.5, -1, 4000000000, "", "/a", "/a~2", "a",
                                           "$version", "$now", "$subject", "$each/a", "$state/a", "1h", "integer",
                                           "merge", "id", "replace", "step", "P2Y", "P1Y6M", "P1W3D", "P", "P0D", "P1",
                                           "P6M1Y", "PT1H", "P12345D", Document::array(), Document::object());
    };
    const auto name = [] {
        return *rc::gen::element<std::string>(
            "fold", "on", "each", "version", "categories", "set", "add", "remove", "merge", "upsert", "append", "count",
            "from", "value", "default", "key", "of", "at", "type", "schemaVersion", "into", "do", "rename", "to",
            "split", "by", "keep", "upcasters", "projection", "columns", "initial", "forEach", "delete", "text", "odd",
            "policy", "events", "path", "in", "subject", "event", "purpose", "process", "state", "start", "goTo",
            "send", "command", "with", "waitFor", "types", "within", "end", "compensate", "when", "transformation",
            "exclude", "rules", "step", "confirmation", "secondPerson", "retention", "tombstones", "data", "a-b");
    };
    switch (*rc::gen::inRange(0, 4)) {
    case 0:
        value = scalar();
        break;
    case 1:
        if (value.is_object()) value[name()] = scalar();
        break;
    case 2:
        if (value.is_object() && !value.empty()) value.erase(value.begin());
        break;
    default:
        if (value.is_array()) value.push_back(scalar());
        break;
    }
    return document;
}

std::vector<Document> corpus(const Described &described) {
    std::vector<Document> documents;
    if (described.text.contains("examples"))
        for (const auto &example : described.text["examples"])
            documents.emplace_back(Document::parse(example.dump()));
    for (const auto &[name, definition] : described.text["definitions"].items()) {
        if (!definition.contains("examples") || name == "condition") continue;
        for (const auto &example : definition["examples"])
            documents.push_back(described.around(name, Document::parse(example.dump())));
    }
    return documents;
}

} // namespace

class TestDescriptionSchemas : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyExampleIsTaken_data() { schemas(); }
    void everyExampleIsTaken() {
        QFETCH(int, which);
        const Described &described = *all()[static_cast<std::size_t>(which)];
        const auto documents = corpus(described);
        QVERIFY(documents.size() >= 5);
        for (const Document &document : documents) {
            QVERIFY2(described.isValid(nlohmann::json::parse(document.dump())), document.dump().c_str());
            const std::string wrong = described.refusal(document.dump());
            QVERIFY2(wrong.empty(), (wrong + " in " + document.dump()).c_str());
        }
    }

    void schemaAndLoaderAgree_data() { schemas(); }
    void schemaAndLoaderAgree() {
        QFETCH(int, which);
        const Described &described = *all()[static_cast<std::size_t>(which)];
        const auto documents = corpus(described);
        int taken = 0, refused = 0;
        for (int round = 0; round < 10; ++round)
            QVERIFY(rc::check("mutations of the examples", [&] {
                Document document = *rc::gen::elementOf(documents);
                for (int i = *rc::gen::inRange(0, 3); i >= 0; --i)
                    document = mutated(document);
                const std::string text = document.dump();
                const bool valid = described.isValid(nlohmann::json::parse(text));
                const std::string wrong = described.refusal(text);
                RC_PRE(!isBeyondASchema(wrong));
                RC_LOG() << text << wrong;
                RC_ASSERT(wrong.empty() == valid);
                ++(valid ? taken : refused);
            }));
        QVERIFY(taken > 50 && refused > 50);
    }

  private:
    static void schemas() {
        QTest::addColumn<int>("which");
        for (int i = 0; i < static_cast<int>(all().size()); ++i)
            QTest::newRow(all()[static_cast<std::size_t>(i)]->file) << i;
    }
    /// Conditions, where $each may stand, starts that are not in "on", upcasters that make what they take, persons
    /// whose id would be sealed, and tombstones of which something would be.
    static bool isBeyondASchema(const std::string &refusal) {
        return std::ranges::any_of(std::array{"expected a condition", "expected $each only beside", "that is in \"on\"",
                                              "other than the one it takes", "a place that no field of",
                                              "a type of which nothing is personal"},
                                   [&](const char *words) { return refusal.find(words) != std::string::npos; });
    }
};

QTEST_GUILESS_MAIN(TestDescriptionSchemas)
#include "tst_description_schemas.moc"
