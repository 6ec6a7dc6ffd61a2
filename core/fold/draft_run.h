// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"

namespace eventscope {

/// A run whose state is a document that is edited step by step. One thread.
class DraftRun : public FoldRun {
  public:
    explicit DraftRun(Json initial) : m_draft(std::move(initial)) {}

    [[nodiscard]] Result<void> apply(const ReadableBatch &events, Emit emit, StepSink *sink,
                                     const JobControl &job) final;
    [[nodiscard]] Result<Json> state() final { return m_draft.freeze(); }
    [[nodiscard]] Result<std::string> save() final { return print(m_draft.value()); }
    [[nodiscard]] Result<void> restore(std::string_view saved) final;

  protected:
    /// Takes one readable event. Where it answers Failed it may leave the draft half-changed: that is undone.
    [[nodiscard]] virtual StepOutcome take(JsonDraft &draft, const ReadableEvent &event) = 0;

  private:
    [[nodiscard]] StepOutcome takeWhole(const ReadableEvent &event);
    JsonDraft m_draft;
};

} // namespace eventscope
