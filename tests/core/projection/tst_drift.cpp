// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/drift.h"
#include "tests/core/projection/ledger.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

void runLive(Ledger &ledger) {
    const ModelTarget target{ledger.balances, ModelRole::Live};
    QVERIFY(must(carryOn(ledger.context(), std::span(&target, 1), {}, nullptr, {})).front().model);
}

void write(Ledger &ledger, const std::string &key, std::optional<std::string> row) {
    const ModelInfo live = ledger.model();
    RowChange change{key, std::nullopt, live.checkpoint.position, 1};
    if (row) change.row = must(Json::parse(*row));
    must(ledger.models.mend(live, live.checkpoint.position, std::span(&change, 1), {}, {}));
}

DriftReport drift(Ledger &ledger, const DriftScope &scope = DriftScope::all()) {
    return must(findDrift(ledger.context(), *ledger.balances, scope, 10, {}));
}

} // namespace

class TestDrift : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void nothingIsFoundWhereNothingIs() {
        Ledger ledger;
        ledger.payMany(3000, 100);
        runLive(ledger);
        for (const DriftScope &scope :
             {DriftScope::all(), DriftScope::sample(5), DriftScope::key("a3"), DriftScope::keys("a1", "a4")}) {
            const DriftReport report = drift(ledger, scope);
            QVERIFY(!report.differences.isAny());
            QVERIFY(report.rows.empty());
        }
        QCOMPARE(drift(ledger, DriftScope::sample(5)).differences.same, 5u);
        QCOMPARE(drift(ledger, DriftScope::key("a3")).differences.same, 1u);
    }

    /// Who mistypes a key must not be told that all is well.
    void aKeyThatNobodyHasIsAnError() {
        Ledger ledger;
        ledger.pay("a", 5);
        ledger.pay("b", 5);
        runLive(ledger);
        const auto outcome = [&](const DriftScope &scope) {
            return findDrift(ledger.context(), *ledger.balances, scope, 10, {});
        };
        QCOMPARE(outcome(DriftScope::key("nobody")).error().kind, ErrorKind::NotFound);
        QCOMPARE(outcome(DriftScope::keys("c", "d")).error().kind, ErrorKind::NotFound);
        QCOMPARE(must(outcome(DriftScope::keys("aa", "d"))).differences.same, 1u);
        write(ledger, "b", std::nullopt);
        QCOMPARE(must(outcome(DriftScope::key("b"))).differences.missing, 1u); // the events know it
        write(ledger, "c", R"({"amount":1,"payments":1})");
        QCOMPARE(must(outcome(DriftScope::key("c"))).differences.extra, 1u); // the table does
        QVERIFY(outcome(DriftScope::sample(5)));
    }

    /// For each way in which a row goes wrong the event at which it did.
    void theEventAtWhichTheyPartIsNamed_data() {
        QTest::addColumn<QString>("served");
        QTest::addColumn<QString>("parting");
        QTest::addColumn<int>("position");
        // a: 5 at 1, 7 at 3, 20 at 4, 100 at 6
        QTest::newRow("late") << R"({"amount":12,"payments":2})"
                              << "late" << 4;
        QTest::newRow("never made") << ""
                                    << "late" << 1;
        QTest::newRow("skipped") << R"({"amount":125,"payments":3})"
                                 << "skipped" << 3;
        QTest::newRow("doubled") << R"({"amount":152,"payments":5})"
                                 << "doubled" << 4;
        QTest::newRow("unexplained") << R"({"amount":999,"payments":4})"
                                     << "unexplained" << 6;
    }
    void theEventAtWhichTheyPartIsNamed() {
        QFETCH(QString, served);
        QFETCH(QString, parting);
        QFETCH(int, position);
        Ledger ledger;
        ledger.pay("a", 5);
        ledger.pay("b", 1);
        ledger.pay("a", 7);
        ledger.pay("a", 20);
        ledger.append("Noted");
        ledger.pay("a", 100);
        runLive(ledger);
        write(ledger, "a", served.isEmpty() ? std::nullopt : std::optional(served.toStdString()));
        const DriftReport report = drift(ledger);
        QCOMPARE(report.rows.size(), 1u);
        QCOMPARE(report.rows[0].difference.key, std::string("a"));
        QCOMPARE(QString::fromUtf8(name(report.rows[0].parting).data()), parting);
        QVERIFY(report.rows[0].event.has_value());
        QCOMPARE(int(report.rows[0].event->position.minor), position);
        QCOMPARE(report.rows[0].event->type, std::string("Paid"));
    }

    void aRowThatShouldBeGoneIsExtra() {
        Ledger ledger;
        ledger.pay("a", 5);
        ledger.shut("a");
        runLive(ledger);
        write(ledger, "a", R"({"amount":5,"payments":1})");
        const DriftReport report = drift(ledger, DriftScope::key("a"));
        QCOMPARE(report.differences.extra, 1u);
        QVERIFY(report.rows[0].parting == Parting::Late);
        QCOMPARE(report.rows[0].event->type, std::string("AccountShut"));
        write(ledger, "nobody", R"({"amount":5,"payments":1})");
        const DriftReport nobody = drift(ledger, DriftScope::key("nobody"));
        QVERIFY(nobody.differences.extra == 1 && !nobody.rows[0].event);
    }

    /// The sides are compared as of the checkpoint, however much was appended since.
    void whatIsNotTakenYetIsNoDrift() {
        Ledger ledger;
        ledger.payMany(100, 0);
        runLive(ledger);
        ledger.payMany(100, 0);
        QVERIFY(!drift(ledger).differences.isAny());
    }

    void aSampleIsSpreadOverAllRows() {
        Ledger ledger;
        for (int i = 0; i < 100; ++i)
            ledger.pay("k" + std::to_string(i + 100), 1);
        runLive(ledger);
        for (int i = 0; i < 100; ++i)
            write(ledger, "k" + std::to_string(i + 100), R"({"amount":0,"payments":0})");
        const DriftReport report = drift(ledger, DriftScope::sample(10));
        QCOMPARE(report.differences.different, 10u);
        QVERIFY(report.rows.front().difference.key < "k110" && report.rows.back().difference.key >= "k190");
        QCOMPARE(drift(ledger, DriftScope::keys("k120", "k129")).differences.different, 10u);
        QCOMPARE(drift(ledger).differences.different, 100u);
        QCOMPARE(drift(ledger).rows.size(), 10u);
    }

    void withoutRowsItSaysSo() {
        Ledger ledger;
        const auto report = findDrift(ledger.context(), *ledger.balances, DriftScope::all(), 10, {});
        QCOMPARE(report.error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestDrift)
#include "tst_drift.moc"
