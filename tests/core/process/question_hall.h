// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/memory_read_model_store.h"
#include "core/process/declared_process.h"
#include "core/process/process_board.h"
#include "core/process/process_manager.h"
#include "core/projection/runner.h"
#include "core/store/memory/memory_store.h"
#include "tests/support/store_fixture.h"

#include <stdexcept>

namespace eventscope::testing {

using namespace std::chrono_literals;

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
inline constexpr std::string_view kQuestions = R"json({
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

/// A store in which questions are asked and answered, and the instances of a process manager over it.
class Hall {
  public:
    explicit Hall(ProjectionPtr processManager) : process(std::move(processManager)) {}
    void happens(const std::string &type, const std::string &data, std::chrono::seconds later = 1s) {
        clock.time += later;
        NewEvent event = eventNamed("event " + std::to_string(++m_events), type);
        event.data = data;
        must(store.append(StreamId{"hall-1"}, {Expected::Kind::Any, {}}, std::span(&event, 1), {}));
    }
    [[nodiscard]] ProjectionContext context() { return {store.reader(), lens, models, clock}; }
    std::vector<ProcessInstance> board(ProcessFilter filter = ProcessFilter::All) {
        const ModelTarget target{process, ModelRole::Live};
        must(must(carryOn(context(), std::span(&target, 1), {}, nullptr, {})).front().model);
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

} // namespace eventscope::testing
