// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_pool.h"
#include "core/event/dictionary.h"
#include "core/store/event_store.h"

#include <memory>

namespace eventscope {

/// Reads a store of ours in PostgreSQL. Every call leases a session that can only read.
class PostgresEventStore final : public EventStore {
  public:
    enum class Evidence : std::uint8_t { Reader, WriterHeld };
    /// Errors: those of PgConnection::open(), Unsupported (no store of ours, or a newer one), Corrupt.
    [[nodiscard]] static Result<std::unique_ptr<PostgresEventStore>> open(const PgAddress &address, Evidence evidence,
                                                                          const JobControl &job);

    [[nodiscard]] const StoreInfo &info() const override { return m_info; }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override;
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] std::optional<std::uint64_t> statementsSent() const override { return m_pool.statementsSent(); }
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override;
    [[nodiscard]] Result<std::vector<EventGroup>> groups(const GroupQuery &query, const JobControl &job) const override;
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override;

  private:
    explicit PostgresEventStore(const PgAddress &address)
        : m_pool(address), m_dictionary(std::make_shared<Dictionary>()) {}
    [[nodiscard]] Result<void> identify(Evidence evidence, const JobControl &job);
    template <class Work>
    auto reading(const JobControl &job, Work &&work) const -> decltype(work(std::declval<PgReadSession &>()));

    mutable PgReadPool m_pool;
    const std::shared_ptr<Dictionary> m_dictionary;
    StoreInfo m_info; // constant once open
};

} // namespace eventscope
