// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/aggregate_fold.h"

#include "core/aggregate/samples/bank_account.h"
#include "core/aggregate/samples/order.h"
#include "core/aggregate/samples/sample_domain.h"
#include "core/lens/lens.h"
#include "tests/core/aggregate/batch_of.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const Row kOpened{"AccountOpened", R"({"accountId":"a-1","owner":"Ada","initialDeposit":100.00})"};
const Row kDeposited{"MoneyDeposited", R"({"accountId":"a-1","amount":20.50,"balanceAfter":120.50})"};
const Row kWithdrawn{"MoneyWithdrawn", R"({"accountId":"a-1","amount":0.50,"balanceAfter":120.00})"};

/// Keeps what it is told.
class Steps final : public StepSink {
  public:
    Result<Flow> step(std::size_t, const Json *state, const StepOutcome &outcome) override {
        outcomes.push_back(outcome);
        states.push_back(state ? print(*state) : "");
        return outcomes.size() == enough ? Flow::Enough : Flow::More;
    }
    std::vector<StepOutcome> outcomes;
    std::vector<std::string> states;
    std::size_t enough = 0;
};

std::unique_ptr<FoldRun> startAccount() { return AggregateFold<BankAccount>().start(); }

std::string balance(FoldRun &run) { return std::string(run.state()->member("balance").token()); }

StepOutcome outcomeOf(const Row &row) {
    Steps steps;
    const auto run = startAccount();
    if (!run->apply(ReadableBatch(batchOf({kOpened, row})), Emit::last(), &steps, {})) return {};
    return steps.outcomes.back();
}

} // namespace

