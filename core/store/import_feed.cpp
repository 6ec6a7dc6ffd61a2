// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/import_feed.h"

#include "core/base/no_memory.h"
#include "core/store/append_rules.h"
#include "core/store/content_hash.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace eventscope {

namespace {

constexpr std::size_t kBatchEventsMax = 256;
constexpr std::size_t kBatchBytesMax = 1 << 20;
/// From this size on the memory of a payload is not kept for the events after it.
constexpr std::size_t kPayloadBytesKept = 64 << 10;

struct Batch {
    std::array<PreparedImport, kBatchEventsMax> events;
    std::size_t count = 0;
};

void dropIfLarge(std::string &payload) {
    if (payload.capacity() > kPayloadBytesKept) std::string().swap(payload);
}

} // namespace

/// The batches between the one who makes them and the one who takes them, in a ring. Whoever finds the source free may
/// fill the next one, so that nobody waits for a task that has not begun.
class ImportFeed::Batches {
  public:
    Batches(ImportSource &source, const AppendLimits &limits, Chains chains, const JobControl &job)
        : m_source(source), m_limits(limits), m_chains(chains), m_job(job) {}

    /// Fills batches as long as there is room and something to come. The task of a worker.
    void fillAhead() {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [this] { return m_over || (!m_filling && m_ready < m_ring.size()); });
            if (m_over) return;
            fillNext(lock);
        }
    }

    Result<std::span<const PreparedImport>> take() {
        std::unique_lock lock(m_mutex);
        giveBack();
        while (m_ready == 0 && !m_over) {
            if (m_filling) {
                m_changed.wait(lock);
            } else {
                fillNext(lock);
            }
        }
        if (m_ready == 0) {
            if (m_failure) return fail(*m_failure);
            return std::span<const PreparedImport>();
        }
        m_taken = true;
        const Batch &batch = *m_ring[m_first];
        return std::span(batch.events.data(), batch.count);
    }

    void end() {
        m_abandoned = true;
        std::unique_lock lock(m_mutex);
        m_over = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_filling; });
    }

  private:
    void giveBack() {
        if (!m_taken) return;
        m_taken = false;
        m_first = (m_first + 1) % m_ring.size();
        --m_ready;
        m_changed.notify_all();
    }

    void fillNext(std::unique_lock<std::mutex> &lock) {
        auto &place = m_ring[(m_first + m_ready) % m_ring.size()];
        m_filling = true;
        lock.unlock();
        auto more = withoutThrowing([&] {
            if (!place) place = std::make_unique<Batch>();
            return fill(*place);
        });
        lock.lock();
        m_filling = false;
        if (place && place->count > 0) ++m_ready;
        if (!more || !*more) m_over = true;
        if (!more) m_failure = std::move(more).error();
        m_changed.notify_all();
    }

    /// False: the source is at its end. What came before an error is in the batch.
    Result<bool> fill(Batch &batch) {
        std::size_t bytes = 0;
        for (batch.count = 0; batch.count < kBatchEventsMax && bytes < kBatchBytesMax; ++batch.count) {
            if (m_abandoned || m_job.stopRequested()) return cancelled();
            PreparedImport &prepared = batch.events[batch.count];
            ImportEvent &event = prepared.event;
            dropIfLarge(event.event.data);
            dropIfLarge(event.event.metadata);
            ES_ASSIGN(more, m_source.next(event));
            if (!more) return false;
            ES_TRY(checkImport(event, m_limits));
            prepare(prepared);
            bytes += event.event.data.size() + event.event.metadata.size();
        }
        return true;
    }

    void prepare(PreparedImport &prepared) {
        const ImportEvent &event = prepared.event;
        prepared.content = contentHash(event.event);
        prepared.stream = m_streams.try_emplace(event.stream.value, m_streams.size()).first->second;
        if (m_chains == Chains::Leave) return;
        if (prepared.stream == m_ends.size()) m_ends.emplace_back();
        ChainEnd &end = m_ends[prepared.stream];
        prepared.before = end;
        ++end.version.value;
        end.chain =
            chainHash(end.chain, event.stream.value, end.version, event.event.id, prepared.content, event.recordedAt);
        prepared.after = end;
    }

    ImportSource &m_source;       // used by whoever set m_filling
    const AppendLimits &m_limits; // as m_source
    const Chains m_chains;
    const JobControl &m_job;                                // as m_source
    std::unordered_map<std::string, std::size_t> m_streams; // as m_source
    std::vector<ChainEnd> m_ends;                           // as m_source; by stream

    std::atomic<bool> m_abandoned = false;
    std::mutex m_mutex; // guards what follows, except for the batch that is being filled and the one that is taken
    std::condition_variable m_changed;
    std::array<std::unique_ptr<Batch>, 4> m_ring;
    std::size_t m_first = 0, m_ready = 0;
    bool m_taken = false;   ///< the first of the ready ones is with the caller
    bool m_filling = false; ///< somebody uses the source
    bool m_over = false;    ///< nothing is filled any more
    std::optional<Error> m_failure;
};

ImportFeed::ImportFeed(ImportSource &source, const AppendLimits &limits, Chains chains, const JobControl &job)
    : m_batches(std::make_shared<Batches>(source, limits, chains, job)) {
    if (!job.workers) return;
    try {
        job.workers->run([batches = m_batches] { batches->fillAhead(); });
    } catch (const std::exception &) {
        return; // no thread is to be had: next() fills the batches
    }
}

ImportFeed::~ImportFeed() { m_batches->end(); }

Result<std::span<const PreparedImport>> ImportFeed::next() { return m_batches->take(); }

} // namespace eventscope
