// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/runner.h"

#include "core/base/errand.h"
#include "core/base/no_memory.h"
#include "core/projection/open_model.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

namespace eventscope {

namespace {

/// A target while it is worked on.
struct Worked {
    ModelTarget target;
    std::unique_ptr<ModelLock> lock;
    std::unique_ptr<ModelFeed> feed;
    std::optional<Error> error;
    [[nodiscard]] bool isAlive() const { return feed && !error; }
};

/// A batch as it was read, opened by whichever feed comes first, while the others wait for it. Threads: any.
class OpenedOnce {
  public:
    OpenedOnce(const Lens &lens, BatchPtr stored) : m_lens(lens), m_stored(std::move(stored)) {}
    [[nodiscard]] const Result<ReadableBatch> &opened() {
        std::call_once(m_once, [this] { m_opened = withoutThrowing([this] { return m_lens.open(m_stored); }); });
        return *m_opened;
    }
    [[nodiscard]] Position last() const { return (*m_stored)[m_stored->rows() - 1].position(); }

  private:
    const Lens &m_lens;
    const BatchPtr m_stored;
    std::once_flag m_once;
    std::optional<Result<ReadableBatch>> m_opened;
};

/// Hands each batch to all feeds; while they work the scan reads the next one.
class Fan final : public BatchSink {
  public:
    Fan(const Lens &lens, std::span<Worked> all, RunListener *listener, Position until, const JobControl &job)
        : m_lens(lens), m_all(all), m_listener(listener), m_job(job), m_until(until), m_begin(lowest(all)) {}

    [[nodiscard]] Result<Flow> take(BatchPtr stored) override {
        finish();
        if (std::ranges::none_of(m_all, &Worked::isAlive)) return Flow::Enough;
        if (m_batch) m_job.report(distance(m_begin, m_batch->last()), distance(m_begin, m_until));
        m_batch.emplace(m_lens, std::move(stored));
        for (Worked &each : m_all)
            if (each.isAlive()) m_errands.emplace_back([this, &each] { feed(each); }, m_job.workers);
        if (!m_job.workers) finish();
        return Flow::More;
    }

    /// Waits until all that was handed over has been taken.
    void finish() {
        for (Errand &errand : m_errands)
            errand.finish();
        m_errands.clear();
    }

    static Position lowest(std::span<const Worked> all) {
        Position position = kEnd;
        for (const Worked &each : all)
            if (each.isAlive()) position = std::min(position, each.feed->reached());
        return position;
    }

  private:
    void feed(Worked &worked) {
        const Position before = worked.feed->model().checkpoint.position;
        auto taken = withoutThrowing([&]() -> Result<void> {
            const Result<ReadableBatch> &batch = m_batch->opened();
            return batch ? worked.feed->take(*batch, m_job) : Result<void>(fail(batch.error()));
        });
        if (!taken) worked.error = std::move(taken).error();
        if (m_listener && worked.feed->model().checkpoint.position != before)
            m_listener->committed(worked.feed->model());
    }

    const Lens &m_lens;
    const std::span<Worked> m_all;
    RunListener *const m_listener;
    const JobControl &m_job;
    const Position m_until, m_begin;
    std::optional<OpenedOnce> m_batch;
    std::vector<Errand> m_errands; // after what they refer to
};

class Runner {
  public:
    Runner(const ProjectionContext &context, const RunOptions &options, RunListener *listener, const JobControl &job)
        : m_context(context), m_options(options), m_listener(listener), m_job(job) {}

    Result<std::vector<RunOutcome>> run(std::span<const ModelTarget> targets) {
        for (const ModelTarget &target : targets)
            m_all.push_back({target, nullptr, nullptr, std::nullopt});
        for (Worked &each : m_all)
            open(each);
        auto ended = walk();
        if (!ended && !(m_options.follow && ended.error().kind == ErrorKind::Cancelled)) return fail(ended.error());
        std::vector<RunOutcome> outcomes;
        for (const Worked &each : m_all)
            outcomes.push_back({each.target.projection->info().name, outcomeOf(each)});
        return outcomes;
    }

  private:
    static Result<ModelInfo> outcomeOf(const Worked &worked) {
        // Being stopped is how following ends.
        const bool isOver = worked.feed && (!worked.error || worked.error->kind == ErrorKind::Cancelled);
        return isOver ? Result<ModelInfo>(worked.feed->model()) : fail(*worked.error);
    }

