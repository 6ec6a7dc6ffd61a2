// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/declared_fold.h"
#include "core/fold/fold_registry.h"
#include "fold_fixture.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace eventscope;
using namespace eventscope::testing;

Q_DECLARE_METATYPE(eventscope::FoldPtr)

namespace {

FoldPtr cartFold() {
    auto fold = declaredFold(R"({
      "fold": "Cart", "initial": {"items": [], "total": 0},
      "on": { "Added": [ {"upsert": "/items", "key": "id", "from": ""}, {"add": "/total", "from": "/price"} ],
              "Removed": [ {"remove": "/items", "key": "id", "from": "/id"} ],
              "Noted": [ {"append": "/notes", "from": "$recordedAt"} ] },
      "each": [ {"count": "/count", "of": "/items"}, {"set": "/version", "from": "$version"} ] })");
    if (!fold) qFatal("%s", describe(fold.error()).c_str());
    return *fold;
}

/// Some events of each kind; some fail (no price), some are ignored.
std::vector<TestEvent> randomEvents() {
    std::vector<TestEvent> events;
    for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
        const std::string id = std::to_string(*rc::gen::inRange(0, 5));
        const std::string price = std::to_string(*rc::gen::inRange(1, 99));
        switch (*rc::gen::inRange(0, 6)) {
        case 0:
            events.push_back({"Removed", R"({"id":)" + id + "}"});
            break;
        case 1:
            events.push_back({"Noted"});
            break;
        case 2:
            events.push_back({"Unknown", R"({"id":)" + id + "}"});
            break;
        case 3:
            events.push_back({"Added", R"({"id":)" + id + "}"});
            break;
        default:
            events.push_back({"Added", R"({"id":)" + id + R"(,"price":0.)" + price + "}"});
            break;
        }
    }
    return events;
}

using Steps = std::vector<ToldStep>;
/// What a run tells, with the rows counted over all its batches.
void foldMore(FoldRun &run, const std::vector<TestEvent> &events, std::size_t from, std::size_t to, Steps &steps) {
    const std::vector<TestEvent> part(events.begin() + static_cast<std::ptrdiff_t>(from),
                                      events.begin() + static_cast<std::ptrdiff_t>(to));
    for (ToldStep &step : foldAll(run, batchOf(part, static_cast<std::int64_t>(from) + 1))) {
        step.row += from;
        steps.push_back(std::move(step));
    }
}

Steps foldWhole(const FoldPtr &fold, const std::vector<TestEvent> &events) {
    Steps steps;
    foldMore(*fold->start(), events, 0, events.size(), steps);
    return steps;
}

} // namespace

class TestFoldRuns : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void folds_data() {
        QTest::addColumn<FoldPtr>("fold");
        QTest::newRow("declared") << cartFold();
        QTest::newRow("payload merge") << payloadMergeFold();
    }

    void givesTheSameStatesHoweverBatchesAreCut_data() { folds_data(); }
    void givesTheSameStatesHoweverBatchesAreCut() {
        QFETCH(FoldPtr, fold);
        QVERIFY(rc::check("cut anywhere", [&] {
            const auto events = randomEvents();
            Steps steps;
            const auto run = fold->start();
            for (std::size_t from = 0; from < events.size();) {
                const std::size_t to = from + *rc::gen::inRange<std::size_t>(1, events.size() - from + 1);
                foldMore(*run, events, from, to, steps);
                from = to;
            }
            RC_ASSERT(steps == foldWhole(fold, events));
        }));
    }

    void continuesIdenticallyFromACheckpoint_data() { folds_data(); }
    void continuesIdenticallyFromACheckpoint() {
        QFETCH(FoldPtr, fold);
        QVERIFY(rc::check("save and restore anywhere", [&] {
            const auto events = randomEvents();
            const std::size_t cut = *rc::gen::inRange<std::size_t>(0, events.size() + 1);
            Steps steps;
            const auto first = fold->start();
            foldMore(*first, events, 0, cut, steps);
            const std::string saved = *first->save();
            const auto second = fold->start();
            RC_ASSERT(second->restore(saved).has_value());
            RC_ASSERT(stateOf(*second) == stateOf(*first));
            foldMore(*second, events, cut, events.size(), steps);
            RC_ASSERT(steps == foldWhole(fold, events));
        }));
    }

    void theEndStateDoesNotDependOnWhatIsAskedFor_data() { folds_data(); }
    void theEndStateDoesNotDependOnWhatIsAskedFor() {
        QFETCH(FoldPtr, fold);
        QVERIFY(rc::check("last and each", [&] {
            const auto batch = batchOf(randomEvents());
            const auto each = fold->start(), last = fold->start(), none = fold->start();
            foldAll(*each, batch);
            RecordingSink sink;
            RC_ASSERT(last->apply(batch, Emit::last(), &sink, {}).has_value());
            RC_ASSERT(none->apply(batch, Emit::last(), nullptr, {}).has_value());
            RC_ASSERT(stateOf(*each) == stateOf(*last));
            RC_ASSERT(stateOf(*each) == stateOf(*none));
        }));
    }

    void statesShareWhatDidNotChange() {
        const auto run = cartFold()->start();
        foldAll(*run, batchOf({{"Added", R"({"id":1,"price":1})"}, {"Noted"}}));
        const Json before = *run->state();
        foldAll(*run, batchOf({{"Noted"}}));
        const Json after = *run->state();
        QVERIFY(after.member("items").shares(before.member("items")));
        QVERIFY(!after.member("notes").shares(before.member("notes")));
    }
};

QTEST_GUILESS_MAIN(TestFoldRuns)
#include "tst_fold_runs.moc"
