// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/event_store.h"
#include "core/store/sqlite/event_walk.h"
#include "core/store/sqlite/read_session.h"

#include <memory>
#include <string>

namespace eventscope {

/// Reads a store file of ours. Every call leases a connection that can only read.
class SqliteEventStore final : public EventStore {
  public:
    enum class Evidence : std::uint8_t { Reader, WriterHeld };
    /// Errors: NotFound, Unavailable, Unsupported (no store of ours, or a newer one), Corrupt.
    [[nodiscard]] static Result<std::unique_ptr<SqliteEventStore>> open(const std::string &path, Evidence evidence);

    [[nodiscard]] const StoreInfo &info() const override { return m_info; }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override;
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override;
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override;

    /// Closes the connections that nobody uses now.
    void closeIdle() const { m_pool.closeIdle(); }

  private:
    explicit SqliteEventStore(std::string path);
    [[nodiscard]] Result<void> identify(Evidence evidence);
    template <class Work>
    auto reading(const JobControl &job, Work &&work) const -> decltype(work(std::declval<ReadSession &>()));

    mutable ReadPool m_pool;
    StoreInfo m_info; // constant once open
};

} // namespace eventscope
