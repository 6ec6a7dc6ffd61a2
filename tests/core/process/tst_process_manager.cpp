// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/memory_read_model_store.h"
#include "core/process/declared_process.h"
#include "core/process/process_board.h"
#include "core/process/process_manager.h"
#include "core/projection/runner.h"
#include "core/store/memory/memory_store.h"
#include "tests/support/store_fixture.h"

#include <QtTest>

#include <stdexcept>

using namespace eventscope;
using namespace eventscope::testing;
using namespace std::chrono_literals;

namespace {

struct Asked {
    static constexpr std::string_view kType = "Asked";
    static constexpr int kSchemaVersion = 1;
    std::string id;
    std::string from;
    static constexpr auto fields() { return std::tuple(field("id", &Asked::id), field("from", &Asked::from)); }
};
struct Answered {
    static constexpr std::string_view kType = "Answered";
    static constexpr int kSchemaVersion = 1;
    std::string id;
    bool isYes = false;
    static constexpr auto fields() { return std::tuple(field("id", &Answered::id), field("isYes", &Answered::isYes)); }
};
struct Closed {
    static constexpr std::string_view kType = "Closed";
    static constexpr int kSchemaVersion = 1;
    std::string id;
    static constexpr auto fields() { return std::tuple(field("id", &Closed::id)); }
};

/// Asks, waits a minute for the answer, and says sorry when it is no.
struct Questions {
    static constexpr std::string_view kName = "questions";
    static constexpr std::string_view kText = "Questions and their answers";
    static constexpr int kVersion = 1;
    struct State {
        bool isOpen = false;
        static constexpr auto fields() { return std::tuple(field("isOpen", &State::isOpen)); }
    };
    using Event = std::variant<Asked, Answered, Closed>;
    using Start = std::variant<Asked>;
    using Instance = ProcessInstanceEdit<State>;
    static std::string_view keyOf(const auto &event, const EventView &) { return event.id; }
    static void on(Instance &question, const Asked &event, const EventView &) {
        question.state().isOpen = true;
        question.goTo("asked");
        question.send("Answer", {{"to", event.from}});
        question.waitFor({Answered::kType}, 60s);
    }
    static void on(Instance &question, const Answered &event, const EventView &) {
        question.state().isOpen = false;
        if (event.isYes) return question.end("yes");
        question.compensate();
        question.goTo("sorry");
        question.send("SaySorry");
        question.waitFor({Closed::kType}, 10s);
    }
    static void on(Instance &question, const Closed &, const EventView &) {
        if (question.state().isOpen) throw std::runtime_error("nobody has answered yet");
        question.end("closed");
    }
};

/// The same in JSON.
constexpr std::string_view kQuestions = R"json({
  "process": "questions", "text": "Questions and their answers", "key": "/id",
  "state": {"isOpen": false}, "start": ["Asked"],
  "on": {
    "Asked": {"do": [{"set": "/isOpen", "value": true}], "goTo": "asked",
              "send": [{"command": "Answer", "with": {"to": "/from"}}],
              "waitFor": {"types": ["Answered"], "within": "1min"}},
    "Answered": [{"do": [{"set": "/isOpen", "value": false}]},
                 {"when": "data.isYes == true", "end": "yes"},
                 {"when": "data.isYes == false", "compensate": true, "goTo": "sorry", "send": [{"command": "SaySorry"}],
                  "waitFor": {"types": ["Closed"], "within": "10s"}}],
    "Closed": [{"when": "state.isOpen == true", "do": [{"increment": "/isOpen"}]}, {"end": "closed"}]
  } })json";

/// A clock that a test sets.
class SetClock final : public Clock {
  public:
    Time time = timeOfUs(StepClock::kStartUs);
    Time now() override { return time; }
};

class Hall {
  public:
    explicit Hall(ProjectionPtr processManager) : process(std::move(processManager)) {}
    void happens(const std::string &type, const std::string &data, std::chrono::seconds later = 1s) {
        clock.time += later;
        NewEvent event = eventNamed("event " + std::to_string(++m_events), type);
        event.data = data;
        must(store.append(StreamId{"hall-1"}, {Expected::Kind::Any, {}}, std::span(&event, 1), {}));
    }
    std::vector<ProcessInstance> board(ProcessFilter filter = ProcessFilter::All) {
        const ProjectionContext context{store.reader(), lens, models, clock};
        const ModelTarget target{process, ModelRole::Live};
        must(must(carryOn(context, std::span(&target, 1), {}, nullptr, {})).front().model);
        const ModelInfo model = must(models.find("questions", ModelRole::Live, {})).value();
        return must(processBoard(models, model, clock.time, filter, {}));
    }

    SetClock clock;
    MemoryStore store{clock};
    MemoryReadModelStore models;
    LensPtr lens = identityLens();
    const ProjectionPtr process;

  private:
    int m_events = 0;
};

} // namespace

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
