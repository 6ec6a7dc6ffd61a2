// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/event_decoder.h"
#include "core/aggregate/state_json.h"
#include "core/fold/fold.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What FoldInfo says of an aggregate: a domain fold in C++ over its category. The fingerprint is made of the name, the
/// fold version and the types.
[[nodiscard]] FoldInfo aggregateFoldInfo(std::string_view name, std::string_view category, int foldVersion,
                                         std::vector<std::string_view> types);

/// A run of an aggregate's fold. The state stays a struct; a Json is made only when somebody asks for one.
template <Aggregate A>
class AggregateRun final : public FoldRun {
  public:
    [[nodiscard]] Result<void> apply(const ReadableBatch &events, Emit emit, StepSink *sink,
                                     const JobControl &job) override {
        for (std::size_t row = 0; row < events.rows(); ++row) {
            if (job.stopRequested()) return cancelled();
            const StepOutcome outcome = m_decoder.apply(events, row, m_state);
            if (outcome.kind == StepOutcome::Kind::Applied) m_published = false;
            if (!sink) continue;
            const Json *shown = nullptr;
            if (emit.wants(row, events.rows())) {
                ES_TRY(publish());
                shown = &m_json;
            }
            ES_ASSIGN(flow, sink->step(row, shown, outcome));
            if (flow == Flow::Enough) break;
        }
        return {};
    }

    [[nodiscard]] Result<Json> state() override {
        ES_TRY(publish());
        return m_json;
    }

    [[nodiscard]] Result<std::string> save() override { return printRecord(m_state); }

    [[nodiscard]] Result<void> restore(std::string_view saved) override {
        ES_ASSIGN(state, stateFromText<typename A::State>(saved));
        m_state = std::move(state);
        m_published = false;
        return {};
    }

  private:
    [[nodiscard]] Result<void> publish() {
        if (m_published) return {};
        ES_ASSIGN(json, toJson(m_state));
        m_json = json.rebased(m_json);
        m_published = true;
        return {};
    }

    EventDecoder<A> m_decoder;
    typename A::State m_state;
    Json m_json;              // the state last published
    bool m_published = false; // m_json is m_state
};

/// The aggregate's own fold, as the rest of the program sees it: states are made by the same evolve() that the write
/// side uses. Immutable, any thread.
template <Aggregate A>
class AggregateFold final : public Fold {
  public:
    [[nodiscard]] const FoldInfo &info() const override { return m_info; }
    [[nodiscard]] std::unique_ptr<FoldRun> start() const override { return std::make_unique<AggregateRun<A>>(); }

  private:
    const FoldInfo m_info =
        aggregateFoldInfo(A::kName, A::kCategory, A::kFoldVersion, EventKinds<typename A::Event>::types());
};

} // namespace eventscope
