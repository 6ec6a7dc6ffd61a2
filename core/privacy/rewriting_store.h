// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/event_batch.h"
#include "core/store/event_store.h"
#include "core/vault/privacy_policy.h"

#include <memory>
#include <span>
#include <string>

namespace eventscope {

/// A store in front of another one, out of which come other payloads than are stored; all else is as stored. Since
/// nothing else comes out of it, all that is made of it sees those payloads: views, searches, filters, counts, exports.
/// Prefilters never look at payloads, which they would see as they are stored. Snapshots are left out, groups are
/// Unsupported. Sizes are those of what comes out; content hashes those of what is stored. Threads as the store behind.
class RewritingStore : public EventStore {
  public:
    [[nodiscard]] const StoreInfo &info() const final { return m_store->info(); }
    [[nodiscard]] Result<Head> head(const JobControl &job) const final { return m_store->head(job); }
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const final;
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const final;
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const final;
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const final {
        return m_store->catalogue(query, job);
    }
    [[nodiscard]] std::optional<std::uint64_t> statementsSent() const final { return m_store->statementsSent(); }
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &, const JobControl &) const final {
        return SnapshotList();
    }

  protected:
    explicit RewritingStore(std::shared_ptr<const EventStore> store) : m_store(std::move(store)) {}

    /// Columns that texts() looks at, whatever is asked for.
    [[nodiscard]] virtual Fields fields() const { return Fields::Header; }
    /// False for nearly everything that texts() would not change.
    [[nodiscard]] virtual bool mayChange(const EventView &event) const = 0;
    struct Texts {
        std::string data, metadata; ///< empty where the event has none, or it was not asked for
    };
    /// Of each of the batch's events, one of which at least mayChange().
    [[nodiscard]] virtual Result<std::vector<Texts>> texts(const EventBatch &batch) const = 0;

  private:
    [[nodiscard]] Query behind(Query query) const;
    [[nodiscard]] Result<BatchPtr> rewritten(BatchPtr batch) const;

    const std::shared_ptr<const EventStore> m_store;
};

} // namespace eventscope
