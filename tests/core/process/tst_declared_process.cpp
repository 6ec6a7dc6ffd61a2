// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/memory_read_model_store.h"
#include "core/process/declared_process.h"
#include "core/process/process_board.h"
#include "core/projection/runner.h"
#include "core/store/memory/memory_store.h"
#include "tests/support/store_fixture.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// A process with these reactions to "Began", which starts it, and to "Went".
std::string processOf(const std::string &began, const std::string &went = "{}") {
    return R"({"process":"p","key":"/id","state":{"items":{}},"start":["Began"],"on":{"Began":)" + began +
           R"(,"Went":)" + went + "}}";
}

std::string waitingFor(const std::string &within) {
    return processOf("{\"waitFor\":{\"types\":[\"A\"],\"within\":\"" + within + "\"}}");
}

/// What the process has made of "Began" and "Went" with these payloads.
struct Played {
    Played(const std::string &description, const std::vector<std::pair<std::string, std::string>> &events) {
        StepClock clock;
        MemoryStore store(clock);
        for (const auto &[type, data] : events) {
            NewEvent event = eventNamed("event " + std::to_string(m_number++), type);
            event.data = data;
            must(store.append(StreamId{"s-1"}, {Expected::Kind::Any, {}}, std::span(&event, 1), {}));
        }
        MemoryReadModelStore models;
        const LensPtr lens = identityLens();
        const ProjectionContext context{store.reader(), lens, models, clock};
        const ModelTarget target{must(declaredProcess(description)), ModelRole::Live};
        model = must(must(carryOn(context, std::span(&target, 1), {}, nullptr, {})).front().model);
        instances = must(processBoard(models, model, Time(), ProcessFilter::All, {}));
    }
    ModelInfo model;
    std::vector<ProcessInstance> instances;

  private:
    int m_number = 0;
};

} // namespace

