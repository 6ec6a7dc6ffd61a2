// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/declared_projection.h"
#include "projection_fixture.h"
#include "tests/core/fold/operation_model.h"

#include <QtTest>
#include <rapidcheck.h>

#include <fstream>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

int draw(int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, below)); }

const std::vector<std::string> kVerbs{"set", "merge",    "append", "upsert",   "remove",
                                      "add", "subtract", "count",  "increment"};
const std::vector<std::string> kColumns{"b", "l", "a"};

/// One edit as the model knows it: sources of a rule with forEach are relative to the element.
struct ModelEdit {
    bool isForEach = false, isDeletion = false;
    std::string key;
    ModelJson operations = ModelJson::array();
};

ModelEdit randomEdit() {
    ModelEdit edit;
    edit.isForEach = draw(3) == 0;
    edit.isDeletion = draw(6) == 0;
    edit.key = draw(4) > 0 ? "/k" : "/id";
    for (int i = draw(3); i >= 0; --i)
        edit.operations.push_back(randomOperation(kVerbs[static_cast<std::size_t>(draw(9))]));
    return edit;
}

/// "/x" as "$each/x", also in what makes an object.
ModelJson relative(const ModelJson &source) {
    if (source.is_string()) return "$each" + source.get<std::string>();
    ModelJson members = ModelJson::object();
    for (const auto &[name, value] : source.items())
        members[name] = relative(value);
    return members;
}

ModelJson described(const ModelEdit &edit) {
    ModelJson description = {{"key", edit.isForEach ? "$each" + edit.key : edit.key}};
    if (edit.isForEach) description["forEach"] = "/list";
    if (edit.isDeletion) description["delete"] = true;
    if (edit.isDeletion) return description;
    description["do"] = edit.operations;
    for (ModelJson &operation : description["do"])
        for (const char *member : {"from", "at"})
            if (edit.isForEach && operation.contains(member)) operation[member] = relative(operation[member]);
    return description;
}

/// The same rows, made as plainly as possible.
class ModelRows {
  public:
    ModelRows(ModelJson initial, std::vector<ModelEdit> edits)
        : m_initial(normal(initial)), m_edits(std::move(edits)) {}

    /// False when the event fails.
    bool take(const ModelJson &payload, std::uint64_t position) {
        Rows rows = m_rows;
        std::map<std::string, bool> touched;
        for (const ModelEdit &edit : m_edits) {
            const auto subjects = subjectsOf(edit, payload);
            if (!subjects) return false;
            for (const ModelJson &subject : *subjects) {
                const auto key = keyOf(edit, subject);
                if (!key || !takeOne(rows, edit, *key, subject)) return false;
                touched[*key] = true;
            }
        }
        for (const auto &[key, is] : touched)
            if (const auto row = rows.find(key); row != rows.end()) {
                row->second.position = position;
                ++row->second.events;
            }
        m_rows = std::move(rows);
        return true;
    }

    [[nodiscard]] std::string text() const {
        std::string text;
        for (const auto &[key, row] : m_rows)
            text += key + " " + row.row.dump() + " " + std::to_string(row.position) + " " + std::to_string(row.events) +
                    "\n";
        return text;
    }

  private:
    struct Row {
        ModelJson row;
        std::uint64_t position = 0, events = 0;
    };
    using Rows = std::map<std::string, Row>;

