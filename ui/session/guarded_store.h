// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/event_store.h"

#include <QStringList>
#include <QThread>

#include <memory>
#include <mutex>

namespace eventscope::ui {

/// Notes calls that block and yet were made on the thread of the window. Threads: any.
class GuiThreadGuard {
  public:
    explicit GuiThreadGuard(const QThread *guiThread) : m_guiThread(guiThread) {}

    /// Called by whatever may block. On the GUI thread it is noted, and warned about (tests fail on that warning).
    void entering(const char *call) const;
    /// The calls noted so far.
    [[nodiscard]] QStringList caught() const;

  private:
    const QThread *const m_guiThread;
    mutable std::mutex m_mutex;
    mutable QStringList m_caught; // guarded by m_mutex
};

/// A store that reports every blocking call to a guard and passes it on. Threads: as the store behind it.
class GuardedStore final : public EventStore {
  public:
    GuardedStore(std::shared_ptr<const EventStore> store, std::shared_ptr<const GuiThreadGuard> guard)
        : m_store(std::move(store)), m_guard(std::move(guard)) {}

    [[nodiscard]] const StoreInfo &info() const override { return m_store->info(); }
    [[nodiscard]] std::optional<std::uint64_t> statementsSent() const override { return m_store->statementsSent(); }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override;
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override;
    [[nodiscard]] Result<std::vector<EventGroup>> groups(const GroupQuery &query, const JobControl &job) const override;
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override;

  private:
    const std::shared_ptr<const EventStore> m_store;
    const std::shared_ptr<const GuiThreadGuard> m_guard;
};

} // namespace eventscope::ui