    void open(Worked &worked) {
        worked.error.reset();
        const Projection &projection = *worked.target.projection;
        if (!worked.lock) {
            auto lock = m_context.models.lock(projection.info().name, worked.target.role, m_job);
            if (!lock) return worked.error = std::move(lock).error(), void();
            worked.lock = *std::move(lock);
        }
        auto model = openModel(m_context, projection, worked.target.role, m_job);
        if (!model) return worked.error = std::move(model).error(), void();
        worked.feed =
            std::make_unique<ModelFeed>(m_context, worked.target.projection, *std::move(model), m_options.pace);
    }

    Result<void> walk() {
        for (;;) {
            ES_ASSIGN(head, m_context.store.head(m_job));
            if (m_listener) m_listener->headIs(head);
            checkHead(head);
            const Position until = std::min(m_options.until, head.settled);
            ES_TRY(pass(until));
            if (reopenReplaced()) continue;
            if (!m_options.follow || until == m_options.until || std::ranges::none_of(m_all, &Worked::isAlive))
                return {};
            ES_TRY(waitForMore(until));
        }
    }

    /// A store that was put back to an earlier state has other events by now where the rows have theirs.
    void checkHead(const Head &head) {
        for (Worked &each : m_all) {
            if (!each.isAlive() || each.feed->reached() <= head.last) continue;
            each.error = fail(ErrorKind::Refused,
                              each.target.projection->info().name + " has events up to " +
                                  toString(each.feed->reached()) + ", but the log ends at " + toString(head.last),
                              "The store was replaced or restored: rebuild the projection")
                             .value();
        }
    }

    /// Takes what lies between the checkpoints and `until`.
    Result<void> pass(Position until) {
        const Position after = Fan::lowest(m_all);
        if (after < until) {
            Fan fan(*m_context.lens, m_all, m_listener, until, m_job);
            const auto scanned = m_context.store.scan(queryForAll(living(), *m_context.lens, after, until), fan, m_job);
            fan.finish();
            if (!scanned) return fail(scanned.error());
        }
        for (Worked &each : m_all)
            if (each.isAlive()) settle(each, until);
        if (m_job.stopRequested()) return cancelled();
        return {};
    }

    void settle(Worked &worked, Position until) {
        const ModelCheckpoint before = worked.feed->model().checkpoint;
        if (auto settled = worked.feed->settle(until, m_job); !settled) worked.error = std::move(settled).error();
        if (m_listener && worked.feed->model().checkpoint != before) m_listener->committed(worked.feed->model());
    }

    std::vector<ProjectionPtr> living() const {
        std::vector<ProjectionPtr> projections;
        for (const Worked &each : m_all)
            if (each.isAlive()) projections.push_back(each.target.projection);
        return projections;
    }

    /// Tables that a rebuild has put in place of those that were worked on are carried on from where they stand.
    bool reopenReplaced() {
        bool isAny = false;
        for (Worked &each : m_all) {
            const bool isReplaced = each.feed && each.error && each.error->kind == ErrorKind::NotFound;
            if (!isReplaced || each.target.role != ModelRole::Live) continue;
            open(each);
            isAny = isAny || each.isAlive();
        }
        return isAny;
    }

    /// Returns once the log may have something settled after `position`.
    Result<void> waitForMore(Position position) {
        Query query;
        query.after = position;
        SinkOf sink([](const BatchPtr &) -> Result<Flow> { return Flow::Enough; });
        ES_TRY(m_context.store.follow(query, sink, m_job));
        return {};
    }

    const ProjectionContext m_context;
    const RunOptions &m_options;
    RunListener *const m_listener;
    const JobControl &m_job;
    std::vector<Worked> m_all;
};

} // namespace

Result<std::vector<RunOutcome>> carryOn(const ProjectionContext &context, std::span<const ModelTarget> targets,
                                        const RunOptions &options, RunListener *listener, const JobControl &job) {
    if (!context.store.info().has(Capability::ReadLog)) {
        return fail(ErrorKind::Unsupported, "This store has no order over all its events",
                    "Projections need a log; look at its streams one by one");
    }
    return Runner(context, options, listener, job).run(targets);
}

std::uint64_t distance(Position from, Position to) {
    return from.major == to.major ? to.minor - from.minor : to.major - from.major;
}

} // namespace eventscope
