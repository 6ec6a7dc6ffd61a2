// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stream_fixture.h"

#include "core/fold/declared_fold.h"

namespace eventscope::testing {
namespace {

class ListSource final : public ImportSource {
  public:
    ListSource(const std::vector<TestEvent> &events, const StreamId &stream) : m_events(events), m_stream(stream) {}
    [[nodiscard]] Result<bool> next(ImportEvent &event) override {
        if (m_next == 2 * m_events.size()) return false;
        // Every other event is one of another stream, so that versions and positions differ.
        const TestEvent &from = m_events[m_next / 2];
        const bool isOther = m_next % 2 == 0;
        event.event.id = derivedEventId("history", std::to_string(m_next));
        event.event.type = isOther ? "Other" : from.type;
        event.event.data = isOther ? "{}" : from.data;
        event.event.validAt.reset();
        if (from.validUs) event.event.validAt = timeOfUs(*from.validUs);
        event.stream = isOther ? StreamId{"s-2"} : m_stream;
        event.version = kNoVersion;
        m_us = from.recordedUs ? from.recordedUs : m_us + 1;
        event.recordedAt = timeOfUs(m_us);
        ++m_next;
        return true;
    }

  private:
    const std::vector<TestEvent> &m_events;
    const StreamId &m_stream;
    std::size_t m_next = 0;
    std::int64_t m_us = 1'000'000;
};

/// Forwards, but publishes every state as a document of its own.
class NativeLikeRun final : public FoldRun {
  public:
    explicit NativeLikeRun(std::unique_ptr<FoldRun> run) : m_run(std::move(run)) {}
    [[nodiscard]] Result<void> apply(const ReadableBatch &events, Emit which, StepSink *sink,
                                     const JobControl &job) override {
        struct Anew final : StepSink {
            explicit Anew(StepSink *to) : m_to(to) {}
            Result<Flow> step(std::size_t row, const Json *state, const StepOutcome &outcome) override {
                if (!m_to) return Flow::More;
                if (!state) return m_to->step(row, nullptr, outcome);
                const Json anew = json(print(*state));
                return m_to->step(row, &anew, outcome);
            }
            StepSink *m_to;
        } anew(sink);
        return m_run->apply(events, which, &anew, job);
    }
    [[nodiscard]] Result<Json> state() override { return json(print(must(m_run->state()))); }
    [[nodiscard]] Result<std::string> save() override { return m_run->save(); }
    [[nodiscard]] Result<void> restore(std::string_view saved) override { return m_run->restore(saved); }

  private:
    std::unique_ptr<FoldRun> m_run;
};

class NativeLikeFold final : public Fold {
  public:
    explicit NativeLikeFold(FoldPtr fold) : m_fold(std::move(fold)), m_info(m_fold->info()) {
        m_info.kind = ProvenanceKind::DomainFold;
        m_info.language = "C++";
    }
    [[nodiscard]] const FoldInfo &info() const override { return m_info; }
    [[nodiscard]] std::unique_ptr<FoldRun> start() const override {
        return std::make_unique<NativeLikeRun>(m_fold->start());
    }

  private:
    FoldPtr m_fold;
    FoldInfo m_info;
};

struct PlainSink final : StepSink {
    Result<Flow> step(std::size_t, const Json *, const StepOutcome &outcome) override {
        last = outcome;
        return Flow::More;
    }
    StepOutcome last;
};

} // namespace

Result<BatchPtr> FaultyStore::page(const Query &query, const JobControl &job) const {
    if (pages++ == failAtPage) return fail(ErrorKind::Unavailable, "The store went away");
    return m_store->page(query, job);
}
Result<ScanEnd> FaultyStore::scan(const Query &query, BatchSink &sink, const JobControl &job) const {
    return m_store->scan(query, sink, job);
}
Result<ScanEnd> FaultyStore::follow(const Query &query, BatchSink &sink, const JobControl &job) const {
    return m_store->follow(query, sink, job);
}
Result<Catalogue> FaultyStore::catalogue(const CatalogueQuery &query, const JobControl &job) const {
    return m_store->catalogue(query, job);
}
Result<SnapshotList> FaultyStore::snapshots(const StreamId &stream, const JobControl &job) const {
    return m_store->snapshots(stream, job);
}

StreamFixture::StreamFixture(const std::vector<TestEvent> &events)
    : m_store(std::make_unique<MemoryStore>(m_clock)), m_faulty(std::make_shared<FaultyStore>(m_store->reader())) {
    ListSource source(events, m_stream);
    static_cast<void>(must(m_store->import(source, {})));
}

void StreamFixture::putSnapshot(const Snapshot &snapshot) {
    if (const auto done = m_store->putSnapshot(snapshot, {}); !done) throw std::runtime_error(describe(done.error()));
}

Position StreamFixture::positionOf(Version version) const {
    Query query;
    query.from = Selector::stream(m_stream);
    query.afterVersion = {version.value - 1};
    query.rowsMax = 1;
    return (*must(m_store->reader().page(query, {})))[0].position();
}

StreamFixture::Plain StreamFixture::foldPlainly(const Fold &fold) const {
    Plain plain;
    for (std::size_t events = 0;; ++events) {
        const auto run = fold.start();
        PlainSink sink;
        Query query;
        query.from = Selector::stream(m_stream);
        query.fields = Fields::All;
        query.rowsMax = events;
        std::size_t rows = 0;
        if (events > 0) {
            const BatchPtr batch = must(m_store->reader().page(query, {}));
            rows = batch->rows();
            if (!run->apply(ReadableBatch(batch), Emit::last(), &sink, {})) throw std::runtime_error("apply");
        }
        if (rows < events) return plain;
        if (events > 0) plain.outcomes.push_back(sink.last);
        plain.states.push_back(must(run->state()));
    }
}

HistoryPtr StreamFixture::history(const FoldPtr &fold, const HistoryOptions &options) const {
    return must(buildHistory(m_faulty, identityLens(), fold, m_stream, options, {}, {}));
}

std::vector<HistoryOptions> everyWayToKeep() {
    HistoryOptions states, checkpoints, little;
    checkpoints.bytesMax = 6000;
    checkpoints.replayBudget = std::chrono::microseconds(0);
    little.bytesMax = 1;
    return {states, checkpoints, little};
}

FoldPtr declared(std::string_view description) { return must(declaredFold(description)); }
FoldPtr nativeLike(FoldPtr fold) { return std::make_shared<const NativeLikeFold>(std::move(fold)); }
Json json(std::string_view text) { return must(Json::parse(text)); }

} // namespace eventscope::testing
