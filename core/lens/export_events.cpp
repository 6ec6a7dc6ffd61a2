// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/export_events.h"

#include "core/base/atomic_file.h"
#include "core/base/without_progress.h"
#include "core/lens/filtered_scan.h"
#include "core/lens/scan_positions.h"

#include <optional>

namespace eventscope {

namespace {

constexpr std::size_t kPieceBytes = 1 << 20;

/// The text of events, handed on in large pieces.
class Pieces {
  public:
    Pieces(const Encoder &encoder, const WriteText &write) : m_encoder(encoder), m_write(write) {
        m_encoder.begin(m_text);
    }

    [[nodiscard]] std::uint64_t events() const { return m_events; }

    Result<void> add(const EventView &event) {
        m_encoder.add(recordOf(event), m_events == 0, m_text);
        ++m_events;
        if (m_text.size() < kPieceBytes) return {};
        return hand();
    }

    Result<std::uint64_t> finish() {
        m_encoder.end(m_text);
        ES_TRY(hand());
        return m_events;
    }

  private:
    Result<void> hand() {
        ES_TRY(m_write(m_text));
        m_text.clear();
        return {};
    }

    const Encoder &m_encoder;
    const WriteText &m_write;
    std::string m_text;
    std::uint64_t m_events = 0;
};

class MatchesToPieces final : public StoredMatchSink {
  public:
    MatchesToPieces(Pieces &pieces, const ExportRange &range, const JobControl &job)
        : m_pieces(pieces), m_range(range), m_job(job) {}

    Result<Flow> take(const MatchedBatch &matched) override {
        ES_ASSIGN(flow, StoredMatchSink::take(matched));
        m_job.report(m_pieces.events(), m_range.expected);
        return flow;
    }

  private:
    Result<Flow> takeStored(const EventView &event) override {
        if (m_pieces.events() < m_range.limit) ES_TRY(m_pieces.add(event));
        return m_pieces.events() >= m_range.limit ? Flow::Enough : Flow::More;
    }

    Pieces &m_pieces;
    const ExportRange &m_range;
    const JobControl &m_job;
};

} // namespace

Result<std::uint64_t> exportMatching(const EventStore &store, const Lens &lens, const Filter &filter,
                                     const ExportRange &range, const Encoder &encoder, const WriteText &write,
                                     const JobControl &job) {
    Pieces pieces(encoder, write);
    MatchesToPieces sink(pieces, range, job);
    Query query;
    query.fields = kRecordFields;
    ES_TRY(scanMatching(store, lens, filter, query, sink, withoutProgress(job)));
    return pieces.finish();
}

Result<std::uint64_t> exportAt(const EventStore &store, const std::vector<Position> &positions, const Encoder &encoder,
                               const WriteText &write, const JobControl &job) {
    Pieces pieces(encoder, write);
    const auto take = [&pieces](const EventView &event) { return pieces.add(event); };
    ES_TRY(scanPositions(store, positions, kRecordFields, take, job));
    return pieces.finish();
}

Result<std::uint64_t> exportToFile(const std::string &path, const ExportText &text, const JobControl &job) {
    ES_ASSIGN(file, AtomicFile::create(path));
    ES_ASSIGN(events, text([&file](std::string_view piece) { return file.write(piece); }));
    if (job.stopRequested()) return cancelled();
    ES_TRY(file.commit());
    return events;
}

} // namespace eventscope
