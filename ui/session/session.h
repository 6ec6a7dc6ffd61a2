// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/codec/file_format.h"
#include "core/history/compare.h"
#include "core/history/history.h"
#include "core/index/log_feed.h"
#include "core/index/payload_sizes.h"
#include "core/lens/causality.h"
#include "core/lens/find_text.h"
#include "core/lens/seen_paths.h"
#include "core/workspace/note.h"
#include "ui/async/job.h"
#include "ui/session/cursor.h"
#include "ui/session/event_choice.h"
#include "ui/session/event_details.h"
#include "ui/session/event_marks.h"
#include "ui/session/guarded_store.h"
#include "ui/session/log_filter.h"
#include "ui/session/open_session.h"
#include "ui/session/saved_filters.h"
#include "ui/session/series_map.h"
#include "ui/session/store_memory.h"
#include "ui/session/store_projections.h"
#include "ui/session/used_filters.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>

namespace eventscope {
struct ClearExportMade;
}

namespace eventscope::ui {

class ProjectionRuns;
class StorePrivacy;

/// What the register of exports is told by whoever exports in clear.
struct ClearExportWords {
    std::string reason;   ///< not empty
    std::string receiver; ///< may be empty
};

/// One open store, as the pages see it: the only door to core.
///
/// Asks the store only on workers. What blocks is handed out as a Call, which a page runs in a Job of its own; what is
/// in memory (header columns, names, counts) answers at once. GUI thread; its calls run anywhere.
class Session final : public QObject {
    Q_OBJECT

  public:
    Session(Workers &workers, OpenedStore opened, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] Workers &workers() const { return m_workers; }
    [[nodiscard]] const StoreInfo &info() const { return m_store->info(); }
    [[nodiscard]] std::optional<std::uint64_t> statementsSent() const { return m_store->statementsSent(); }
    /// \name What the command line is told to open the same store the same way (see OpenedStore)
    /// @{
    [[nodiscard]] const std::string &cliStore() const { return m_cliStore; }
    [[nodiscard]] const std::string &cliDomain() const { return m_cliDomain; }
    /// @}
    /// What is remembered of the store, for calls.
    [[nodiscard]] const std::shared_ptr<StoreMemory> &memory() const { return m_memory; }
    /// The projections of its domain with their read models, for calls.
    [[nodiscard]] const std::shared_ptr<StoreProjections> &projections() const { return m_projections; }
    /// Those of them that are under way here.
    [[nodiscard]] ProjectionRuns &runs() { return *m_runs; }
    [[nodiscard]] const FoldRegistry &folds() const { return m_folds; }
    [[nodiscard]] const LensPtr &lens() const { return m_lens; }
    /// How its personal data is protected, for calls.
    [[nodiscard]] const StoreProtection &protection() const;
    /// Personal values are masked in everything that comes from here (see maskedFor()).
    [[nodiscard]] bool isMasked() const { return m_isMasked; }
    /// What is done about the people in it, for calls; never masked.
    [[nodiscard]] const std::shared_ptr<StorePrivacy> &privacy() const { return m_privacy; }
    [[nodiscard]] Cursor &cursor() { return m_cursor; }
    [[nodiscard]] const Cursor &cursor() const { return m_cursor; }
    [[nodiscard]] SeriesMap &series() { return m_series; }
    /// Which events carry a note or a bookmark.
    [[nodiscard]] EventMarks &marks() { return m_marks; }
    /// What was changed locally of this store and can be undone: notes, saved filters. Never of the store itself.
    [[nodiscard]] QUndoStack &undoStack() { return m_undo; }
    /// Which events the log shows.
    [[nodiscard]] LogFilter &filter() { return m_filter; }
    [[nodiscard]] const LogFilter &filter() const { return m_filter; }

    [[nodiscard]] SavedFilters &savedFilters() { return m_savedFilters; }
    [[nodiscard]] UsedFilters &usedFilters() { return m_usedFilters; }

    /// The header columns of the log, filled in the background and then kept up to date. Only rows below rows() are
    /// announced; more may be there. Where events appear late, between others, it becomes another one: keep no
    /// reference beyond rowsMoved().
    [[nodiscard]] const LogIndex &index() const { return *m_log.index; }
    /// The same for a Call, which may outlive the session.
    [[nodiscard]] std::shared_ptr<const LogIndex> sharedIndex() const { return m_log.index; }
    [[nodiscard]] std::uint64_t rows() const { return m_log.rows; }
    /// The first rows, between which nothing can appear any more; all of them in a store whose order is that of
    /// commits.
    [[nodiscard]] std::uint64_t settledRows() const { return m_log.settledRows; }
    /// The first missing number that may still appear; nothing when all is settled, or where times are the order.
    [[nodiscard]] const std::optional<Hole> &hole() const { return m_log.hole; }
    /// The rows that lie at or before the cursor.
    [[nodiscard]] std::uint64_t rowsAtCursor() const;
    /// The row of the event at or last before `position`; nothing: before the first.
    [[nodiscard]] std::optional<std::uint64_t> rowAt(Position position) const;
    /// True once the log as it was when the store was opened is all there.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// Why reading the log ended early, or why new events no longer arrive.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// Reads on after a problem.
    void retry();