    static ModelJson normal(const ModelJson &row) {
        ModelJson ordered = ModelJson::object();
        for (const std::string &column : kColumns)
            ordered[column] = row.contains(column) ? row[column] : ModelJson();
        ordered.update(row);
        return ordered;
    }
    static std::optional<ModelJson> subjectsOf(const ModelEdit &edit, const ModelJson &payload) {
        if (!edit.isForEach) return ModelJson::array({payload});
        if (!payload.contains("list") || payload["list"].is_null()) return ModelJson::array();
        return payload["list"].is_array() ? std::optional(payload["list"]) : std::nullopt;
    }
    static std::optional<std::string> keyOf(const ModelEdit &edit, const ModelJson &subject) {
        const std::string member = edit.key.substr(1);
        if (!subject.is_object() || !subject.contains(member)) return std::nullopt;
        const ModelJson &key = subject[member];
        if (key.is_number()) return key.dump();
        return key.is_string() && !key.get<std::string>().empty() ? std::optional(key.get<std::string>())
                                                                  : std::nullopt;
    }
    bool takeOne(Rows &rows, const ModelEdit &edit, const std::string &key, const ModelJson &subject) const {
        if (edit.isDeletion) return rows.erase(key), true;
        const auto row = rows.find(key);
        std::optional<ModelJson> state = row == rows.end() ? m_initial : row->second.row;
        for (const ModelJson &operation : edit.operations)
            if (state) state = applyModel(operation, *state, subject);
        if (!state || !state->is_object()) return false;
        rows[key].row = normal(*state);
        return true;
    }

    const ModelJson m_initial;
    const std::vector<ModelEdit> m_edits;
    Rows m_rows;
};

struct Case {
    ProjectionPtr projection;
    ModelRows model;
    std::string text;
};

Case randomCase(const std::vector<ModelEdit> &edits, bool asOperations) {
    ModelJson initial = randomState();
    if (!initial.is_object()) initial = ModelJson::object();
    ModelJson handler = ModelJson::array();
    for (const ModelEdit &edit : edits)
        handler.push_back(described(edit));
    if (asOperations) handler = edits[0].operations;
    ModelJson columns = ModelJson::object();
    for (const std::string &column : kColumns)
        columns[column] = "json";
    const ModelJson description = {{"projection", "p"},
                                   {"key", asOperations ? edits[0].key : "/nowhere"},
                                   {"columns", columns},
                                   {"initial", initial},
                                   {"on", {{"E", handler}}}};
    auto projection = declaredProjection(description.dump());
    if (!projection) qFatal("%s in %s", describe(projection.error()).c_str(), description.dump().c_str());
    return {*projection, ModelRows(initial, edits), description.dump()};
}

ModelJson randomEvent() {
    ModelJson payload = randomPayload();
    if (draw(4) == 0) return payload;
    payload["list"] = ModelJson::array();
    for (int i = draw(4); i > 0; --i)
        payload["list"].push_back(draw(15) > 0 ? randomPayload() : randomDocument(1));
    if (draw(12) == 0) payload["list"] = randomDocument(1);
    return payload;
}

} // namespace

