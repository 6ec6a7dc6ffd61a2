// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include "core/lens/export_events.h"
#include "core/open/export_target.h"
#include "core/privacy/clear_export.h"
#include "core/store/events_at.h"
#include "core/workspace/event_notes.h"
#include "ui/session/projection_runs.h"
#include "ui/session/store_privacy.h"
#include "ui/theme/theme.h"

#include <QThread>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kGrowthIntervalMs = 100;
/// More than other programs take at once.
constexpr std::size_t kTextBytesMax = 64u << 20;
/// Pretty printing is worth it only for what a person reads as a whole; beyond, the text stays as it is stored.
constexpr std::size_t kPrettyBytesMax = 64u << 10;

EventDetailsPtr detailsOf(BatchPtr batch, ReadableBatch readable) {
    const auto made =
        std::make_shared<EventDetails>(EventDetails{std::move(batch), std::move(readable), {}, {}, {}, {}, {}});
    EventDetails &details = *made;
    if (details.readable.rows() > 0) {
        auto data = details.readable[0].data();
        if (data)
            details.data = *std::move(data);
        else
            details.problem = describe(data.error());
    }
    if (details.data && details.readableBytes().size() <= kPrettyBytesMax) details.pretty = printPretty(*details.data);
    const Payload metadata = details.readable.rows() > 0 ? details.readable[0].metadata() : details.event().metadata();
    if (auto parsed = Json::parse(metadata.bytes)) details.metadata = *std::move(parsed);
    details.links = readMetadata(metadata);
    details.dataOddities = odditiesOf(details.event().data());
    details.metadataOddities = odditiesOf(metadata);
    return made;
}

Result<EventDetailsPtr> onlyEvent(Result<BatchPtr> found, const Lens &lens) {
    ES_ASSIGN(batch, std::move(found));
    if (batch->rows() == 0) return fail(ErrorKind::NotFound, "There is no such event in this store");
    ES_ASSIGN(readable, lens.open(batch));
    return detailsOf(std::move(batch), std::move(readable));
}

Result<std::uint64_t> writeChoice(const EventStore &store, const Lens &lens, const EventChoice &choice,
                                  FileFormat format, const WriteText &write, const JobControl &job) {
    const auto encoder = makeEncoder(format);
    if (choice.rows) {
        ES_ASSIGN(positions, positionsOf(*choice.index, *choice.rows, job));
        return exportAt(store, positions, *encoder, write, job);
    }
    return exportMatching(store, lens, choice.filter, {.expected = choice.expected}, *encoder, write, job);
}

} // namespace

Session::Session(Workers &workers, OpenedStore opened, QObject *parent)
    : QObject(parent),
      m_workers(workers),
      m_guard(std::make_shared<GuiThreadGuard>(thread())),
      m_store(std::make_shared<GuardedStore>(std::move(opened.store), m_guard)),
      m_isMasked(opened.unmasked != nullptr),
      m_memory(std::make_shared<StoreMemory>(std::move(opened.memoryFile), m_store->info().identity, m_guard)),
      m_cliStore(std::move(opened.cliStore)),
      m_cliDomain(std::move(opened.cliDomain)),
      m_lens(std::move(opened.lens)),
      m_projections(std::make_shared<StoreProjections>(
          m_store, opened.derivedLens ? opened.derivedLens : m_lens, std::move(opened.projections),
          std::move(opened.processes), std::move(opened.modelsFolder), std::move(opened.modelsAtRest), m_guard)),
      m_folds(std::move(opened.folds)),
      m_privacy(std::make_shared<StorePrivacy>(
          StorePrivacy::Parts{opened.unmasked ? std::make_shared<GuardedStore>(opened.unmasked, m_guard) : m_store,
                              std::move(opened.access), std::move(opened.protection), std::move(opened.upcasters),
                              m_folds, std::move(opened.freshProgram)})),
      m_feed(std::make_shared<LogFeed>(m_store, std::move(opened.index))),
      m_log(m_feed->state()),
      m_series(Theme::kSeries),
      m_growth(
          workers, [this](const LogState &log) { handleLog(log); }, kGrowthIntervalMs),
      m_reading(workers),
      m_filter(workers, *this),
      m_savedFilters(workers, *this, m_undo),
      m_usedFilters(workers, m_memory, m_undo),
      m_runs(std::make_unique<ProjectionRuns>(*this)) {
    load();
}

Session::~Session() = default;

const StoreProtection &Session::protection() const { return m_privacy->protection(); }

