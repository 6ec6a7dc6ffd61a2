// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/compare.h"

#include "core/history/alignment.h"

#include <unordered_map>

namespace eventscope {
namespace {

constexpr std::size_t kBestMax = 5000;

/// Numbers for texts: equal texts, equal numbers.
class Numbering {
  public:
    [[nodiscard]] std::uint32_t of(const std::string &text) {
        return m_numbers.try_emplace(text, static_cast<std::uint32_t>(m_numbers.size())).first->second;
    }

  private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

struct ComparedEvent {
    Version version;
    std::string type;
    std::optional<Json> data; ///< nothing when it is no JSON
};

struct ComparedStream {
    std::vector<ComparedEvent> events;
    std::vector<AlignedItem> items;
};

struct Numberings {
    Numbering types, payloads;
};

void add(ComparedStream &stream, const ReadableEvent &event, Numberings &numbers) {
    ComparedEvent compared{event.stored().version(), std::string(event.type()), std::nullopt};
    if (auto data = event.data()) compared.data = *std::move(data);
    // The first letter keeps documents and bytes apart.
    const std::string payload = compared.data ? "j" + print(*compared.data) : "b" + std::string(event.payload().bytes);
    stream.items.push_back({numbers.types.of(compared.type), numbers.payloads.of(payload)});
    stream.events.push_back(std::move(compared));
}

Result<ComparedStream> readStream(const EventStore &store, const Lens &lens, const StreamId &id, Numberings &numbers,
                                  const JobControl &job) {
    ComparedStream stream;
    Query query;
    query.from = Selector::stream(id);
    query.fields = Fields::All;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        ES_ASSIGN(events, lens.open(std::move(batch)));
        for (std::size_t row = 0; row < events.rows(); ++row)
            add(stream, events[row], numbers);
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return stream;
}

ComparedRow rowOf(const ComparedStream &left, const ComparedStream &right, const AlignedRow &aligned) {
    const auto [l, r] = aligned;
    ComparedRow row;
    row.type = l ? left.events[*l].type : right.events[*r].type;
    if (l) row.left = left.events[*l].version;
    if (r) row.right = right.events[*r].version;
    if (!l || !r) {
        row.kind = l ? ComparedRow::Kind::OnlyLeft : ComparedRow::Kind::OnlyRight;
        return row;
    }
    if (left.items[*l].payload == right.items[*r].payload) return row;
    row.kind = ComparedRow::Kind::Differs;
    const auto &before = left.events[*l].data, &after = right.events[*r].data;
    if (before && after) row.changes = diff(*before, *after);
    return row;
}

} // namespace

Result<std::vector<ComparedRow>> compareStreams(const EventStore &store, const Lens &lens, const StreamId &left,
                                                const StreamId &right, const JobControl &job) {
    Numberings numbers;
    ES_ASSIGN(a, readStream(store, lens, left, numbers, job));
    ES_ASSIGN(b, readStream(store, lens, right, numbers, job));
    if (job.stopRequested()) return cancelled();
    const bool isShort = a.items.size() <= kBestMax && b.items.size() <= kBestMax;
    std::vector<ComparedRow> rows;
    for (const AlignedRow &row : isShort ? alignBest(a.items, b.items) : alignInOrder(a.items, b.items))
        rows.push_back(rowOf(a, b, row));
    return rows;
}

} // namespace eventscope
