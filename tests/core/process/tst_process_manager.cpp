// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "question_hall.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

class TestProcessManager : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void anInstanceLivesFromItsStartToItsEnd_data() { languages(); }
    void anInstanceLivesFromItsStartToItsEnd() {
        Hall hall(process());
        hall.happens("Answered", R"({"id":"a","isYes":true})"); // of a question that nobody asked
        QVERIFY(hall.board().empty());
        hall.happens("Asked", R"({"id":"a","from":"you"})");
        const Time started = hall.clock.time;
        auto board = hall.board();
        QCOMPARE(board.size(), 1u);
        QCOMPARE(board[0].key, std::string("a"));
        QCOMPARE(board[0].process.status, ProcessStatus::Running);
        QCOMPARE(board[0].process.step, std::string("asked"));
        QVERIFY(board[0].process.startedAt == started);
        QVERIFY(board[0].process.dueAt == started + 60s);
        QCOMPARE(board[0].process.waitingFor, std::vector<std::string>{"Answered"});
        QVERIFY(board[0].process.commands == (std::vector<ProcessCommand>{{"Answer", {{"to", "you"}}}}));
        QCOMPARE(print(board[0].state), std::string(R"({"isOpen":true})"));
        hall.happens("Answered", R"({"id":"a","isYes":true})", 5s);
        board = hall.board();
        QCOMPARE(board[0].process.status, ProcessStatus::Ended);
        QCOMPARE(board[0].process.outcome, std::string("yes"));
        QVERIFY(board[0].process.commands.empty() && board[0].process.waitingFor.empty() && !board[0].process.dueAt);
        QCOMPARE(board[0].age(hall.clock.time + 100s).count(), 5'000'000);
        hall.happens("Asked", R"({"id":"a","from":"you"})"); // what has ended stays so
        QCOMPARE(hall.board()[0].process.outcome, std::string("yes"));
    }

    void overdueThenStuck_data() { languages(); }
    void overdueThenStuck() {
        Hall hall(process());
        hall.happens("Asked", R"({"id":"a","from":"you"})");
        hall.clock.time += 60s;
        QVERIFY(!hall.board()[0].isOverdue);
        hall.clock.time += 1s;
        QVERIFY(hall.board()[0].isOverdue && !hall.board()[0].isStuck);
        hall.clock.time += 60s;
        QVERIFY(hall.board()[0].isStuck);
        hall.happens("Answered", R"({"id":"a","isYes":false})");
        QVERIFY(!hall.board()[0].isOverdue);
        QCOMPARE(hall.board()[0].process.status, ProcessStatus::Compensating);
    }

    void theBoardIsFilteredAndTheOldestComeFirst_data() { languages(); }
    void theBoardIsFilteredAndTheOldestComeFirst() {
        Hall hall(process());
        for (const char *id : {"z", "m", "a"})
            hall.happens("Asked", std::string(R"({"from":"you","id":")") + id + "\"}", 20s);
        hall.happens("Answered", R"({"id":"m","isYes":true})");
        hall.clock.time += 30s; // z waits for 71 s, a for 31 s
        const auto keys = [&](ProcessFilter filter) {
            std::string all;
            for (const ProcessInstance &each : hall.board(filter))
                all += each.key;
            return all;
        };
        QCOMPARE(keys(ProcessFilter::All), std::string("zma"));
        QCOMPARE(keys(ProcessFilter::Running), std::string("za"));
        QCOMPARE(keys(ProcessFilter::Ended), std::string("m"));
        QCOMPARE(keys(ProcessFilter::Overdue), std::string("z"));
        QCOMPARE(keys(ProcessFilter::Stuck), std::string());
        QCOMPARE(keys(ProcessFilter::Compensating), std::string());
    }

    void theStoryTellsWhatCameInAndWentOut_data() { languages(); }
    void theStoryTellsWhatCameInAndWentOut() {
        Hall hall(process());
        hall.happens("Asked", R"({"id":"b","from":"you"})");
        hall.happens("Asked", R"({"id":"a","from":"you"})");
        hall.happens("Closed", R"({"id":"a"})");
        hall.happens("Answered", R"({"id":"a","isYes":false})");
        hall.happens("Closed", R"({"id":"a"})");
        const auto story = must(processStory(hall.store.reader(), *hall.lens, *hall.process, "a", kEnd, {}));
        QCOMPARE(story.size(), 4u);
        QCOMPARE(story[0].type, std::string("Asked"));
        QCOMPARE(story[0].sent.front().name, std::string("Answer"));
        QVERIFY(!story[1].failed.empty());
        QCOMPARE(story[1].after.step, std::string("asked"));
        QCOMPARE(story[2].sent.front().name, std::string("SaySorry"));
        QCOMPARE(story[3].after.outcome, std::string("closed"));
        QVERIFY(story[3].sent.empty());
        QVERIFY(must(processStory(hall.store.reader(), *hall.lens, *hall.process, "x", kEnd, {})).empty());
    }

    void whatItThrowsIsTheReason() {
        Hall hall(processProjection<Questions>());
        hall.happens("Asked", R"({"id":"a","from":"you"})");
        hall.happens("Closed", R"({"id":"a"})");
        const auto story = must(processStory(hall.store.reader(), *hall.lens, *hall.process, "a", kEnd, {}));
        QCOMPARE(story[1].failed, std::string("nobody has answered yet"));
    }

    void aRowOfSomethingElseIsTold() {
        const ModelRow row{"a", Json::object({{"balance", Json::number(std::int64_t{3})}}), {}, 1};
        QCOMPARE(instanceOf(row, Time()).error().kind, ErrorKind::Corrupt);
    }

  private:
    static void languages() {
        QTest::addColumn<bool>("isDeclared");
        QTest::newRow("C++") << false;
        QTest::newRow("JSON") << true;
    }
    static ProjectionPtr process() {
        QFETCH(bool, isDeclared);
        return isDeclared ? must(declaredProcess(kQuestions)) : processProjection<Questions>();
    }
};

QTEST_GUILESS_MAIN(TestProcessManager)
#include "tst_process_manager.moc"
