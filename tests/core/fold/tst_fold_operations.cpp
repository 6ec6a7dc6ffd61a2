// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/declared_fold.h"
#include "core/json/number.h"
#include "fold_fixture.h"
#include "operation_model.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

FoldPtr foldOf(const ModelJson &state, const ModelJson &operation) {
    const ModelJson text = {{"fold", "F"}, {"initial", state}, {"on", {{"E", ModelJson::array({operation})}}}};
    auto fold = declaredFold(text.dump());
    if (!fold) qFatal("%s in %s", describe(fold.error()).c_str(), text.dump().c_str());
    return *fold;
}

/// 1234 as "12.34".
std::string cents(std::int64_t value) {
    const std::string padded = "00" + std::to_string(std::abs(value));
    const std::string whole = std::to_string(std::abs(value) / 100);
    return (value < 0 ? "-" : "") + whole + "." + padded.substr(padded.size() - 2);
}

} // namespace

class TestFoldOperations : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void agreesWithThePlainEvaluation_data() {
        QTest::addColumn<QString>("verb");
        for (const char *verb : {"set", "merge", "append", "upsert", "remove", "add", "subtract", "count", "increment"})
            QTest::newRow(verb) << verb;
    }
    void agreesWithThePlainEvaluation() {
        QFETCH(QString, verb);
        int applied = 0;
        QVERIFY(rc::check(verb.toStdString(), [&] {
            const ModelJson state = randomState();
            const ModelJson payload = randomPayload();
            const ModelJson operation = randomOperation(verb.toStdString());
            const auto expected = applyModel(operation, state, payload);
            const auto run = foldOf(state, operation)->start();
            const auto told = foldAll(*run, batchOf({{"E", payload.dump()}}));
            RC_LOG() << state << " " << payload << " " << operation << " " << told[0].outcome.reason;
            RC_ASSERT((told[0].outcome.kind == StepOutcome::Kind::Applied) == expected.has_value());
            RC_ASSERT(stateOf(*run) == expected.value_or(state).dump());
            if (expected && *expected != state) ++applied;
        }));
        QVERIFY2(applied >= 10, "the drawn operations must change something often enough to mean anything");
    }

    void sumsAreExact() {
        QVERIFY(rc::check("sums of cents", [] {
            const auto amounts =
                *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(-100000, 100000));
            std::vector<TestEvent> events;
            std::int64_t total = 0;
            for (const std::int64_t amount : amounts) {
                events.push_back({"E", R"({"n":)" + cents(amount) + "}"});
                total += amount;
            }
            const auto added = foldOf({{"a", 0}}, {{"add", "/a"}, {"from", "/n"}})->start();
            const auto subtracted = foldOf({{"a", 0}}, {{"subtract", "/a"}, {"from", "/n"}})->start();
            foldAll(*added, batchOf(events));
            foldAll(*subtracted, batchOf(events));
            RC_ASSERT(std::is_eq(compareNumbers(json(stateOf(*added)).member("a").token(), cents(total))));
            RC_ASSERT(std::is_eq(compareNumbers(json(stateOf(*subtracted)).member("a").token(), cents(-total))));
        }));
    }

    void aConditionDecidesWhetherItIsDone() {
        QVERIFY(rc::check("when", [] {
            const ModelJson state = {{"a", *rc::gen::inRange(-3, 3)}};
            const ModelJson payload = {{"n", *rc::gen::inRange(-3, 3)}};
            ModelJson operation = {{"add", "/a"}, {"from", "/n"}, {"when", "state.a <= 0 && data.n > 0"}};
            const auto run = foldOf(state, operation)->start();
            foldAll(*run, batchOf({{"E", payload.dump()}}));
            const bool holds = state["a"] <= 0 && payload["n"] > 0;
            operation.erase("when");
            RC_ASSERT(stateOf(*run) == (holds ? *applyModel(operation, state, payload) : state).dump());
        }));
    }
};

QTEST_GUILESS_MAIN(TestFoldOperations)
#include "tst_fold_operations.moc"
