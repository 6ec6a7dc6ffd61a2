// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/event_store.h"
#include "core/store/memory/event_log.h"
#include "core/store/memory/log_catalogue.h"
#include "core/store/memory/snapshot_shelf.h"

#include <chrono>
#include <memory>

namespace eventscope {

/// An EventStore over an EventLog. Everything in the log is settled.
class LogReader : public EventStore {
  public:
    LogReader(StoreInfo info, std::shared_ptr<const EventLog> log, std::shared_ptr<const SnapshotShelf> snapshots);

    [[nodiscard]] const StoreInfo &info() const override { return m_info; }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override;
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override;
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override;

  protected:
    /// Brings the log up to date, for logs that others fill. Called by head() and, at least every kPoll, by follow().
    [[nodiscard]] virtual Result<void> refresh(const JobControl &job) const;

  private:
    static constexpr std::chrono::milliseconds kPoll{250};

    const StoreInfo m_info;
    const std::shared_ptr<const EventLog> m_log;
    const std::shared_ptr<const SnapshotShelf> m_snapshots;
    const LogCatalogue m_catalogue;
};

} // namespace eventscope
