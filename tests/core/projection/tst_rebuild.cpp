// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/mend_key.h"
#include "core/projection/model_difference.h"
#include "core/projection/rebuild.h"
#include "core/projection/replay.h"
#include "tests/core/projection/ledger.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr CommitPace kEager{std::chrono::milliseconds(0)};

/// Ends a rebuild after so many commits.
class StopAfter final : public RunListener {
  public:
    StopAfter(std::stop_source &stop, int commits) : m_stop(stop), m_left(commits) {}
    void committed(const ModelInfo &) override {
        if (--m_left == 0) m_stop.request_stop();
    }

  private:
    std::stop_source &m_stop;
    int m_left;
};

void runLive(Ledger &ledger) {
    const ModelTarget target{ledger.balances, ModelRole::Live};
    QVERIFY(must(carryOn(ledger.context(), std::span(&target, 1), {}, nullptr, {})).front().model);
}

std::map<std::string, std::string> replayed(Ledger &ledger) {
    std::map<std::string, std::string> rows;
    for (const ModelRow &row :
         must(replay(ledger.store.reader(), *ledger.lens, *ledger.balances, nullptr, kEnd, nullptr, {})))
        rows[row.key] = print(row.row);
    return rows;
}

/// Writes a row that no event made.
void damage(Ledger &ledger, const std::string &key, const std::string &row) {
    const ModelInfo live = ledger.model();
    const RowChange change{key, must(Json::parse(row)), live.checkpoint.position, 1};
    must(ledger.models.mend(live, live.checkpoint.position, std::span(&change, 1), {}, {}));
}

} // namespace

