// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/filtered_scan.h"

#include "core/lens/opened_ahead.h"

#include <algorithm>

namespace eventscope {

namespace {

/// A readable event in front of a filter; payloads are parsed when the filter asks for them, once.
class ReadableSubject final : public FilterSubject {
  public:
    explicit ReadableSubject(ReadableEvent event) : m_event(event) {}

    [[nodiscard]] EventView event() const override { return m_event.stored(); }
    [[nodiscard]] std::string_view type() const override { return m_event.type(); }
    [[nodiscard]] int schemaVersion() const override { return m_event.schemaVersion(); }
    [[nodiscard]] const Json *data() const override {
        return m_data.of([&] { return m_event.data(); });
    }
    [[nodiscard]] const Json *metadata() const override {
        return m_metadata.of([&]() -> Result<Json> {
            const Payload stored = m_event.metadata();
            if (stored.encoding != Encoding::Json) return fail(ErrorKind::Invalid, "The metadata are not JSON");
            return Json::parse(stored.bytes);
        });
    }

  private:
    /// A document that is made at the first look; null when it cannot be.
    class Lazy {
      public:
        template <class Make>
        const Json *of(Make make) {
            if (!m_made) {
                m_made = true;
                if (auto made = make()) m_value = *std::move(made);
            }
            return m_value ? &*m_value : nullptr;
        }

      private:
        bool m_made = false;
        std::optional<Json> m_value;
    };

    ReadableEvent m_event;
    mutable Lazy m_data, m_metadata;
};

/// Between the store and the sink: has each batch opened through the lens, while the store reads the next one, and
/// keeps what matches, up to a number of matches.
class Matching final : public BatchSink {
  public:
    Matching(const Lens &lens, const Filter &filter, std::size_t rowsMax, MatchSink &sink, Executor *workers)
        : m_opened(lens, workers), m_filter(filter), m_left(rowsMax), m_sink(sink) {}

    [[nodiscard]] Result<Flow> take(BatchPtr stored) override {
        ES_ASSIGN(batch, m_opened.exchange(std::move(stored)));
        return batch ? hand(*batch) : Flow::More;
    }
    /// Hands on what was read last. To be called when the store has given all.
    [[nodiscard]] Result<void> finish() {
        while (!m_endedAt) {
            ES_ASSIGN(batch, m_opened.next());
            if (!batch) break;
            ES_TRY(hand(*batch));
        }
        return {};
    }

    /// Where it ended when it did so before the end of the log.
    [[nodiscard]] const std::optional<Position> &endedAt() const { return m_endedAt; }

  private:
    [[nodiscard]] Result<Flow> hand(const ReadableBatch &batch) {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < batch.rows(); ++row) {
            const bool begins = row == 0 || batch.storedRow(row) != batch.storedRow(row - 1);
            if (begins && rows.size() >= m_left) break;
            if (m_filter.matchesEverything() || matches(m_filter, batch[row])) rows.push_back(row);
        }
        m_left -= std::min(rows.size(), m_left);
        ES_ASSIGN(flow, m_sink.take({batch, rows}));
        if (m_left == 0) m_endedAt = batch[rows.back()].stored().position();
        // The store may have given more by now.
        else if (flow == Flow::Enough)
            m_endedAt = (*batch.stored())[batch.stored()->rows() - 1].position();
        return m_endedAt ? Flow::Enough : Flow::More;
    }

    OpenedAhead m_opened;
    const Filter &m_filter;
    std::size_t m_left;
    MatchSink &m_sink;
    std::optional<Position> m_endedAt;
};

} // namespace

Result<Flow> StoredMatchSink::take(const MatchedBatch &matched) {
    for (const std::uint32_t row : matched.rows) {
        const EventView event = matched.batch[row].stored();
        if (m_last == event.position()) continue;
        m_last = event.position();
        ES_ASSIGN(flow, takeStored(event));
        if (flow == Flow::Enough) return Flow::Enough;
    }
    return Flow::More;
}

bool matches(const Filter &filter, const ReadableEvent &event) { return filter.matches(ReadableSubject(event)); }

Result<ScanEnd> scanMatching(const EventStore &store, const Lens &lens, const Filter &filter, const Query &query,
                             MatchSink &sink, const JobControl &job) {
    const std::vector<std::string> changed = lens.changedTypes();
    Query wider = query;
    wider.fields = query.fields | filter.fields() | lens.fields();
    wider.prefilter = Prefilter::all({query.prefilter, Prefilter::widened(filter.prefilter(), changed)});
    wider.rowsMax = kNoLimit;
    if (query.rowsMax == 0) return ScanEnd{query.after, false};
    Matching matching(lens, filter, query.rowsMax, sink, job.workers);
    ES_ASSIGN(end, store.scan(wider, matching, job));
    ES_TRY(matching.finish());
    return matching.endedAt() ? ScanEnd{*matching.endedAt(), false} : end;
}

} // namespace eventscope
