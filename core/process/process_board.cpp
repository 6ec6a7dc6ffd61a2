// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_board.h"

#include "core/projection/key_choice.h"
#include "core/projection/replay.h"

#include <algorithm>
#include <array>

namespace eventscope {

namespace {

constexpr std::array<std::string_view, 6> kFilterNames{"all", "running", "compensating", "ended", "overdue", "stuck"};

std::vector<ProcessCommand> newCommands(const std::optional<ProcessState> &before, const ProcessState &after) {
    if (before && before->step == after.step) {
        std::vector<ProcessCommand> sent;
        std::ranges::copy_if(after.commands, std::back_inserter(sent), [&](const ProcessCommand &command) {
            return std::ranges::find(before->commands, command) == before->commands.end();
        });
        return sent;
    }
    return after.commands;
}

/// Writes down what each event of one key did.
class Story final : public ReplayListener {
  public:
    explicit Story(std::string_view key) : m_key(key) {}

    [[nodiscard]] bool wantsEdits() const override { return true; }
    void edited(const ReadableEvent &event, std::span<const RowEdit> edits) override {
        for (const RowEdit &edit : edits) {
            if (edit.key != m_key || !edit.after) continue;
            auto after = processOf(*edit.after);
            if (!after) continue;
            ProcessStep step = stepOf(event);
            step.sent = newCommands(m_process, *after);
            step.after = *after;
            step.state = m_state = stateOf(*edit.after);
            m_process = *std::move(after);
            m_steps.push_back(std::move(step));
        }
    }
    void failed(const ReadableEvent &event, std::string_view key, const std::string &reason) override {
        if (key != m_key) return;
        ProcessStep step = stepOf(event);
        if (m_process) step.after = *m_process;
        step.state = m_state;
        step.failed = reason;
        m_steps.push_back(std::move(step));
    }
    [[nodiscard]] std::vector<ProcessStep> steps() { return std::move(m_steps); }

  private:
    static ProcessStep stepOf(const ReadableEvent &event) {
        const EventView stored = event.stored();
        ProcessStep step;
        step.position = stored.position();
        step.stream = stored.streamId();
        step.version = stored.version();
        step.type = event.type();
        step.recordedAt = stored.recordedAt();
        return step;
    }

    const std::string_view m_key;
    std::optional<ProcessState> m_process;
    Json m_state;
    std::vector<ProcessStep> m_steps;
};

} // namespace

std::chrono::microseconds ProcessInstance::age(Time asOf) const {
    const Time end = process.status == ProcessStatus::Ended ? process.changedAt : asOf;
    return std::max(end - process.startedAt, std::chrono::microseconds(0));
}

Result<ProcessInstance> instanceOf(const ModelRow &row, Time asOf) {
    ES_ASSIGN(process, processOf(row.row));
    ProcessInstance instance{row.key, std::move(process), stateOf(row.row), row.position, row.events, false, false};
    const ProcessState &now = instance.process;
    if (now.status == ProcessStatus::Ended || !now.dueAt) return instance;
    instance.isOverdue = asOf > *now.dueAt;
    instance.isStuck = asOf > *now.dueAt + (*now.dueAt - now.changedAt);
    return instance;
}

std::string_view name(ProcessFilter filter) { return kFilterNames[static_cast<std::size_t>(filter)]; }

bool matches(ProcessFilter filter, const ProcessInstance &instance) {
    switch (filter) {
    case ProcessFilter::All:
        return true;
    case ProcessFilter::Running:
        return instance.process.status == ProcessStatus::Running;
    case ProcessFilter::Compensating:
        return instance.process.status == ProcessStatus::Compensating;
    case ProcessFilter::Ended:
        return instance.process.status == ProcessStatus::Ended;
    case ProcessFilter::Overdue:
        return instance.isOverdue;
    case ProcessFilter::Stuck:
        return instance.isStuck;
    }
    return false;
}

Result<void> eachInstance(const RowPages &pages, Time asOf, ProcessFilter filter,
                          const std::function<void(ProcessInstance)> &take) {
    for (std::string after;;) {
        ES_ASSIGN(page, pages(after));
        if (page.empty()) return {};
        after = page.back().key;
        for (const ModelRow &row : page) {
            ES_ASSIGN(instance, instanceOf(row, asOf));
            if (matches(filter, instance)) take(std::move(instance));
        }
    }
}

Result<std::vector<ProcessInstance>> processBoard(ReadModelStore &models, const ModelInfo &model, Time asOf,
                                                  ProcessFilter filter, const JobControl &job) {
    std::vector<ProcessInstance> instances;
    ES_TRY(eachInstance(pagesOf(models, model, job), asOf, filter,
                        [&](ProcessInstance instance) { instances.push_back(std::move(instance)); }));
    std::ranges::stable_sort(instances, {}, [](const ProcessInstance &each) { return each.process.startedAt; });
    return instances;
}

Result<std::vector<ProcessStep>> processStory(const EventStore &store, const Lens &lens, const Projection &process,
                                              const std::string &key, Position until, const JobControl &job) {
    Story story(key);
    ES_TRY(replay(store, lens, process, onlyKey(key), until, &story, job));
    return story.steps();
}

} // namespace eventscope
