// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/key_choice.h"
#include "core/projection/projection_steps.h"
#include "core/projection/replay.h"
#include "tests/core/projection/ledger.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Steps = std::vector<ProjectionStep>;

Steps stepsOf(Ledger &ledger, const KeyChoice &only = nullptr, Position after = kBeforeAll, Position until = kEnd,
              std::size_t max = SIZE_MAX) {
    Steps steps;
    const auto take = [&](ProjectionStep step) -> Result<Flow> {
        steps.push_back(std::move(step));
        return steps.size() < max ? Flow::More : Flow::Enough;
    };
    must(eachStep(ledger.context(), *ledger.balances, only, after, until, take, {}));
    return steps;
}

std::string text(const std::optional<Json> &row) { return row ? print(*row) : std::string("none"); }

} // namespace

/// What each event does to the rows of a projection.
class TestProjectionSteps : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void eachEventTellsWhatItDid() {
        Ledger ledger;
        ledger.pay("a", 5);
        ledger.append("Noted"); // not one of its events
        ledger.pay("a", 7);
        ledger.pay("a", 13);
        ledger.shut("a");
        const Steps steps = stepsOf(ledger);
        QCOMPARE(steps.size(), std::size_t{4});
        QVERIFY(text(steps[0].edit.before) == "none");
        QCOMPARE(text(steps[0].edit.after), std::string(R"({"amount":5,"payments":1})"));
        QCOMPARE(text(steps[1].edit.before), text(steps[0].edit.after));
        QCOMPARE(text(steps[1].edit.after), std::string(R"({"amount":12,"payments":2})"));
        QVERIFY(steps[1].position == (Position{0, 3}) && steps[1].version.value == 3);
        QVERIFY(steps[1].stream.value == "ledger-1" && steps[1].type == "Paid" && steps[1].edit.key == "a");
        QCOMPARE(steps[1].handler, std::string("apply(Paid)"));
        QVERIFY(steps[1].failed.empty());
        QCOMPARE(steps[2].failed, std::string("thirteen is too many"));
        QVERIFY(steps[2].edit.key == "a" && !steps[2].edit.before && !steps[2].edit.after);
        QVERIFY(text(steps[3].edit.before) == text(steps[1].edit.after) && text(steps[3].edit.after) == "none");
    }

    /// The rows before the range are made, too, and not told.
    void aRangeAKeyAndAnEndAreKept() {
        Ledger ledger;
        ledger.payMany(3000, 0);
        const Steps all = stepsOf(ledger);
        const Position from = all[1000].position, to = all[1999].position;
        const Steps some = stepsOf(ledger, nullptr, from, to);
        QCOMPARE(some.size(), std::size_t{999});
        for (std::size_t i = 0; i < some.size(); ++i)
            QVERIFY(some[i].edit == all[1001 + i].edit && some[i].position == all[1001 + i].position);
        QCOMPARE(stepsOf(ledger, nullptr, from, to, 7).size(), std::size_t{7});
        Steps ofOne = all;
        std::erase_if(ofOne, [](const ProjectionStep &step) { return step.edit.key != "a3"; });
        const Steps alone = stepsOf(ledger, onlyKey("a3"));
        QVERIFY(!alone.empty());
        QVERIFY(std::ranges::equal(alone, ofOne, {}, &ProjectionStep::edit, &ProjectionStep::edit));
        QVERIFY(stepsOf(ledger, onlyKey("nobody")).empty());
    }

    /// The last word on each row is the row.
    void theyEndWhereTheRowsAre() {
        Ledger ledger;
        ledger.payMany(2000, 50);
        std::map<std::string, std::string> last;
        for (const ProjectionStep &step : stepsOf(ledger))
            if (step.failed.empty()) last[step.edit.key] = text(step.edit.after);
        std::erase_if(last, [](const auto &each) { return each.second == "none"; });
        const auto rows =
            must(replay(ledger.store.reader(), *ledger.lens, *ledger.balances, nullptr, kEnd, nullptr, {}));
        QCOMPARE(rows.size(), last.size());
        for (const ModelRow &row : rows)
            QCOMPARE(print(row.row), last.at(row.key));
    }

    void whoTakesThemMayFail() {
        Ledger ledger;
        ledger.payMany(10, 0);
        int taken = 0;
        const auto take = [&](ProjectionStep) -> Result<Flow> {
            ++taken;
            return fail(ErrorKind::Unavailable, "The pipe is closed");
        };
        const auto outcome = eachStep(ledger.context(), *ledger.balances, nullptr, kBeforeAll, kEnd, take, {});
        QCOMPARE(outcome.error().kind, ErrorKind::Unavailable);
        QCOMPARE(taken, 1);
    }
};

QTEST_APPLESS_MAIN(TestProjectionSteps)
#include "tst_projection_steps.moc"
