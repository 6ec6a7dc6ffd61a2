// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/declared_fold.h"
#include "core/fold/declared_upcasters.h"
#include "core/projection/declared_projection.h"

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

/// A published schema, and the loader that it must agree with.
struct Described {
    explicit Described(const std::string &file, std::function<bool(const std::string &)> loader)
        : loads(std::move(loader)) {
        std::ifstream stream(std::string(SCHEMAS) + "/" + file);
        text = nlohmann::json::parse(stream);
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
    }
    [[nodiscard]] bool isValid(const nlohmann::json &document) const {
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
    }
    nlohmann::json text;
    valijson::Schema schema;
    std::function<bool(const std::string &)> loads;
};

const Described &folds() {
    static const Described described("declared-fold.schema.json",
                                     [](const std::string &text) { return declaredFold(text).has_value(); });
    return described;
}
const Described &upcasters() {
    static const Described described("upcasters.schema.json",
                                     [](const std::string &text) { return declaredUpcasters(text).has_value(); });
    return described;
}
const Described &projections() {
    static const Described described("declared-projection.schema.json",
                                     [](const std::string &text) { return declaredProjection(text).has_value(); });
    return described;
}

Document foldAround(const Document &operation) {
    return {{"fold", "F"}, {"on", {{"E", Document::array({operation})}}}};
}
Document projectionAround(const Document &operationOrEdit) {
    return {{"projection", "p"}, {"key", "/id"}, {"on", {{"E", Document::array({operationOrEdit})}}}};
}
Document upcasterAround(const Document &change) {
    const Document target = {{"schemaVersion", 2}, {"do", Document::array({change})}};
    return {{"upcasters", Document::array({{{"type", "E"}, {"into", Document::array({target})}}})}};
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
                                           "$version", "$now", "$each/a", "integer", "merge", "id", Document::array(),
                                           Document::object());
    };
    const auto name = [] {
        return *rc::gen::element<std::string>(
            "fold", "on", "each", "version", "categories", "set", "add", "remove", "merge", "upsert", "append", "count",
            "from", "value", "default", "key", "of", "at", "type", "schemaVersion", "into", "do", "rename", "to",
            "split", "by", "keep", "upcasters", "projection", "columns", "initial", "forEach", "delete", "text", "odd");
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

std::vector<Document> corpus(const Described &described, const std::function<Document(const Document &)> &around) {
    std::vector<Document> documents;
    if (described.text.contains("examples"))
        for (const auto &example : described.text["examples"])
            documents.emplace_back(Document::parse(example.dump()));
    for (const auto &[name, definition] : described.text["definitions"].items()) {
        if (!definition.contains("examples") || name == "condition") continue;
        for (const auto &example : definition["examples"]) {
            const Document parsed = Document::parse(example.dump());
            documents.push_back(name == "upcaster" ? Document{{"upcasters", Document::array({parsed})}}
                                                   : around(parsed));
        }
    }
    return documents;
}

} // namespace

class TestDescriptionSchemas : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyExampleIsTaken() {
        int examples = 0;
        for (const Document &document : corpus(folds(), foldAround)) {
            QVERIFY2(folds().isValid(nlohmann::json::parse(document.dump())), document.dump().c_str());
            const auto fold = declaredFold(document.dump());
            QVERIFY2(fold, fold ? "" : (describe(fold.error()) + " in " + document.dump()).c_str());
            ++examples;
        }
        for (const Document &document : corpus(upcasters(), upcasterAround)) {
            QVERIFY2(upcasters().isValid(nlohmann::json::parse(document.dump())), document.dump().c_str());
            QVERIFY2(declaredUpcasters(document.dump()), document.dump().c_str());
            ++examples;
        }
        for (const Document &document : corpus(projections(), projectionAround)) {
            QVERIFY2(projections().isValid(nlohmann::json::parse(document.dump())), document.dump().c_str());
            const auto projection = declaredProjection(document.dump());
            QVERIFY2(projection, projection ? "" : (describe(projection.error()) + " in " + document.dump()).c_str());
            ++examples;
        }
        QVERIFY(examples >= 40);
    }

    void schemaAndLoaderAgree_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("folds") << 0;
        QTest::newRow("upcasters") << 1;
        QTest::newRow("projections") << 2;
    }
    void schemaAndLoaderAgree() {
        QFETCH(int, which);
        const Described &described = which == 0 ? folds() : which == 1 ? upcasters() : projections();
        const auto documents = corpus(described, which == 0   ? foldAround
                                                 : which == 1 ? upcasterAround
                                                              : projectionAround);
        int taken = 0, refused = 0;
        for (int round = 0; round < 10; ++round)
            QVERIFY(rc::check("mutations of the examples", [&] {
                Document document = *rc::gen::elementOf(documents);
                for (int i = *rc::gen::inRange(0, 3); i >= 0; --i)
                    document = mutated(document);
                const std::string text = document.dump();
                const bool valid = described.isValid(nlohmann::json::parse(text));
                RC_PRE(!saysWhatNoSchemaCan(text));
                RC_LOG() << text;
                RC_ASSERT(described.loads(text) == valid);
                ++(valid ? taken : refused);
            }));
        QVERIFY(taken > 50 && refused > 50);
    }

  private:
    /// Conditions, where $each may stand, and upcasters that make what they take are beyond a schema.
    static bool saysWhatNoSchemaCan(const std::string &text) {
        const auto about = [](const auto &result, std::string_view what) {
            return !result && result.error().message.find(what) != std::string::npos;
        };
        return about(declaredFold(text), "expected a condition") ||
               about(declaredProjection(text), "expected a condition") ||
               about(declaredProjection(text), "expected $each only beside") ||
               about(declaredUpcasters(text), "other than the one it takes");
    }
};

QTEST_GUILESS_MAIN(TestDescriptionSchemas)
#include "tst_description_schemas.moc"