    /// \name What a page may ask, off the GUI thread
    /// @{
    [[nodiscard]] Call<BatchPtr> page(Query query) const;
    /// Errors: NotFound.
    [[nodiscard]] Call<EventDetailsPtr> event(Position position) const;
    [[nodiscard]] Call<EventDetailsPtr> event(EventId id) const;
    [[nodiscard]] Call<Catalogue> catalogue(CatalogueQuery query) const;
    [[nodiscard]] Call<std::vector<SeenPath>> seenPaths() const;
    /// Events as stored, as a text. Errors: TooLarge (more than 64 MiB).
    [[nodiscard]] Call<std::string> text(EventChoice choice, FileFormat format) const;
    /// The same into a file, which appears whole or not at all; answers how many events are in it. Errors: Refused (the
    /// file of the store itself), Unavailable.
    [[nodiscard]] Call<std::uint64_t> exported(EventChoice choice, FileFormat format, std::string path) const;
    /// The same with protected values in clear, entered in the register of exports (see exportInClear()). Errors: those
    /// of exportInClear(), and Refused (the session is masked, the vault is locked, a file of the program's own),
    /// NotFound (there is no vault).
    [[nodiscard]] Call<ClearExportMade> exportedInClear(EventChoice choice, FileFormat format, ClearExportWords words,
                                                        std::string path) const;
    /// Where noted events are now; nothing for those that are gone.
    [[nodiscard]] Call<std::vector<std::optional<Position>>> places(std::vector<NotedEvent> events) const;
    /// How large the payloads of these events are, up to a position; of what a filter matches, only those behind what
    /// `known` has seen are read. REQUIRES: one call at a time over the same `known`.
    [[nodiscard]] Call<SizeSummary> sizes(EventChoice choice, Position until,
                                          std::shared_ptr<PayloadSizes> known) const;
    [[nodiscard]] Call<Causality> causality(Position position) const;
    /// Looks on for a text behind what is known, up to `until` (see findText()); `parts` is sent what was found so far.
    [[nodiscard]] Call<FoundText> find(Filter filter, std::string text, Position until, FoundText known,
                                       Latest<FoundText>::SenderPtr parts) const;
    /// Looks for matches among the first `rows` rows; `found` is told when there are more.
    [[nodiscard]] Call<void> search(std::shared_ptr<MatchingRows> matching, std::uint64_t rows,
                                    Latest<bool>::SenderPtr found) const;
    /// Every version of a stream. `parts` (may be null) is sent longer and longer beginnings.
    [[nodiscard]] Call<HistoryPtr> history(StreamId stream, FoldPtr fold, HistoryOptions options,
                                           Latest<HistoryPtr>::SenderPtr parts) const;
    /// Two streams side by side, see compareStreams().
    [[nodiscard]] Call<std::vector<ComparedRow>> comparison(StreamId left, StreamId right) const;
    /// @}

    /// Proof that the window did not wait for the store.
    [[nodiscard]] const GuiThreadGuard &guard() const { return *m_guard; }

  Q_SIGNALS:
    /// At most every 100 ms.
    void rowsGrown(quint64 rows);
    /// Events appeared between others: rows are about to have other numbers, and have them. rowsGrown() comes after.
    void rowsAboutToMove();
    void rowsMoved();
    /// What is settled, or why the rest is not.
    void settledChanged();
    void loaded();
    void problemChanged();

  private:
    void load();
    void follow();
    void handleLog(const LogState &log);
    void handleLoaded(const Result<void> &outcome);
    void setProblem(std::optional<Error> problem);

    Workers &m_workers;
    const std::shared_ptr<const GuiThreadGuard> m_guard;
    const std::shared_ptr<const EventStore> m_store; // guarded
    const bool m_isMasked;
    const std::shared_ptr<StoreMemory> m_memory;
    const std::string m_cliStore;
    const std::string m_cliDomain;
    const LensPtr m_lens;
    const std::shared_ptr<StoreProjections> m_projections;
    const FoldRegistry m_folds;
    const std::shared_ptr<StorePrivacy> m_privacy;
    const std::shared_ptr<LogFeed> m_feed; // of the job that reads
    LogState m_log;
    Cursor m_cursor;
    SeriesMap m_series;
    EventMarks m_marks;
    QUndoStack m_undo;
    bool m_loaded = false;
    std::optional<Error> m_problem;
    Latest<LogState> m_growth;
    Job<void> m_reading; // its end is asked for before those above go
    LogFilter m_filter;
    SavedFilters m_savedFilters;
    UsedFilters m_usedFilters;
    const std::unique_ptr<ProjectionRuns> m_runs;
};

} // namespace eventscope::ui