class TestAggregateFold : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void saysWhatItIs() {
        const AggregateFold<BankAccount> fold;
        QCOMPARE(fold.info().title(), std::string("BankAccount (C++)"));
        QCOMPARE(fold.info().kind, ProvenanceKind::DomainFold);
        QVERIFY(fold.info().categories == std::vector<std::string>{"account"});
        QCOMPARE(fold.info().version, BankAccount::kFoldVersion);
        QVERIFY(fold.info().knows("MoneyWithdrawn"));
        QVERIFY(!fold.info().knows("OrderPlaced"));
        QVERIFY(fold.info().fingerprint != AggregateFold<Order>().info().fingerprint);
        QVERIFY(fold.info().fingerprint == AggregateFold<BankAccount>().info().fingerprint);
    }
    void offersAFoldForEachCategory() {
        std::vector<std::string> categories;
        for (const FoldPtr &fold : sampleFolds())
            categories.push_back(fold->info().categories.front());
        QVERIFY(
            (categories == std::vector<std::string>{"account", "order", "candidate", "user", "inventory", "payment"}));
    }

    void folds() {
        const auto run = startAccount();
        QCOMPARE(print(*run->state()),
                 std::string(R"({"id":"","owner":"","balance":0.00,"isOpen":false,"version":0})"));
        QVERIFY(run->apply(ReadableBatch(batchOf({kOpened, kDeposited, kWithdrawn})), Emit::last(), nullptr, {}));
        QCOMPARE(print(*run->state()),
                 std::string(R"({"id":"a-1","owner":"Ada","balance":120.00,"isOpen":true,"version":3})"));
    }

    void emitsAsAsked() {
        const ReadableBatch batch(batchOf({kOpened, kDeposited, kWithdrawn}));
        Steps last, each, second;
        QVERIFY(startAccount()->apply(batch, Emit::last(), &last, {}));
        QVERIFY(startAccount()->apply(batch, Emit::each(), &each, {}));
        QVERIFY(startAccount()->apply(batch, Emit::everyNth(2), &second, {}));
        QVERIFY(last.states[0].empty() && last.states[1].empty() && !last.states[2].empty());
        QVERIFY(second.states[0].empty() && !second.states[1].empty() && !second.states[2].empty());
        QCOMPARE(each.states[0],
                 std::string(R"({"id":"a-1","owner":"Ada","balance":100.00,"isOpen":true,"version":1})"));
        QVERIFY(each.states[1].find("120.50") != std::string::npos);
        QCOMPARE(each.states[2], last.states[2]);
    }

    void fails_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *name, const char *type, const char *data, const char *reason) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(data) << QByteArray(reason);
        };
        const char *unreadable = "MoneyDeposited is no readable JSON object";
        row("empty", "MoneyDeposited", "", unreadable);
        row("truncated", "MoneyDeposited", R"({"accountId":"a-1","amount":)", unreadable);
        row("an array", "MoneyDeposited", "[]", unreadable);
        row("not UTF-8", "MoneyDeposited", "{\"accountId\":\"\xff\"}", unreadable);
        row("missing member", "MoneyDeposited", R"({"accountId":"a-1","amount":1})",
            "MoneyDeposited has no usable \"balanceAfter\"");
        row("wrong kind", "MoneyDeposited", R"({"accountId":"a-1","amount":"1","balanceAfter":2})",
            "MoneyDeposited has no usable \"amount\"");
        row("lone surrogate", "AccountClosed", R"({"accountId":"\ud800"})",
            "AccountClosed has no usable \"accountId\"");
    }
    void fails() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, reason);
        const StepOutcome outcome = outcomeOf({type.toStdString(), data.toStdString()});
        QVERIFY(outcome.kind == StepOutcome::Kind::Failed);
        QCOMPARE(QByteArray::fromStdString(outcome.reason), reason);
    }
    void failsOnWhatIsNotStoredAsJson() {
        const StepOutcome outcome = outcomeOf({kDeposited.type, kDeposited.data, 1, Encoding::Binary});
        QVERIFY(outcome.kind == StepOutcome::Kind::Failed);
        QCOMPARE(outcome.reason, std::string("MoneyDeposited is not stored as JSON"));
    }
    void ignoresUnknownTypes() {
        QVERIFY(outcomeOf({"LoyaltyPointsGranted", "not even JSON"}).kind == StepOutcome::Kind::Ignored);
    }

    void goesOnBehindAFailure() {
        const auto run = startAccount();
        Steps steps;
        const Row broken{"MoneyDeposited", R"({"accountId":"evil","amount":5000.00})"};
        const ReadableBatch batch(batchOf({kOpened, broken, {"Unknown", "{}"}, kDeposited}));
        QVERIFY(run->apply(batch, Emit::each(), &steps, {}));
        QCOMPARE(steps.states[1], steps.states[0]);
        QCOMPARE(steps.states[2], steps.states[0]);
        QCOMPARE(print(*run->state()),
                 std::string(R"({"id":"a-1","owner":"Ada","balance":120.50,"isOpen":true,"version":2})"));
    }

    // Each store has its own codes for types: a run must not take one store's for another's.
    void takesBatchesOfSeveralDictionaries() {
        const auto run = startAccount();
        QVERIFY(run->apply(ReadableBatch(batchOf({kOpened, kDeposited})), Emit::last(), nullptr, {}));
        QVERIFY(run->apply(ReadableBatch(batchOf({kWithdrawn, kDeposited}, 3)), Emit::last(), nullptr, {}));
        QCOMPARE(balance(*run), std::string("140.50"));
    }

    void sharesWhatDidNotChange() {
        const auto run = AggregateFold<Order>().start();
        const Row created{"OrderCreated", R"({"orderId":"o","customerId":"c"})"};
        const auto item = [](const std::string &product) {
            return Row{"OrderItemAdded", "{\"orderId\":\"o\",\"productId\":\"" + product +
                                             "\",\"productName\":\"Lamp\",\"quantity\":1,\"unitPrice\":1.00}"};
        };
        QVERIFY(run->apply(ReadableBatch(batchOf({created, item("p-1")})), Emit::last(), nullptr, {}));
        const Json before = *run->state();
        QVERIFY(before.shares(*run->state()));
        QVERIFY(run->apply(ReadableBatch(batchOf({item("p-2")}, 3)), Emit::last(), nullptr, {}));
        const Json after = *run->state();
        QVERIFY(!before.shares(after));
        QCOMPARE(after.member("items").size(), std::size_t(2));
        QVERIFY(after.member("items").child(0).shares(before.member("items").child(0)));
    }

    void goesOnFromASavedState() {
        const auto run = startAccount(), other = startAccount();
        QVERIFY(run->apply(ReadableBatch(batchOf({kOpened, kDeposited})), Emit::last(), nullptr, {}));
        QVERIFY(other->restore(*run->save()));
        const ReadableBatch rest(batchOf({kWithdrawn}, 3));
        QVERIFY(run->apply(rest, Emit::last(), nullptr, {}) && other->apply(rest, Emit::last(), nullptr, {}));
        QVERIFY(*run->state() == *other->state());
        QCOMPARE(*run->save(), *other->save());
    }
    void refusesASavedStateThatIsNone() {
        const auto run = startAccount();
        QVERIFY(run->apply(ReadableBatch(batchOf({kOpened})), Emit::last(), nullptr, {}));
        for (const char *saved : {"", "[]", "{}", R"({"id":"a"})"}) {
            const auto restored = run->restore(saved);
            QVERIFY(!restored);
            QVERIFY(restored.error().kind == ErrorKind::Invalid);
        }
        QCOMPARE(balance(*run), std::string("100.00"));
    }

    void endsWhenTheSinkHasEnough() {
        const auto run = startAccount();
        Steps steps;
        steps.enough = 2;
        QVERIFY(run->apply(ReadableBatch(batchOf({kOpened, kDeposited, kWithdrawn})), Emit::last(), &steps, {}));
        QCOMPARE(steps.outcomes.size(), std::size_t(2));
        QCOMPARE(balance(*run), std::string("120.50"));
    }
    void canBeStopped() {
        std::stop_source source;
        source.request_stop();
        JobControl job;
        job.stop = source.get_token();
        const auto applied = startAccount()->apply(ReadableBatch(batchOf({kOpened})), Emit::last(), nullptr, job);
        QVERIFY(!applied);
        QVERIFY(applied.error().kind == ErrorKind::Cancelled);
    }

    void takesOldEventsThroughTheUpcaster() {
        const Row old{"UserRegistered", R"({"userId":"u-1","email":"a@example.org"})", 1};
        const auto lens = upcastingLens(sampleUpcasters());
        QVERIFY(lens.has_value());
        const auto fold = sampleFolds()[3];
        QCOMPARE(fold->info().name, std::string("User"));
        const auto run = fold->start(), without = fold->start();
        QVERIFY(run->apply(*(*lens)->open(batchOf({old})), Emit::last(), nullptr, {}));
        QCOMPARE(run->state()->member("source").token(), std::string_view("unknown"));
        Steps steps;
        QVERIFY(without->apply(ReadableBatch(batchOf({old})), Emit::last(), &steps, {}));
        QCOMPARE(steps.outcomes.front().reason, std::string("UserRegistered has no usable \"source\""));
    }
};

QTEST_APPLESS_MAIN(TestAggregateFold)
#include "tst_aggregate_fold.moc"
