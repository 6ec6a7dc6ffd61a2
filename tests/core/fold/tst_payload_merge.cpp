// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/fold_registry.h"
#include "fold_fixture.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

class TestPayloadMerge : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void laysPayloadsOver_data() {
        QTest::addColumn<QString>("payloads"); // one a line
        QTest::addColumn<QString>("state");
        QTest::newRow("nothing yet") << ""
                                     << "null";
        QTest::newRow("first payload") << R"({"a":1})"
                                       << R"({"a":1})";
        QTest::newRow("replaces scalars") << "{\"a\":1,\"b\":2}\n{\"a\":3}"
                                          << R"({"a":3,"b":2})";
        QTest::newRow("objects are laid over each other") << "{\"a\":{\"x\":1,\"y\":2}}\n{\"a\":{\"y\":3,\"z\":4}}"
                                                          << R"({"a":{"x":1,"y":3,"z":4}})";
        QTest::newRow("a null sets null") << "{\"a\":1}\n{\"a\":null}"
                                          << R"({"a":null})";
        QTest::newRow("arrays are replaced") << "{\"a\":[1,2]}\n{\"a\":[3]}"
                                             << R"({"a":[3]})";
        QTest::newRow("object over scalar") << "{\"a\":1}\n{\"a\":{\"b\":2}}"
                                            << R"({"a":{"b":2}})";
        QTest::newRow("scalar over object") << "{\"a\":{\"b\":2}}\n{\"a\":1}"
                                            << R"({"a":1})";
        QTest::newRow("a name twice: the last counts") << "{}\n{\"a\":{\"x\":1},\"a\":{\"y\":2}}"
                                                       << R"({"a":{"y":2}})";
        QTest::newRow("digits stay") << "{\"a\":12345678901234567890}\n{\"b\":1.10}"
                                     << R"({"a":12345678901234567890,"b":1.10})";
        QTest::newRow("no objects are ignored") << "{\"a\":1}\n[1]\n7\nnull\n\"x\""
                                                << R"({"a":1})";
    }
    void laysPayloadsOver() {
        QFETCH(QString, payloads);
        QFETCH(QString, state);
        std::vector<TestEvent> events;
        for (const QString &line : payloads.split('\n', Qt::SkipEmptyParts))
            events.push_back({"T", line.toStdString()});
        const auto run = payloadMergeFold()->start();
        foldAll(*run, batchOf(events));
        QCOMPARE(QString::fromStdString(stateOf(*run)), state);
    }

    void tellsIgnoredAndFailedEvents() {
        const auto run = payloadMergeFold()->start();
        const auto told = foldAll(*run, batchOf({{"A", R"({"a":1})"},
                                                 {"A", "{broken"},
                                                 {"A", "plain text", Encoding::Text},
                                                 {"A", "[1,2]"},
                                                 {"A", R"({"b":2})"}}));
        QCOMPARE(told.size(), std::size_t{5});
        QVERIFY(told[0].outcome.kind == StepOutcome::Kind::Applied);
        QVERIFY(told[1].outcome.kind == StepOutcome::Kind::Failed);
        QVERIFY(!told[1].outcome.reason.empty());
        QCOMPARE(told[1].state, told[0].state);
        QVERIFY(told[2].outcome.kind == StepOutcome::Kind::Ignored);
        QVERIFY(told[3].outcome.kind == StepOutcome::Kind::Ignored);
        QCOMPARE(*told[4].state, std::string(R"({"a":1,"b":2})"));
    }

    void tellsWhereItWrites() {
        const auto run = payloadMergeFold()->start();
        foldAll(*run, batchOf({{"A", R"({"a":{"x":1},"b":2})"}}));
        std::string places;
        run->tellWrites([&](const Pointer &place) { places += place.text() + " "; });
        foldAll(*run, batchOf({{"A", R"({"a":{"x":1,"n":{}},"b":2})"}}));
        QCOMPARE(places, std::string("/a/x /a/n /b "));
    }

    void emitsWhatIsAskedFor() {
        const auto emitted = [](Emit which) {
            const auto run = payloadMergeFold()->start();
            RecordingSink sink;
            const ReadableBatch events = batchOf(std::vector<TestEvent>(7, {"A", R"({"a":1})"}));
            if (!run->apply(events, which, &sink, {})) return std::string("error");
            std::string rows;
            for (const ToldStep &step : sink.told)
                rows += step.state ? "s" : ".";
            return rows;
        };
        QCOMPARE(emitted(Emit::last()), std::string("......s"));
        QCOMPARE(emitted(Emit::each()), std::string("sssssss"));
        QCOMPARE(emitted(Emit::everyNth(3)), std::string("..s..ss"));
    }

    /// What stands for a protected value is one value: nothing of what was there before is left in it, nor of it later.
    void protectedValuesAreLaidOverWhole() {
        const auto after = [](const std::string &first, const std::string &second) {
            const auto run = payloadMergeFold()->start();
            const std::string begin = "{\"a\":", end = "}";
            const std::string one = begin + first + end, two = begin + second + end;
            if (!run->apply(batchOf({{"A", one.c_str()}, {"A", two.c_str()}}), Emit::each(), nullptr, {})) return one;
            return stateOf(*run);
        };
        const std::string clear = R"({"street":"x"})", more = R"({"city":"y"})";
        QCOMPARE(after(clear, more), std::string(R"({"a":{"street":"x","city":"y"}})"));
        for (const std::string &hidden :
             std::vector<std::string>{R"({"$protected":"locked"})", R"({"$pii":1,"alg":"xc20p"})"}) {
            QCOMPARE(after(clear, hidden), "{\"a\":" + hidden + "}");
            QCOMPARE(after(hidden, clear), "{\"a\":" + clear + "}");
            QCOMPARE(after(R"({"$protected":"shredded","erasure":"e"})", hidden), "{\"a\":" + hidden + "}");
        }
    }

    void stopsWhenAsked() {
        const auto run = payloadMergeFold()->start();
        RecordingSink sink;
        sink.enoughAfter = 2;
        QVERIFY(run->apply(batchOf({{"A", R"({"a":1})"}, {"A", R"({"a":2})"}, {"A", R"({"a":3})"}}), Emit::each(),
                           &sink, {}));
        QCOMPARE(stateOf(*run), std::string(R"({"a":2})"));

        std::stop_source stop;
        stop.request_stop();
        const auto result = run->apply(batchOf({{"A", R"({"a":4})"}}), Emit::each(), nullptr, {stop.get_token()});
        QVERIFY(!result && result.error().kind == ErrorKind::Cancelled);
    }

    void registryFindsTheFoldForACategory() {
        FoldRegistry registry;
        QCOMPARE(registry.forCategory("account"), payloadMergeFold());
        QCOMPARE(registry.byName("merge"), payloadMergeFold());
        QCOMPARE(registry.byName("nothing"), FoldPtr());
        registry.add(payloadMergeFold());
        QCOMPARE(registry.all().size(), std::size_t{1});
        QCOMPARE(registry.forCategory("account")->info().title(), std::string("merge"));
        QVERIFY(registry.forCategory("account")->info().knows("Anything"));
    }
};

QTEST_GUILESS_MAIN(TestPayloadMerge)
#include "tst_payload_merge.moc"