std::uint64_t Session::rowsAtCursor() const {
    return m_cursor.isLive() ? rows() : std::min(rows(), index().rowsAsOf(m_cursor.until()));
}

std::optional<std::uint64_t> Session::rowAt(Position position) const {
    const auto count = std::min(rows(), index().rowsAsOf(position));
    if (count == 0) return std::nullopt;
    return count - 1;
}

void Session::retry() {
    if (m_reading.isRunning()) return;
    setProblem(std::nullopt);
    m_loaded ? follow() : load();
}

Call<BatchPtr> Session::page(Query query) const {
    return [store = m_store, query = std::move(query)](const JobControl &job) { return store->page(query, job); };
}

Call<EventDetailsPtr> Session::event(Position position) const {
    return [store = m_store, lens = m_lens, position](const JobControl &job) {
        return onlyEvent(store->page(eventAt(position, Fields::All), job), *lens);
    };
}

Call<EventDetailsPtr> Session::event(EventId id) const {
    return [store = m_store, lens = m_lens, id](const JobControl &job) {
        return onlyEvent(findEvent(*store, id, Fields::All, job), *lens);
    };
}

Call<Catalogue> Session::catalogue(CatalogueQuery query) const {
    return [store = m_store, query = std::move(query)](const JobControl &job) { return store->catalogue(query, job); };
}

Call<std::vector<SeenPath>> Session::seenPaths() const {
    return
        [store = m_store, lens = m_lens](const JobControl &job) { return eventscope::seenPaths(*store, *lens, job); };
}

Call<std::vector<std::optional<Position>>> Session::places(std::vector<NotedEvent> events) const {
    return
        [store = m_store, events = std::move(events)](const JobControl &job) { return placesOf(*store, events, job); };
}

Call<Causality> Session::causality(Position position) const {
    return [store = m_store, position](const JobControl &job) { return causalityOf(*store, position, job); };
}

Call<std::string> Session::text(EventChoice choice, FileFormat format) const {
    return [store = m_store, lens = m_lens, choice = std::move(choice),
            format](const JobControl &job) -> Result<std::string> {
        std::string text;
        const auto write = [&text](std::string_view piece) -> Result<void> {
            if (text.size() + piece.size() > kTextBytesMax)
                return fail(ErrorKind::TooLarge, "This is too much to copy", "Export it to a file.");
            text += piece;
            return {};
        };
        ES_TRY(writeChoice(*store, *lens, choice, format, write, job));
        return text;
    };
}

Call<std::uint64_t> Session::exported(EventChoice choice, FileFormat format, std::string path) const {
    // What is masked has nothing sealed in it.
    const std::shared_ptr<StorePrivacy> sealed = m_isMasked ? nullptr : m_privacy;
    return [store = m_store, sealed, lens = m_lens, choice = std::move(choice), format,
            path = std::move(path)](const JobControl &job) -> Result<std::uint64_t> {
        ES_TRY(checkExportTarget(store->info().identity.address, path));
        if (sealed) ES_TRY(sealed->checkVault(job));
        const auto text = [&](const WriteText &write) {
            return writeChoice(*store, *lens, choice, format, write, job);
        };
        return exportToFile(path, text, job);
    };
}

Call<ClearExportMade> Session::exportedInClear(EventChoice choice, FileFormat format, ClearExportWords words,
                                               std::string path) const {
    return m_privacy->keep([store = std::shared_ptr<const EventStore>(m_store), lens = m_lens, isMasked = m_isMasked,
                            choice = std::move(choice), format, words = std::move(words), path = std::move(path)](
                               const StorePrivacy::Desk &desk, const JobControl &job) -> Result<ClearExportMade> {
        if (isMasked)
            return fail(ErrorKind::Refused, "Personal values are masked", "End it with View > Mask Personal Values");
        ES_TRY(checkExportTarget(store->info().identity.address, path, desk.things.vault->path()));
        const auto encoder = makeEncoder(format);
        ClearExportRequest request{.path = path,
                                   .reason = words.reason,
                                   .receiver = words.receiver,
                                   .by = {},
                                   .filter = choice.filter,
                                   .expected = choice.expected,
                                   .lens = lens,
                                   .encoder = *encoder};
        if (choice.rows) {
            ES_ASSIGN(positions, positionsOf(*choice.index, *choice.rows, job));
            request.positions = std::move(positions);
        }
        const ClearExportWorld world{store, desk.things.protection, *desk.things.vault, *desk.things.ledger,
                                     desk.clock};
        return exportInClear(world, request, job);
    });
}

