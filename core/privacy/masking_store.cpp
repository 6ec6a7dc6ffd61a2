// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/masking_store.h"

#include "core/event/event_batch.h"
#include "core/vault/opening.h"

#include <algorithm>
#include <string>
#include <utility>

namespace eventscope {

namespace {

using Part = PersonalField::Part;

/// Without what looks into payloads: what it would leave out is told by its absence.
Prefilter headersOnly(Prefilter prefilter) {
    if (prefilter.kind == Prefilter::Kind::DataContains || prefilter.kind == Prefilter::Kind::MetadataContains)
        return {};
    for (Prefilter &child : prefilter.children)
        child = headersOnly(std::move(child));
    return prefilter;
}

class MaskingStore final : public EventStore {
  public:
    MaskingStore(std::shared_ptr<const EventStore> store, PrivacyPolicy policy)
        : m_store(std::move(store)), m_policy(std::move(policy)) {}

    [[nodiscard]] const StoreInfo &info() const override { return m_store->info(); }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override { return m_store->head(job); }
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const override {
        ES_ASSIGN(batch, m_store->page(headersOf(query), job));
        return masked(std::move(batch));
    }
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override {
        SinkOf masking([&](BatchPtr batch) { return sink.take(masked(std::move(batch))); });
        return m_store->scan(headersOf(query), masking, job);
    }
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override {
        SinkOf masking([&](BatchPtr batch) { return sink.take(masked(std::move(batch))); });
        return m_store->follow(headersOf(query), masking, job);
    }
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override {
        return m_store->catalogue(query, job);
    }
    [[nodiscard]] std::optional<std::uint64_t> statementsSent() const override { return m_store->statementsSent(); }
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &, const JobControl &) const override {
        return SnapshotList();
    }

  private:
    static Query headersOf(Query query) {
        query.prefilter = headersOnly(std::move(query.prefilter));
        return query;
    }

    [[nodiscard]] bool mayChange(const EventView &event) const {
        return !m_policy.fieldsOf(event.type()).empty() || mayHoldProtected(event.data().bytes) ||
               mayHoldProtected(event.metadata().bytes);
    }

    [[nodiscard]] BatchPtr masked(BatchPtr batch) const {
        if (batch->data().empty() && batch->metadata().empty()) return batch;
        bool isChanged = false;
        for (std::size_t row = 0; row < batch->rows() && !isChanged; ++row)
            isChanged = mayChange((*batch)[row]);
        return isChanged ? rewritten(*batch) : batch;
    }

    [[nodiscard]] BatchPtr rewritten(const EventBatch &batch) const {
        BatchBuilder builder(batch.dictionaryPtr(), batch.fields());
        builder.reserve(batch.rows(), batch.arena().size());
        for (std::size_t at = 0; at < batch.rows(); ++at) {
            const EventView event = batch[at];
            const std::string data = textOf(event, event.data(), Part::Data);
            const std::string metadata = textOf(event, event.metadata(), Part::Metadata);
            EventRow row;
            row.position = event.position();
            row.stream = event.streamCode();
            row.type = event.typeCode();
            row.version = event.version();
            row.recordedUs = batch.recordedUs()[at];
            if (!batch.validUs().empty()) row.validUs = batch.validUs()[at];
            row.id = event.id();
            row.data = {encodingOf(event.data(), data), data};
            row.metadata = {encodingOf(event.metadata(), metadata), metadata};
            if (!batch.hashes().empty()) row.hash = batch.hashes()[at];
            builder.add(row);
        }
        return builder.publish();
    }

    [[nodiscard]] std::string textOf(const EventView &event, const Payload &payload, Part part) const {
        if (payload.bytes.empty()) return {};
        return maskedText(payload.bytes, m_policy.fieldsOf(event.type()), part);
    }
    /// What was masked as a whole is JSON from now on.
    static Encoding encodingOf(const Payload &payload, const std::string &text) {
        return text == payload.bytes ? payload.encoding : Encoding::Json;
    }

    const std::shared_ptr<const EventStore> m_store;
    const PrivacyPolicy m_policy;
};

} // namespace

std::shared_ptr<const EventStore> maskedStore(std::shared_ptr<const EventStore> store, PrivacyPolicy policy) {
    return std::make_shared<MaskingStore>(std::move(store), std::move(policy));
}

} // namespace eventscope
