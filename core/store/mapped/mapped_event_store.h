// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_pool.h"
#include "core/event/dictionary.h"
#include "core/store/event_store.h"
#include "core/store/mapped/hole_watch.h"
#include "core/store/mapped/mapped_append.h"
#include "core/store/mapped/mapped_table.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace eventscope {

/// Reads somebody else's table of events in PostgreSQL, as a mapping describes it. It takes no locks but those of a
/// SELECT, and keeps no transaction between calls.
class MappedEventStore final : public EventStore {
  public:
    enum class Evidence : std::uint8_t { Reader, WriterHeld };
    /// Errors: those of PgConnection::open(), detectLayout() and mapTable().
    [[nodiscard]] static Result<std::unique_ptr<MappedEventStore>>
    open(const PgAddress &address, const std::string &table, Evidence evidence, const JobControl &job);

    [[nodiscard]] const MappedTable &table() const { return m_table; }
    [[nodiscard]] const MappedAppend &appending() const { return m_append; }

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
    explicit MappedEventStore(const PgAddress &address)
        : m_pool(address), m_dictionary(std::make_shared<Dictionary>()) {}
    [[nodiscard]] Result<void> identify(const std::string &chosen, Evidence evidence, const JobControl &job);
    void addCapabilities();
    template <class Work>
    auto reading(const JobControl &job, Work &&work) const -> decltype(work(std::declval<PgReadSession &>()));

    mutable PgReadPool m_pool;
    const std::shared_ptr<Dictionary> m_dictionary;
    MappedTable m_table;                        // constant once open
    MappedAppend m_append;                      // constant once open
    StoreInfo m_info;                           // constant once open
    mutable std::unique_ptr<HoleWatch> m_watch; // constant once open; locks by itself
};

} // namespace eventscope
