// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"
#include "core/fold/state_edit.h"

namespace eventscope {

/// A run whose state is a document that is edited step by step. One thread.
class DraftRun : public FoldRun {
  public:
    explicit DraftRun(Json initial) : m_draft(std::move(initial)) {}

    [[nodiscard]] Result<void> apply(const ReadableBatch &events, Emit emit, StepSink *sink,
                                     const JobControl &job) final;
    void tellWrites(const WriteListener &listener) final { m_listener = listener; }
    [[nodiscard]] Result<Json> state() final { return m_draft.freeze(); }
    [[nodiscard]] Result<std::string> save() final { return print(m_draft.value()); }
    [[nodiscard]] Result<void> restore(std::string_view saved) final;

  protected:
    /// Takes one readable event. Where it answers Failed it may leave the state half-changed: that is undone.
    [[nodiscard]] virtual StepOutcome take(StateEdit &state, const ReadableEvent &event) = 0;

  private:
    [[nodiscard]] StepOutcome takeWhole(const ReadableEvent &event);
    JsonDraft m_draft;
    WriteListener m_listener;
};

} // namespace eventscope
