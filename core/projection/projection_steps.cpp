// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/projection_steps.h"

#include "core/projection/replay.h"

namespace eventscope {

namespace {

class Steps final : public ReplayListener {
  public:
    Steps(const Projection &projection, Position after, const TakeStep &take)
        : m_projection(projection), m_after(after), m_take(take) {}
    [[nodiscard]] bool wantsEdits() const override { return true; }
    void edited(const ReadableEvent &event, std::span<const RowEdit> edits) override {
        for (const RowEdit &edit : edits)
            hand(event, edit, {});
    }
    void failed(const ReadableEvent &event, std::string_view key, const std::string &reason) override {
        hand(event, {std::string(key), {}, {}}, reason);
    }
    [[nodiscard]] Flow batchDone(std::uint64_t) override { return m_flow; }
    [[nodiscard]] Result<void> outcome() { return std::move(m_outcome); }

  private:
    void hand(const ReadableEvent &event, const RowEdit &edit, const std::string &failed) {
        const EventView stored = event.stored();
        if (m_flow == Flow::Enough || stored.position() <= m_after) return;
        const std::string_view type = event.type();
        auto flow = m_take({stored.position(),
                            {std::string(stored.stream())},
                            stored.version(),
                            std::string(type),
                            stored.recordedAt(),
                            m_projection.handlerOf(type),
                            edit,
                            failed});
        m_flow = flow ? *flow : Flow::Enough;
        if (!flow) m_outcome = fail(std::move(flow).error());
    }

    const Projection &m_projection;
    const Position m_after;
    const TakeStep &m_take;
    Flow m_flow = Flow::More;
    Result<void> m_outcome;
};

} // namespace

Result<void> eachStep(const ProjectionContext &context, const Projection &projection, const KeyChoice &only,
                      Position after, Position until, const TakeStep &take, const JobControl &job) {
    Steps steps(projection, after, take);
    ES_TRY(replay(context.store, *context.lens, projection, only, until, &steps, job));
    return steps.outcome();
}

} // namespace eventscope
