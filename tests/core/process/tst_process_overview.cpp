// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "question_hall.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

std::string text(const ProcessOverview &overview) {
    std::string all;
    for (const ProcessColumn &column : overview.columns) {
        all += column.step + " " + std::to_string(column.count) + ":";
        for (const ProcessInstance &each : column.oldest)
            all += " " + each.key;
        all += "\n";
    }
    return all;
}

std::string idOf(const std::string &id) { return "{\"from\":\"you\",\"id\":\"" + id + "\""; }
std::string asked(const std::string &id) { return idOf(id) + "}"; }
std::string answered(const std::string &id, bool isYes) {
    return idOf(id) + (isYes ? ",\"isYes\":true}" : ",\"isYes\":false}");
}

} // namespace

class TestProcessOverview : public QObject {
    Q_OBJECT

    static ProcessOverview overviewOf(Hall &hall, OverviewWanted wanted) {
        wanted.process = hall.process;
        return must(processOverview(hall.context(), wanted, {}));
    }

  private Q_SLOTS:
    void nothingWithoutATable() {
        Hall hall(processProjection<Questions>());
        hall.happens("Asked", asked("a"));
        const ProcessOverview overview = overviewOf(hall, {.asOf = hall.clock.time, .instancesMax = 10});
        QVERIFY(!overview.isBuilt && overview.columns.empty());
    }

    void aColumnForEachStepAndEndsLast() {
        Hall hall(processProjection<Questions>());
        for (const char *id : {"z", "m", "a", "b"})
            hall.happens("Asked", asked(id), 20s);
        hall.happens("Answered", answered("m", true));
        hall.happens("Answered", answered("a", false));
        static_cast<void>(hall.board());
        const ProcessOverview overview = overviewOf(hall, {.asOf = hall.clock.time + 15s, .instancesMax = 10});
        QVERIFY(overview.isBuilt && !overview.isReplayed);
        QVERIFY(overview.position == must(hall.store.reader().head({})).last);
        QCOMPARE(text(overview), std::string("asked 2: z b\nsorry 1: a\nyes 1: m\n"));
        QCOMPARE(overview.columns[0].overdue, 1u); // z waits for a minute
        QCOMPARE(overview.columns[0].stuck, 0u);
        QCOMPARE(overview.columns[1].status, ProcessStatus::Compensating);
        QCOMPARE(overview.columns[2].status, ProcessStatus::Ended);
        QCOMPARE(text(overviewOf(
                     hall, {.filter = ProcessFilter::Overdue, .asOf = hall.clock.time + 15s, .instancesMax = 10})),
                 std::string("asked 1: z\nsorry 1: a\n"));
    }

    void theOldestAreKeptWhateverTheirKeys() {
        QVERIFY(rc::check("the oldest of many", [] {
            Hall hall(processProjection<Questions>());
            const auto ids = *rc::gen::unique<std::vector<int>>(rc::gen::inRange(0, 1000));
            for (const int id : ids)
                hall.happens("Asked", asked(std::to_string(id)));
            static_cast<void>(hall.board());
            const auto wanted = static_cast<std::size_t>(*rc::gen::inRange(0, 12));
            const ProcessOverview overview = overviewOf(hall, {.asOf = hall.clock.time, .instancesMax = wanted});
            RC_ASSERT(overview.columns.size() == (ids.empty() ? 0u : 1u));
            if (ids.empty()) return;
            RC_ASSERT(overview.columns[0].count == ids.size());
            RC_ASSERT(overview.columns[0].oldest.size() == std::min(wanted, ids.size()));
            for (std::size_t i = 0; i < overview.columns[0].oldest.size(); ++i)
                RC_ASSERT(overview.columns[0].oldest[i].key == std::to_string(ids[i]));
        }));
    }

    void asOfAPlaceInThePast() {
        Hall hall(processProjection<Questions>());
        hall.happens("Asked", asked("a"));
        const Position then = must(hall.store.reader().head({})).last;
        hall.happens("Answered", answered("a", true));
        static_cast<void>(hall.board());
        const ProcessOverview past = overviewOf(hall, {.until = then, .instancesMax = 1});
        QVERIFY(past.isReplayed && past.position == then);
        QVERIFY(past.asOf == hall.clock.time - 1s);
        QCOMPARE(text(past), std::string("asked 1: a\n"));
        const ProcessOverview now = overviewOf(hall, {.instancesMax = 1});
        QVERIFY(now.asOf == hall.clock.time);
        QCOMPARE(text(now), std::string("yes 1: a\n"));
    }
};

QTEST_GUILESS_MAIN(TestProcessOverview)
#include "tst_process_overview.moc"
