// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/draft_run.h"
#include "core/fold/fold_registry.h"

namespace eventscope {
namespace {

class MergeRun final : public DraftRun {
  public:
    MergeRun() : DraftRun(Json()) {}

  private:
    [[nodiscard]] StepOutcome take(StateEdit &state, const ReadableEvent &event) override {
        if (event.payload().encoding != Encoding::Json) return {StepOutcome::Kind::Ignored, {}};
        const Result<Json> data = event.data();
        if (!data) return {StepOutcome::Kind::Failed, describe(data.error())};
        if (!data->isObject()) return {StepOutcome::Kind::Ignored, {}};
        const auto laid = state.layOver({}, *data);
        return laid ? StepOutcome{} : StepOutcome{StepOutcome::Kind::Failed, laid.error().message};
    }
};

class MergeFold final : public Fold {
  public:
    MergeFold() {
        m_info.name = "merge";
        m_info.kind = ProvenanceKind::PayloadMerge;
        m_info.fingerprint = {"payload-merge 2"};
    }
    [[nodiscard]] const FoldInfo &info() const override { return m_info; }
    [[nodiscard]] std::unique_ptr<FoldRun> start() const override { return std::make_unique<MergeRun>(); }

  private:
    FoldInfo m_info;
};

} // namespace

FoldPtr payloadMergeFold() {
    static const FoldPtr fold = std::make_shared<const MergeFold>();
    return fold;
}

} // namespace eventscope
