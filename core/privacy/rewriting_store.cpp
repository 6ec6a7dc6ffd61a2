// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/rewriting_store.h"

#include <utility>
#include <vector>

namespace eventscope {

namespace {

/// Without what looks into payloads: what it would leave out is told by its absence.
Prefilter headersOnly(Prefilter prefilter) {
    if (prefilter.kind == Prefilter::Kind::DataContains || prefilter.kind == Prefilter::Kind::MetadataContains)
        return {};
    for (Prefilter &child : prefilter.children)
        child = headersOnly(std::move(child));
    return prefilter;
}

/// What became another text is JSON from now on.
Payload payloadOf(const Payload &stored, const std::string &text) {
    return {text == stored.bytes ? stored.encoding : Encoding::Json, text};
}

EventRow rowOf(const EventBatch &batch, std::size_t at) {
    const EventView event = batch[at];
    EventRow row;
    row.position = event.position();
    row.stream = event.streamCode();
    row.type = event.typeCode();
    row.version = event.version();
    row.recordedUs = batch.recordedUs()[at];
    if (!batch.validUs().empty()) row.validUs = batch.validUs()[at];
    row.id = event.id();
    if (!batch.hashes().empty()) row.hash = batch.hashes()[at];
    return row;
}

} // namespace

Result<BatchPtr> RewritingStore::page(const Query &query, const JobControl &job) const {
    ES_ASSIGN(batch, m_store->page(behind(query), job));
    return rewritten(std::move(batch));
}

Result<ScanEnd> RewritingStore::scan(const Query &query, BatchSink &sink, const JobControl &job) const {
    SinkOf rewriting([&](BatchPtr batch) -> Result<Flow> {
        ES_ASSIGN(other, rewritten(std::move(batch)));
        return sink.take(std::move(other));
    });
    return m_store->scan(behind(query), rewriting, job);
}

Result<ScanEnd> RewritingStore::follow(const Query &query, BatchSink &sink, const JobControl &job) const {
    SinkOf rewriting([&](BatchPtr batch) -> Result<Flow> {
        ES_ASSIGN(other, rewritten(std::move(batch)));
        return sink.take(std::move(other));
    });
    return m_store->follow(behind(query), rewriting, job);
}

Query RewritingStore::behind(Query query) const {
    query.prefilter = headersOnly(std::move(query.prefilter));
    query.fields = query.fields | fields();
    return query;
}

Result<BatchPtr> RewritingStore::rewritten(BatchPtr batch) const {
    if (batch->data().empty() && batch->metadata().empty()) return batch;
    bool isChanged = false;
    for (std::size_t row = 0; row < batch->rows() && !isChanged; ++row)
        isChanged = mayChange((*batch)[row]);
    if (!isChanged) return batch;
    ES_ASSIGN(all, texts(*batch));
    BatchBuilder builder(batch->dictionaryPtr(), batch->fields());
    builder.reserve(batch->rows(), batch->arena().size());
    for (std::size_t at = 0; at < batch->rows(); ++at) {
        EventRow row = rowOf(*batch, at);
        row.data = payloadOf((*batch)[at].data(), all[at].data);
        row.metadata = payloadOf((*batch)[at].metadata(), all[at].metadata);
        builder.add(row);
    }
    return builder.publish();
}

} // namespace eventscope
