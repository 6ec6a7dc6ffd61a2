// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/event_store.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace eventscope::ui {

/// Where scans of a HeldStore wait half way. Threads: any.
class ScanGate {
  public:
    void close() {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        m_waiting = 0;
    }
    void open() {
        const std::lock_guard lock(m_mutex);
        m_isClosed = false;
        m_changed.notify_all();
    }
    /// Scans have come to it since it was closed.
    [[nodiscard]] bool isReached() const {
        const std::lock_guard lock(m_mutex);
        return m_waiting > 0;
    }
    /// Until it is open. Errors: Cancelled.
    [[nodiscard]] Result<void> pass(const JobControl &job) {
        std::unique_lock lock(m_mutex);
        if (m_isClosed) ++m_waiting;
        m_changed.wait(lock, job.stop, [this] { return !m_isClosed; });
        return job.stopRequested() ? cancelled() : Result<void>();
    }

  private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isClosed = false; // guarded by m_mutex, as what follows
    int m_waiting = 0;
};

/// A store whose scans come to a gate with each batch that they have read.
class HeldStore final : public EventStore {
  public:
    HeldStore(std::shared_ptr<const EventStore> store, std::shared_ptr<ScanGate> gate)
        : m_store(std::move(store)), m_gate(std::move(gate)) {}

    const StoreInfo &info() const override { return m_store->info(); }
    Result<Head> head(const JobControl &job) const override { return m_store->head(job); }
    Result<BatchPtr> page(const Query &query, const JobControl &job) const override {
        return m_store->page(query, job);
    }
    Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override {
        SinkOf held([&](BatchPtr batch) -> Result<Flow> {
            ES_TRY(m_gate->pass(job));
            return sink.take(std::move(batch));
        });
        return m_store->scan(query, held, job);
    }
    Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store->follow(query, sink, job);
    }
    Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override {
        return m_store->catalogue(query, job);
    }
    Result<std::vector<EventGroup>> groups(const GroupQuery &query, const JobControl &job) const override {
        return m_store->groups(query, job);
    }
    Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override {
        return m_store->snapshots(stream, job);
    }

  private:
    const std::shared_ptr<const EventStore> m_store;
    const std::shared_ptr<ScanGate> m_gate;
};

} // namespace eventscope::ui