/// Declared projections against an evaluation of their operations that shares nothing with them.
class TestDeclaredRows : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void agreeWithThePlainEvaluation_data() {
        QTest::addColumn<QString>("verb");
        QTest::newRow("edits") << "";
        for (const std::string &verb : kVerbs)
            QTest::newRow(verb.c_str()) << verb.c_str();
    }
    void agreeWithThePlainEvaluation() {
        QFETCH(QString, verb);
        int changed = 0;
        QVERIFY(rc::check("rows, positions, counts and failures", [&] {
            std::vector<ModelEdit> edits;
            for (int i = verb.isEmpty() ? draw(3) : 0; i >= 0; --i)
                edits.push_back(randomEdit());
            if (!verb.isEmpty()) {
                edits[0].isForEach = edits[0].isDeletion = false;
                edits[0].operations = ModelJson::array({randomOperation(verb.toStdString())});
            }
            Case drawn = randomCase(edits, !verb.isEmpty());
            std::vector<TestEvent> events;
            std::vector<std::size_t> failures;
            for (int i = draw(25); i >= 0; --i) {
                const ModelJson payload = randomEvent();
                const std::string before = drawn.model.text();
                if (!drawn.model.take(payload, events.size() + 1)) failures.push_back(events.size());
                if (drawn.model.text() != before) ++changed;
                events.push_back({"E", payload.dump()});
            }
            RC_LOG() << drawn.text << "\n";
            for (const TestEvent &event : events)
                RC_LOG() << event.data << "\n";
            const auto batch = batchOf(events);
            RecordingSink sink;
            RC_ASSERT(rowsOf(*drawn.projection, {batch}, nullptr, &sink).text() == drawn.model.text());
            std::vector<std::size_t> told;
            for (const auto &failure : sink.failures)
                told.push_back(failure.row);
            RC_ASSERT(told == failures);

            RecordingSink edited(true);
            const auto rows = rowsOfCutRuns(*drawn.projection, {batch}, &edited);
            RC_ASSERT(rows.text() == drawn.model.text());
            RC_ASSERT(edited.failures == sink.failures);
            RC_ASSERT(edited.isConsistent && edited.rows.size() == rows.all.size());
            for (const auto &[key, row] : rows.all)
                RC_ASSERT(edited.rows.at(key) == row.row);
        }));
        QVERIFY2(changed >= 50, "rows must change often enough to mean anything");
    }

    void everyExampleOfTheSchemaDoesSomething() {
        std::ifstream file(SCHEMAS "/declared-projection.schema.json");
        const auto schema = nlohmann::json::parse(file);
        const TestEvent event{"E", R"({"balanceAfter":1,"amount":2,"source":"s","shippingAddress":{"city":"c"},
            "skillName":"n","productId":"p","orderId":"o","quantity":3,"reason":"late","customerId":"a",
            "items":[{"productId":"account-7","quantity":4}]})"};
        int examples = 0;
        for (const auto &[name, definition] : schema["definitions"].items()) {
            if (!definition.contains("examples") || name == "condition") continue;
            for (const auto &example : definition["examples"]) {
                const nlohmann::json description = {
                    {"projection", "p"},
                    {"key", "$stream"},
                    {"initial",
                     {{"trackingNumber", "t"},
                      {"reserved", {{"o", 5}}},
                      {"items", {{{"productId", "p"}, {"odd", 1}}}}}},
                    {"on", {{"Made", {{{"do", nlohmann::json::array()}}}}, {"E", {example}}}}};
                const auto projection = declaredProjection(description.dump());
                QVERIFY2(projection, example.dump().c_str());
                RecordingSink sink;
                const auto made = rowsOf(**projection, {batchOf({{"Made"}})});
                const auto rows = rowsOf(**projection, {batchOf({{"Made"}, event})}, nullptr, &sink);
                QVERIFY2(sink.failures.empty(), example.dump().c_str());
                const auto rowsAlone = [](const MapRows &all) {
                    std::string text;
                    for (const auto &[key, row] : all.all)
                        text += key + print(row.row);
                    return text;
                };
                QVERIFY2(rowsAlone(rows) != rowsAlone(made), example.dump().c_str());
                ++examples;
            }
        }
        QVERIFY(examples >= 20);
    }

    void oneKeyAloneGivesItsRow() {
        QVERIFY(rc::check("confined to a key", [] {
            auto edit = randomEdit();
            edit.isForEach = false; // another row of the same event may fail for its state, which nobody looks at then
            const Case drawn = randomCase({edit}, false);
            std::vector<TestEvent> events;
            for (int i = draw(25); i >= 0; --i)
                events.push_back({"E", randomEvent().dump()});
            const auto batch = batchOf(events);
            const auto only = std::make_shared<std::set<std::string, std::less<>>>();
            only->insert(std::vector<std::string>{"x", "y", "0", "1", "new"}[static_cast<std::size_t>(draw(5))]);
            auto expected = rowsOf(*drawn.projection, {batch});
            std::erase_if(expected.all, [&](const auto &row) { return !only->contains(row.first); });
            RC_ASSERT(rowsOf(*drawn.projection, {batch}, only).text() == expected.text());
        }));
    }
};

QTEST_GUILESS_MAIN(TestDeclaredRows)
#include "tst_declared_rows.moc"