Call<SizeSummary> Session::sizes(EventChoice choice, Position until, std::shared_ptr<PayloadSizes> known) const {
    return [store = m_store, lens = m_lens, choice = std::move(choice), until,
            known = std::move(known)](const JobControl &job) -> Result<SizeSummary> {
        if (choice.rows) {
            ES_ASSIGN(positions, positionsOf(*choice.index, *choice.rows, job));
            ES_TRY(measureSizesAt(*store, positions, *known, job));
        } else {
            ES_TRY(measureSizes(*store, *lens, choice.filter, until, *known, job));
        }
        return known->summary();
    };
}

Call<FoundText> Session::find(Filter filter, std::string text, Position until, FoundText known,
                              Latest<FoundText>::SenderPtr parts) const {
    return [store = m_store, lens = m_lens, filter = std::move(filter), text = std::move(text), until,
            known = std::move(known), parts = std::move(parts)](const JobControl &job) -> Result<FoundText> {
        FoundText found = known;
        std::size_t told = found.positions.size();
        const auto tell = [&] {
            // Copies of twice as many each time: together no more than twice the last one.
            if (found.positions.size() == told || found.positions.size() < 2 * told) return;
            told = found.positions.size();
            parts->put(found);
        };
        ES_TRY(findText(*store, *lens, filter, text, until, found, tell, job));
        return found;
    };
}

Call<void> Session::search(std::shared_ptr<MatchingRows> matching, std::uint64_t rows,
                           Latest<bool>::SenderPtr found) const {
    return [store = m_store, lens = m_lens, index = sharedIndex(), matching = std::move(matching), rows,
            found = std::move(found)](const JobControl &job) {
        return matching->search(
            *index, *store, *lens, rows, [&] { found->put(true); }, job);
    };
}

Call<HistoryPtr> Session::history(StreamId stream, FoldPtr fold, HistoryOptions options,
                                  Latest<HistoryPtr>::SenderPtr parts) const {
    return [store = m_store, lens = m_lens, stream = std::move(stream), fold = std::move(fold), options,
            parts = std::move(parts)](const JobControl &job) {
        const auto onPart = [&parts](HistoryPtr part) {
            if (parts) parts->put(std::move(part));
        };
        return buildHistory(store, lens, fold, stream, options, onPart, job);
    };
}

Call<std::vector<ComparedRow>> Session::comparison(StreamId left, StreamId right) const {
    return [store = m_store, lens = m_lens, left = std::move(left), right = std::move(right)](const JobControl &job) {
        return compareStreams(*store, *lens, left, right, job);
    };
}

void Session::load() {
    auto read = [feed = m_feed, states = m_growth.restart()](const JobControl &job) {
        return feed->read([&states](const LogState &state) { states->put(state); }, job);
    };
    m_reading.startListed(tr("Reading the log"), std::move(read),
                          [this](const Result<void> &outcome) { handleLoaded(outcome); });
}

void Session::follow() {
    if (!info().has(Capability::Follow)) return;
    auto wait = [feed = m_feed, states = m_growth.restart()](const JobControl &job) {
        return feed->follow([&states](const LogState &state) { states->put(state); }, job);
    };
    m_reading.start(std::move(wait), [this](const Result<void> &outcome) {
        if (!outcome) setProblem(outcome.error());
    });
}

void Session::handleLog(const LogState &log) {
    const bool isFirst = rows() == 0, isMoved = log.index != m_log.index, isGrown = log.rows != m_log.rows;
    const bool isSettledAnew = log.settledRows != m_log.settledRows || log.hole != m_log.hole;
    if (isMoved) Q_EMIT rowsAboutToMove();
    m_log = log;
    if (isFirst) m_series.assign(index(), rows());
    if (isMoved) Q_EMIT rowsMoved();
    if (isMoved || isGrown) Q_EMIT rowsGrown(rows());
    if (isSettledAnew) Q_EMIT settledChanged();
}

void Session::handleLoaded(const Result<void> &outcome) {
    handleLog(m_feed->state());
    if (!outcome) return setProblem(outcome.error());
    m_loaded = true;
    m_series.assign(index(), rows());
    Q_EMIT loaded();
    follow();
}

void Session::setProblem(std::optional<Error> problem) {
    m_problem = std::move(problem);
    Q_EMIT problemChanged();
}

} // namespace eventscope::ui