class TestRebuild : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theEstimateCountsAndMeasures() {
        Ledger ledger;
        ledger.payMany(5000, 0);
        const auto before = must(estimateRebuild(ledger.context(), ledger.balances, {}));
        QCOMPARE(before.events, 5000u + 49u);
        QCOMPARE(before.rows, 0u);
        QCOMPARE(before.tried, before.events);
        QCOMPARE(before.alreadyTaken, 0u);
        QVERIFY(before.time.count() > 0);
        QVERIFY(must(ledger.models.list({})).empty());
        runLive(ledger);
        QCOMPARE(must(estimateRebuild(ledger.context(), ledger.balances, {})).rows, ledger.rows().size());
    }

    void theServedRowsStayUntilTheNewOnesAreThere() {
        Ledger ledger;
        ledger.payMany(3000, 0);
        runLive(ledger);
        damage(ledger, "a1", R"({"amount":-1,"payments":0})");
        const auto served = ledger.rows();
        must(buildShadow(ledger.context(), ledger.balances, kEager, nullptr, {}));
        QVERIFY(ledger.rows() == served);
        QVERIFY(ledger.rows("balances", ModelRole::Shadow) == replayed(ledger));
        must(serveShadow(ledger.context(), ledger.balances, true, kEager, nullptr, {}));
        QVERIFY(ledger.rows() == replayed(ledger));
        QVERIFY(ledger.rows("balances", ModelRole::Old) == served);
        QVERIFY(!must(ledger.models.find("balances", ModelRole::Shadow, {})));
    }

    /// Ended at any commit and begun again, and with the live table carried on meanwhile.
    void anInterruptedRebuildGoesOn() {
        Ledger ledger;
        ledger.payMany(20'000, 0);
        runLive(ledger);
        int interrupted = 0;
        for (int commits = 1;; ++commits) {
            std::stop_source stop;
            StopAfter listener(stop, commits % 2 + 1);
            JobControl job;
            job.stop = stop.get_token();
            if (buildShadow(ledger.context(), ledger.balances, kEager, &listener, job)) break;
            ++interrupted;
            ledger.payMany(10, 0);
            runLive(ledger);
        }
        QVERIFY(interrupted > 1);
        must(serveShadow(ledger.context(), ledger.balances, false, kEager, nullptr, {}));
        QVERIFY(ledger.rows() == replayed(ledger));
    }

    /// What was appended and taken by the live table after the shadow was built is not lost by the swap.
    void theShadowCatchesUpBeforeItIsServed() {
        Ledger ledger;
        ledger.payMany(1000, 0);
        must(buildShadow(ledger.context(), ledger.balances, kEager, nullptr, {}));
        ledger.payMany(500, 0);
        runLive(ledger);
        must(serveShadow(ledger.context(), ledger.balances, false, kEager, nullptr, {}));
        QVERIFY(ledger.rows() == replayed(ledger));
    }

    void aShadowOfAnotherDefinitionIsBegunAnew() {
        Ledger ledger;
        ledger.payMany(100, 0);
        must(ledger.models.create(ledger.balances->info().schema, ModelRole::Shadow, {"another"}, {}));
        must(buildShadow(ledger.context(), ledger.balances, kEager, nullptr, {}));
        QVERIFY(ledger.rows("balances", ModelRole::Shadow) == replayed(ledger));
    }

    void aRebuildThatIsNotWantedLeavesNothing() {
        Ledger ledger;
        ledger.payMany(100, 0);
        must(buildShadow(ledger.context(), ledger.balances, kEager, nullptr, {}));
        must(dropShadow(ledger.models, "balances", {}));
        QVERIFY(!must(ledger.models.find("balances", ModelRole::Shadow, {})));
        QCOMPARE(serveShadow(ledger.context(), ledger.balances, false, kEager, nullptr, {}).error().kind,
                 ErrorKind::NotFound);
    }

    void oneKeyIsMadeAgainAlone() {
        Ledger ledger;
        ledger.payMany(2000, 0);
        runLive(ledger);
        damage(ledger, "a2", R"({"amount":-1,"payments":0})");
        damage(ledger, "a3", R"({"amount":-1,"payments":0})");
        QVERIFY(must(rebuildKey(ledger.context(), ledger.balances, "a2", {})).changed);
        const auto expected = replayed(ledger);
        QCOMPARE(ledger.rows()["a2"], expected.at("a2"));
        QVERIFY(ledger.rows()["a3"] != expected.at("a3"));
        QVERIFY(!must(rebuildKey(ledger.context(), ledger.balances, "a2", {})).changed);
        damage(ledger, "nobody", R"({"amount":7,"payments":1})");
        QVERIFY(must(rebuildKey(ledger.context(), ledger.balances, "nobody", {})).changed);
        QVERIFY(!ledger.rows().contains("nobody"));
        // By now there is nothing of that name, and who asked is told.
        QCOMPARE(rebuildKey(ledger.context(), ledger.balances, "nobody", {}).error().kind, ErrorKind::NotFound);
        ledger.pay("poor", 13);
        runLive(ledger);
        QCOMPARE(must(rebuildKey(ledger.context(), ledger.balances, "poor", {})).stillFailing.size(), std::size_t{1});
    }

    /// An event that could not be taken counts in its place once it can, and not behind later ones.
    void aRetriedEventCountsInItsPlace() {
        Ledger ledger;
        ledger.pay("a", 1);
        ledger.pay("a", 13);
        ledger.shut("a");
        ledger.pay("a", 2);
        ledger.pay("b", 13);
        runLive(ledger);
        QCOMPARE(ledger.model().openLetters, 2u);
        const auto letters = must(ledger.models.letters(ledger.model(), kBeforeAll, 10, {}));
        const auto still = must(retryLetter(ledger.context(), ledger.balances, letters[0], {}));
        QCOMPARE(still.stillFailing, std::vector<std::string>{"thirteen is too many"});
        QCOMPARE(ledger.model().openLetters, 2u);
        Balances::isMended = true;
        QVERIFY(must(retryLetter(ledger.context(), ledger.balances, letters[0], {})).stillFailing.empty());
        QCOMPARE(ledger.model().openLetters, 1u);
        QCOMPARE(ledger.rows()["a"], std::string(R"({"amount":2,"payments":1})"));
        must(retryLetter(ledger.context(), ledger.balances, letters[1], {}));
        QCOMPARE(ledger.model().openLetters, 0u);
        QVERIFY(ledger.rows() == replayed(ledger));
    }

    void anEventWithoutAKeyIsRetriedByItself() {
        Ledger ledger;
        ledger.append("Paid", R"({"account":"","amount":1})");
        runLive(ledger);
        const auto letters = must(ledger.models.letters(ledger.model(), kBeforeAll, 10, {}));
        QCOMPARE(letters.size(), 1u);
        QVERIFY(letters[0].key.empty());
        QVERIFY(!must(retryLetter(ledger.context(), ledger.balances, letters[0], {})).stillFailing.empty());
        QCOMPARE(ledger.model().openLetters, 1u);
    }

    void tablesAreComparedRowByRow() {
        Ledger ledger;
        ledger.payMany(4000, 0);
        runLive(ledger);
        must(buildShadow(ledger.context(), ledger.balances, kEager, nullptr, {}));
        const auto compare = [&] {
            const ModelInfo live = ledger.model();
            const ModelInfo shadow = ledger.model("balances", ModelRole::Shadow);
            return must(compareModels(pagesOf(ledger.models, shadow, {}), pagesOf(ledger.models, live, {}),
                                      live.checkpoint.position, 10, {}));
        };
        QVERIFY(!compare().isAny());
        QCOMPARE(compare().same, ledger.rows().size());
        damage(ledger, "a4", R"({"amount":0,"payments":0})");
        damage(ledger, "extra", R"({"amount":0,"payments":0})");
        const ModelInfo live = ledger.model();
        const RowChange gone{"a5", std::nullopt, live.checkpoint.position, 0};
        must(ledger.models.mend(live, live.checkpoint.position, std::span(&gone, 1), {}, {}));
        const ModelDifferences found = compare();
        QCOMPARE(found.different, 1u);
        QCOMPARE(found.extra, 1u);
        QCOMPARE(found.missing, 1u);
        QCOMPARE(found.first.size(), 3u);
        QCOMPARE(found.first[0].key, std::string("a4"));
        QVERIFY(found.first[1].key == "a5" && !found.first[1].actual);
        QVERIFY(found.first[2].key == "extra" && !found.first[2].expected);
        ledger.pay("a9", 1);
        runLive(ledger);
        const ModelInfo shadow = ledger.model("balances", ModelRole::Shadow);
        const auto later =
            must(compareModels(pagesOf(ledger.models, shadow, {}), pagesOf(ledger.models, ledger.model(), {}),
                               shadow.checkpoint.position, 10, {}));
        QCOMPARE(later.moved, 1u);
    }
};

QTEST_GUILESS_MAIN(TestRebuild)
#include "tst_rebuild.moc"
