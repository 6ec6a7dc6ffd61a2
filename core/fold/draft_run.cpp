// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/draft_run.h"

namespace eventscope {

Result<void> DraftRun::apply(const ReadableBatch &events, Emit emit, StepSink *sink, const JobControl &job) {
    for (std::size_t row = 0; row < events.rows(); ++row) {
        if (job.stopRequested()) return cancelled();
        const StepOutcome outcome = takeWhole(events[row]);
        if (!sink) continue;
        const bool wanted = emit.wants(row, events.rows());
        ES_ASSIGN(flow, sink->step(row, wanted ? &m_draft.value() : nullptr, outcome));
        if (flow == Flow::Enough) break;
    }
    return {};
}

StepOutcome DraftRun::takeWhole(const ReadableEvent &event) {
    if (!event.failure().empty()) return {StepOutcome::Kind::Failed, std::string(event.failure())};
    const Json before = m_draft.freeze();
    StateEdit edit(m_draft, m_listener);
    StepOutcome outcome = take(edit, event);
    if (outcome.kind == StepOutcome::Kind::Failed) m_draft = JsonDraft(before);
    return outcome;
}

Result<void> DraftRun::restore(std::string_view saved) {
    ES_ASSIGN(state, Json::parse(saved));
    m_draft = JsonDraft(std::move(state));
    return {};
}

} // namespace eventscope
