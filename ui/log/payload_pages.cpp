// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/payload_pages.h"

#include "core/store/events_at.h"

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {
// A screen shows rows of two pages at most; what was scrolled past meanwhile is not worth reading any more.
constexpr std::size_t kWantedMax = 4;

bool hasAny(const std::vector<PayloadPath> &paths, PayloadPath::Root root) {
    return std::ranges::any_of(paths, [root](const PayloadPath &path) { return path.root == root; });
}

std::vector<PayloadValue> valuesOf(const ReadableEvent &event, const std::vector<PayloadPath> &paths) {
    std::optional<Json> data, metadata;
    if (hasAny(paths, PayloadPath::Root::Data)) {
        if (auto read = event.data()) data = *std::move(read);
    }
    if (const Payload stored = event.metadata();
        hasAny(paths, PayloadPath::Root::Metadata) && stored.encoding == Encoding::Json) {
        if (auto read = Json::parse(stored.bytes)) metadata = *std::move(read);
    }
    std::vector<PayloadValue> values;
    for (const PayloadPath &path : paths) {
        const auto &document = path.root == PayloadPath::Root::Data ? data : metadata;
        values.push_back(document ? payloadValue(*document, path.pointer) : PayloadValue());
    }
    return values;
}

/// For each event of the batch which of the positions is its own. Both ascend; a stream that was removed meanwhile has
/// left some without an event.
std::vector<std::size_t> placesOf(const EventBatch &batch, const std::vector<Position> &positions) {
    std::vector<std::size_t> places;
    places.reserve(batch.rows());
    std::size_t place = 0;
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        while (place < positions.size() && positions[place] < batch[row].position())
            ++place;
        places.push_back(place);
    }
    return places;
}

/// Of the first of the events that the lens makes of a stored one, as the inspector shows it.
Result<void> readValues(const BatchPtr &batch, const std::vector<std::size_t> &places, const Lens &lens,
                        const std::vector<PayloadPath> &paths, std::vector<PayloadCells> &cells,
                        const JobControl &job) {
    ES_ASSIGN(readable, lens.open(batch));
    for (std::size_t row = 0; row < readable.rows(); ++row) {
        if (job.stopRequested()) return cancelled();
        const std::size_t place = places[readable.storedRow(row)];
        if (place < cells.size() && cells[place].values.empty()) cells[place].values = valuesOf(readable[row], paths);
    }
    return {};
}

/// The cells of the rows at these positions. The payloads themselves, which may be a gigabyte, end on the worker that
/// read them.
Call<std::vector<PayloadCells>> cellsOf(Call<BatchPtr> page, LensPtr lens, std::vector<PayloadPath> paths,
                                        std::vector<Position> positions) {
    return [page = std::move(page), lens = std::move(lens), paths = std::move(paths),
            positions = std::move(positions)](const JobControl &job) -> Result<std::vector<PayloadCells>> {
        ES_ASSIGN(batch, page(job));
        const auto places = placesOf(*batch, positions);
        std::vector<PayloadCells> cells(positions.size()); // without an event there is no payload
        for (std::size_t i = 0; i < batch->rows(); ++i)
            if (places[i] < cells.size()) cells[places[i]] = {batch->data()[i].size, batch->data()[i].encoding, {}};
        if (!paths.empty()) ES_TRY(readValues(batch, places, *lens, paths, cells, job));
        for (PayloadCells &row : cells)
            row.values.resize(paths.size());
        return cells;
    };
}
} // namespace

PayloadPages::PayloadPages(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_job(session.workers()) {
    m_gather.setSingleShot(true);
    connect(&m_gather, &QTimer::timeout, this, &PayloadPages::fetchNext);
}

std::optional<PayloadCells> PayloadPages::cells(std::uint64_t row) {
    const auto at = row % kPageRows;
    if (const Page *cached = m_pages.find(row)) {
        if (at < cached->size()) return (*cached)[at];
        m_pages.dropFrom(row); // the last page, which was not full then
    }
    want(row);
    return std::nullopt;
}

void PayloadPages::setPaths(std::vector<PayloadPath> paths) {
    m_paths = std::move(paths);
    m_numbers.assign(m_paths.size(), false);
    m_others.assign(m_paths.size(), false);
    clear();
}

void PayloadPages::retry() {
    m_problem.reset();
    Q_EMIT problemChanged();
}

void PayloadPages::clear() {
    m_job.drop();
    m_gather.stop();
    m_wanted.clear();
    m_pages.clear();
    if (std::exchange(m_problem, std::nullopt)) Q_EMIT problemChanged();
}

void PayloadPages::want(std::uint64_t row) {
    if (m_problem) return;
    for (const PageRequest &request : m_pages.request(row, row))
        m_wanted.push_back(request);
    while (m_wanted.size() > kWantedMax) {
        m_pages.giveUp(m_wanted.front());
        m_wanted.erase(m_wanted.begin());
    }
    if (!m_wanted.empty() && !m_job.isRunning()) m_gather.start(0);
}

void PayloadPages::fetchNext() {
    if (m_wanted.empty() || m_job.isRunning()) return;
    const PageRequest request = m_wanted.back();
    m_wanted.pop_back();
    const LogFilter &filter = m_session.filter();
    const auto rows = std::min(kPageRows, filter.count() - request.firstRow);
    std::vector<Position> positions;
    for (std::uint64_t row = request.firstRow; row < request.firstRow + rows; ++row)
        positions.push_back(m_session.index().position(filter.row(row)));
    Fields fields = Fields::Data | m_session.lens()->fields();
    if (hasAny(m_paths, PayloadPath::Root::Metadata)) fields = fields | Fields::Metadata;
    Query query = eventsAt(positions, fields);
    if (!filter.isOn()) query.prefilter = {}; // there are no others between them
    m_job.start(cellsOf(m_session.page(query), m_session.lens(), m_paths, std::move(positions)),
                [this, request](Result<Page> answer) { handlePage(request, std::move(answer)); });
}

void PayloadPages::noteKinds(const Page &page) {
    for (const PayloadCells &row : page) {
        for (std::size_t path = 0; path < row.values.size(); ++path) {
            const auto kind = row.values[path].kind;
            if (!kind || kind == Json::Kind::Null) continue;
            (kind == Json::Kind::Number ? m_numbers : m_others)[path] = true;
        }
    }
}

void PayloadPages::handlePage(const PageRequest &request, Result<Page> answer) {
    if (!answer) {
        m_pages.giveUp(request);
        for (const PageRequest &other : m_wanted)
            m_pages.giveUp(other);
        m_wanted.clear();
        m_problem = answer.error();
        Q_EMIT problemChanged();
        return;
    }
    const std::uint64_t rows = answer->size();
    noteKinds(*answer);
    if (m_pages.put(request, *std::move(answer))) Q_EMIT loaded(request.firstRow, request.firstRow + rows - 1);
    fetchNext();
}

} // namespace eventscope::ui