class TestDeclaredProcess : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void wrongOnesSayWhere_data() {
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const std::string &description, const char *where) {
            QTest::newRow(name) << QString::fromStdString(description) << where;
        };
        const auto without = [](const std::string &member) {
            std::string text = processOf("{}");
            const auto at = text.find("\"" + member + "\"");
            return text.replace(at, member.size() + 2, "\"text\"");
        };
        row("no key", without("key"), "");
        row("no start", R"({"process":"p","key":"/id","on":{"Began":{}}})", "");
        row("nothing starts it", R"({"process":"p","key":"/id","start":[],"on":{}})", "/start");
        row("a start that it does not know", R"({"process":"p","key":"/id","start":["X"],"on":{}})", "/start/0");
        row("a state that is no object", R"({"process":"p","key":"/id","state":1,"start":["A"],"on":{"A":{}}})",
            "/state");
        row("a name for nobody", R"({"process":"P 1","key":"/id","start":["A"],"on":{"A":{}}})", "/process");
        row("an unknown member", processOf(R"({"go":"x"})"), "/on/Began/go");
        row("a condition", processOf(R"({"when":"state."})"), "/on/Began/when");
        row("a step without a name", processOf(R"({"goTo":""})"), "/on/Began/goTo");
        row("compensate what", processOf(R"({"compensate":false})"), "/on/Began/compensate");
        row("an end that goes on", processOf(R"({"end":"e","goTo":"x"})"), "/on/Began/end");
        row("no command", processOf(R"({"send":[{"with":{}}]})"), "/on/Began/send/0");
        row("each of what", processOf(R"({"send":[{"command":"C","with":{"a":"$each"}}]})"), "/on/Began/send/0/with/a");
        row("a source that is none", processOf(R"({"send":[{"command":"C","with":{"a":"$status"}}]})"),
            "/on/Began/send/0/with/a");
        row("waiting for nothing", processOf(R"({"waitFor":{"types":[],"within":"1h"}})"), "/on/Began/waitFor/types");
        row("waiting for ever", processOf(R"({"waitFor":{"types":["A"]}})"), "/on/Began/waitFor");
        for (const char *within : {"", "1", "h", "0h", "-1h", "1.5h", "1 h", "1w", "36526d", "99999999999999999999s"})
            row(within, waitingFor(within), "/on/Began/waitFor/within");
        row("the state outside of commands", processOf(R"({"do":[{"set":"/a","from":"$state/b"}]})"),
            "/on/Began/do/0/from");
    }
    void wrongOnesSayWhere() {
        QFETCH(QString, description);
        QFETCH(QString, where);
        const auto process = declaredProcess(description.toStdString());
        QVERIFY(!process);
        QCOMPARE(process.error().kind, ErrorKind::Invalid);
        QCOMPARE(QString::fromStdString(process.error().detail), where);
    }

    void spansOfTime_data() {
        QTest::addColumn<QString>("within");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("seconds") << "90s" << 90LL;
        QTest::newRow("minutes") << "30min" << 1800LL;
        QTest::newRow("hours") << "1h" << 3600LL;
        QTest::newRow("days") << "36525d" << 36525LL * 86400;
    }
    void spansOfTime() {
        QFETCH(QString, within);
        QFETCH(qint64, seconds);
        const Played played(waitingFor(within.toStdString()), {{"Began", R"({"id":"a"})"}});
        const ProcessState &process = played.instances.at(0).process;
        QVERIFY(*process.dueAt - process.changedAt == std::chrono::seconds(seconds));
    }

    void aCommandForEachOfTheState() {
        const std::string description = processOf(
            R"({"do":[{"merge":"/items","from":"/items"}],
                "send":[{"command":"One","forEach":"/items","when":"state.items.length > 1",
                         "with":{"k":"$each/key","v":"$each/value","id":"/id","n":"$state/items/a","t":"$type"}},
                        {"command":"None","forEach":"/others"}]})");
        const Played played(description, {{"Began", R"({"id":7,"items":{"b":{"c":[2]},"a":1}})"}});
        const ProcessInstance &instance = played.instances.at(0);
        QCOMPARE(instance.key, std::string("7"));
        const auto &commands = instance.process.commands;
        QCOMPARE(commands.size(), std::size_t{2});
        QVERIFY(commands[0] ==
                (ProcessCommand{"One", {{"k", "a"}, {"v", "1"}, {"id", "7"}, {"n", "1"}, {"t", "Began"}}}));
        QCOMPARE(commands[1].arguments.at("v"), std::string(R"({"c":[2]})"));
    }

    void reactionsSeeWhatThoseBeforeThemDid() {
        const std::string description = processOf(R"([{"do":[{"set":"/total","from":"/total"}]},
                          {"when":"state.total > 10","goTo":"large"}, {"when":"state.total <= 10","goTo":"small"}])");
        QCOMPARE(Played(description, {{"Began", R"({"id":"a","total":11})"}}).instances.at(0).process.step,
                 std::string("large"));
        QCOMPARE(Played(description, {{"Began", R"({"id":"a","total":10})"}}).instances.at(0).process.step,
                 std::string("small"));
    }

    void anEventThatFailsLeavesTheInstance() {
        const std::string description =
            processOf(R"({"goTo":"begun"})", R"([{"goTo":"gone"},{"send":[{"command":"C","with":{"a":"/missing"}}]}])");
        const Played played(description, {{"Began", R"({"id":"a"})"}, {"Went", R"({"id":"a"})"}});
        QCOMPARE(played.instances.at(0).process.step, std::string("begun"));
        QCOMPARE(played.model.openLetters, std::uint64_t{1});
        const std::string noObject = processOf("{}", R"({"do":[{"set":"","value":1}]})");
        QCOMPARE(Played(noObject, {{"Began", R"({"id":"a"})"}, {"Went", R"({"id":"a"})"}}).model.openLetters,
                 std::uint64_t{1});
    }

    void whatIsNotItsBusinessIsNoFailure() {
        const Played played(processOf("{}", R"({"end":"gone"})"), {{"Went", R"({"id":"a"})"},
                                                                   {"Began", R"({"id":"b"})"},
                                                                   {"Went", R"({"id":"b"})"},
                                                                   {"Began", R"({"id":"b"})"}});
        QCOMPARE(played.model.openLetters, std::uint64_t{0});
        QCOMPARE(played.instances.size(), std::size_t{1});
        QCOMPARE(played.instances.at(0).process.outcome, std::string("gone"));
    }

    void whatItDoesIsInItsFingerprint() {
        const auto fingerprint = [](const std::string &text) {
            return must(declaredProcess(text))->info().fingerprint;
        };
        QVERIFY(fingerprint(processOf("{}")) == fingerprint(processOf("{}")));
        QVERIFY(!(fingerprint(processOf("{}")) == fingerprint(processOf(R"({"goTo":"x"})"))));
    }
};

QTEST_GUILESS_MAIN(TestDeclaredProcess)
#include "tst_declared_process.moc"
