// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/transformation.h"

#include "core/privacy/byte_search.h"
#include "core/privacy/erasure_plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kEventsTogether = 500;
constexpr std::string_view kAnonymous = "anonymous";
constexpr const char *kBegun = "TransformationBegun", *kCompleted = "TransformationCompleted",
                     *kSourceTombstoned = "SourceTombstoned", *kSourceRemoved = "SourceRemoved";

Json number(std::uint64_t value) { return Json::number(static_cast<std::int64_t>(value)); }

Json texts(const std::vector<std::string> &values) {
    std::vector<Json> all;
    std::ranges::transform(values, std::back_inserter(all), &Json::string);
    return Json::array(std::move(all));
}

std::string count(std::uint64_t value, const std::string &one, const std::string &many) {
    return std::to_string(value) + " " + (value == 1 ? one : many);
}

/// One transformation, from where its evidence says it stands.
class Transformation {
  public:
    Transformation(const TransformationWorld &world, const TransformationTask &task, const TransformationReason &why,
                   const std::vector<std::string> &literals, const JobControl &job)
        : m_world(world), m_sources(world.sources()), m_task(task), m_why(why), m_literals(literals), m_job(job) {}

    Result<TransformationResult> copy() {
        ES_TRY(readEvidence());
        ES_TRY(checkEvidence());
        if (has(kSourceTombstoned)) {
            ES_ASSIGN(isThere, hasSource());
            if (!isThere) return fail(ErrorKind::Refused, "The source of " + m_task.id + " was removed");
        }
        ES_ASSIGN(preview, previewTransformation(m_sources, m_task, m_literals, {}, m_job));
        if (!preview.isPossible()) return refused(preview);
        ES_TRY(begin(preview));
        ES_TRY(copyEvents(preview.last));
        ES_TRY(verify());
        if (m_result.verdict.isSound()) ES_TRY(complete());
        return std::move(m_result);
    }

    Result<TransformationResult> remove(StreamRemoval &removal, const std::vector<std::string> &files) {
        ES_TRY(checkTask(m_task));
        ES_TRY(readEvidence());
        ES_TRY(checkEvidence());
        if (!has(kCompleted)) {
            return fail(ErrorKind::Refused, "The copy " + m_task.target.value + " is not finished",
                        "Its source is removed only once the copy is verified: apply the rules first");
        }
        if (m_why.reason.empty())
            return fail(ErrorKind::Invalid, "Removing a stream needs its legal ground", "Such as Art17-1a");
        if (has(kSourceRemoved)) return fail(ErrorKind::Refused, "The source of " + m_task.id + " was removed");
        ES_ASSIGN(isThere, hasSource());
        if (isThere) {
            ES_TRY(checkBeforeRemoval());
            ES_TRY(tombstone());
        } else if (!has(kSourceTombstoned)) {
            return fail(ErrorKind::NotFound, "There is no stream " + m_task.source.value);
        }
        ES_ASSIGN(last, lastOfSource());
        ES_ASSIGN(removed, removal.remove({m_task.source, last, m_task.id}, m_job));
        m_result.removed = std::move(removed);
        m_result.isAnonymous = find(kCompleted)->member("copyIs").token() == kAnonymous;
        ES_TRY(lookForRemnants(files));
        ES_TRY(noteRemoved());
        return std::move(m_result);
    }

  private:
    // The evidence

    Result<void> readEvidence() {
        m_result.target = m_task.target;
        Query query;
        query.from = Selector::stream(transformationEvidence(m_task.id));
        query.fields = Fields::Data;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                const EventView event = (*batch)[row];
                ES_ASSIGN(data, Json::parse(event.data().bytes));
                m_evidence.emplace_back(std::string(event.type()), std::move(data));
            }
            return Flow::More;
        });
        ES_TRY(m_sources.store.scan(query, sink, m_job));
        return {};
    }
    /// The latest of this type; null: there is none.
    [[nodiscard]] const Json *find(const char *type) const {
        const auto found = std::ranges::find(m_evidence.rbegin(), m_evidence.rend(), type,
                                             [](const auto &each) { return each.first; });
        return found == m_evidence.rend() ? nullptr : &found->second;
    }
    [[nodiscard]] bool has(const char *type) const { return find(type) != nullptr; }

    Result<void> checkEvidence() const {
        const Json *begun = find(kBegun);
        if (!begun) return {};
        if (begun->member("source").token() != m_task.source.value) {
            return fail(ErrorKind::Refused, "The transformation " + m_task.id + " is of another stream",
                        "Choose another id");
        }
        const bool isSame = begun->member("rules").token() == toHex(m_task.rules.hash().bytes) &&
                            begun->member("unreadable").token() == unreadableWord();
        if (isSame) return {};
        return fail(ErrorKind::Refused, "The transformation " + m_task.id + " was begun with other rules",
                    "Go on with the same, or choose another id");
    }
    [[nodiscard]] std::string_view unreadableWord() const {
        return m_task.unreadable == Unreadable::Null ? "null" : "refuse";
    }

    /// Leaves an event and a line of the ledger, the line first. `name` tells this one from others of the type.
    Result<void> leave(const char *act, const char *type, const std::string &name, std::vector<Json::Member> more) {
        ES_TRY(note(act, Json::object(more)));
        std::vector<Json::Member> members{{"transformationId", Json::string(m_task.id)},
                                          {"source", Json::string(m_task.source.value)},
                                          {"target", Json::string(m_task.target.value)}};
        std::ranges::move(more, std::back_inserter(members));
        const Json data = Json::object(std::move(members));
        NewEvent event;
        event.id = derivedEventId("eventscope transformation evidence", m_task.id + "/" + type + "/" + name);
        event.type = type;
        event.data = print(data);
        ES_TRY(m_world.store.append(transformationEvidence(m_task.id), Expected::any(), {&event, 1}, m_job));
        m_evidence.emplace_back(type, data);
        return {};
    }
    /// The ledger names no stream: its name may tell whom it is about.
    Result<void> note(const char *act, const Json &details) {
        if (!m_world.ledger || !m_world.vault) return {};
        ES_ASSIGN(proof, m_world.vault->authenticate("transformed stream", m_task.source.value));
        std::vector<Json::Member> members{{"transformation", Json::string(m_task.id)},
                                          {"stream", Json::string(toHex(proof.bytes))}};
        for (const auto &[key, value] : details.children())
            members.push_back({std::string(key), value});
        const Json line = Json::object(std::move(members));
        // After a crash between the line and the event.
        const auto isThis = [&](const LedgerEntry &entry) { return entry.act == act && entry.details == line; };
        if (std::ranges::any_of(m_world.ledger->entries(), isThis)) return {};
        ES_TRY(m_world.ledger->add(m_world.clock.now(), act, {}, {}, line));
        return {};
    }

    // The copy

    Result<TransformationResult> refused(const TransformationPreview &preview) const {
        if (preview.problemCount > 0) {
            const TransformationProblem &first = preview.problems.front();
            return fail(ErrorKind::Refused,
                        count(preview.problemCount, "value stands", "values stand") + " in the way: at version " +
                            std::to_string(first.version.value) + " (" + first.type + ") " +
                            (first.pointer.empty() ? "" : first.pointer + " ") + first.what,
                        "The preview lists them all; nothing was copied");
        }
        const LiteralFound &first = preview.literals.front();
        const std::string where =
            first.version == kNoVersion
                ? "in the name of the stream"
                : "first at version " + std::to_string(first.version.value) + " (" + first.type + ") " + first.pointer;
        return fail(ErrorKind::Refused,
                    count(preview.literalCount, "text that was looked for", "texts that were looked for") +
                        " would still stand in the copy, " + where,
                    "The preview lists them all; nothing was copied");
    }

    Result<void> begin(const TransformationPreview &preview) {
        if (has(kBegun)) return {};
        ES_ASSIGN(foreign, eventAt(m_task.target, kNoVersion));
        if (foreign) {
            return fail(ErrorKind::Refused, "There is a stream " + m_task.target.value + " already",
                        "Choose another id");
        }
        return leave(acts::kTransformationBegun, kBegun, {},
                     {{"rules", Json::string(toHex(m_task.rules.hash().bytes))},
                      {"unreadable", Json::string(unreadableWord())},
                      {"events", number(preview.events)},
                      {"lastVersion", Json::number(preview.last.value)},
                      {"by", Json::string(m_why.by)},
                      {"reason", Json::string(m_why.reason)}});
    }

    Result<bool> hasSource() const {
        ES_ASSIGN(first, eventAt(m_task.source, kNoVersion));
        return first.has_value();
    }

    /// The id of the first event of a stream behind this version.
    Result<std::optional<std::pair<Version, EventId>>> eventAt(const StreamId &stream, Version after,
                                                               Direction direction = Direction::Forward) const {
        Query query;
        query.from = Selector::stream(stream);
        query.afterVersion = after;
        query.direction = direction;
        query.fields = Fields::Id;
        query.rowsMax = 1;
        ES_ASSIGN(page, m_sources.store.page(query, m_job));
        if (page->rows() == 0) return std::optional<std::pair<Version, EventId>>();
        return std::optional(std::pair((*page)[0].version(), (*page)[0].id()));
    }

    /// Appends what the copy does not have yet. All of the source goes through the rules once more, since what is said
    /// of a person may stand in an earlier event.
    Result<void> copyEvents(Version until) {
        ES_ASSIGN(last, eventAt(m_task.target, kNoVersion, Direction::Backward));
        const std::int64_t base = m_sources.store.info().versionBase;
        Version done = last ? last->first : Version{base - 1};
        EventTransformer transformer(m_task, m_world.protection, m_world.vault);
        Query query;
        query.from = Selector::stream(m_task.source);
        query.fields = Fields::All;
        query.rowsMax = kEventsTogether;
        for (;;) {
            if (m_job.stopRequested()) return cancelled();
            ES_ASSIGN(page, m_sources.store.page(query, m_job));
            if (page->rows() == 0) return {};
            ES_ASSIGN(events, transformed(*page, transformer, done, until));
            ES_TRY(append(events, done));
            const Version seen{page->version().back()};
            m_job.report(static_cast<std::uint64_t>(seen.value - base + 1),
                         static_cast<std::uint64_t>(until.value - base + 1));
            if (seen >= until) return {};
            query.afterVersion = seen;
        }
    }

    Result<std::vector<NewEvent>> transformed(const EventBatch &page, EventTransformer &transformer, Version done,
                                              Version until) {
        std::optional<KeyVault::Lease> keys;
        if (m_world.vault) keys.emplace(*m_world.vault);
        std::vector<NewEvent> events;
        for (std::size_t row = 0; row < page.rows() && page[row].version() <= until; ++row) {
            ES_ASSIGN(made, transformer.transform(page[row], keys ? &*keys : nullptr));
            if (!made.problems.empty()) {
                return fail(ErrorKind::Refused,
                            "What the preview saw has changed meanwhile: version " +
                                std::to_string(page[row].version().value) + " " + made.problems.front().pointer + " " +
                                made.problems.front().what,
                            "Look at the preview again; the copy is unfinished");
            }
            if (page[row].version() > done) events.push_back(std::move(made.event));
        }
        return events;
    }

    Result<void> append(const std::vector<NewEvent> &events, Version &done) {
        for (std::size_t begin = 0, end = 0; begin < events.size(); begin = end) {
            std::size_t bytes = 0;
            do
                bytes += events[end].data.size() + events[end].metadata.size();
            while (++end < events.size() && bytes < kBytesTogether);
            const std::span<const NewEvent> together(&events[begin], end - begin);
            ES_ASSIGN(appended, m_world.store.append(m_task.target, Expected::exactly(done), together, m_job));
            done = appended.last;
            m_result.appended += together.size();
        }
        return {};
    }

    Result<void> verify() {
        ES_ASSIGN(verdict, checkCopy(m_sources, m_task, m_literals, m_job));
        m_result.events = verdict.copyEvents;
        for (const CopyFault &fault : verdict.faults)
            m_result.open.push_back("version " + std::to_string(fault.version.value) + ": " + fault.what);
        m_result.verdict = std::move(verdict);
        return {};
    }

    Result<void> complete() {
        m_result.isAnonymous = !m_why.anonymousBecause.empty();
        const CopyVerdict &verdict = m_result.verdict;
        const std::string last = std::to_string(verdict.last.value);
        const Json *known = find(kCompleted);
        if (known && known->member("lastVersion").token() == last) {
            m_result.isAnonymous = known->member("copyIs").token() == kAnonymous;
            return {};
        }
        return leave(acts::kTransformationVerified, kCompleted, last,
                     {{"events", number(verdict.copyEvents)},
                      {"identical", number(verdict.identical)},
                      {"lastVersion", Json::number(verdict.last.value)},
                      {"literals", number(m_literals.size())},
                      {"copyIs", Json::string(m_result.isAnonymous ? kAnonymous : "pseudonymised")},
                      {"because", Json::string(m_why.anonymousBecause)}});
    }

    // The removal

    Result<void> checkBeforeRemoval() {
        ES_TRY(verify());
        if (!m_result.verdict.isSound()) {
            const std::string first = m_result.open.empty() ? "the source has no events" : m_result.open.front();
            return fail(ErrorKind::Refused, "The copy is not sound: " + first, "Nothing was removed");
        }
        const std::string last = std::to_string(m_result.verdict.last.value);
        if (find(kCompleted)->member("lastVersion").token() != last) {
            return fail(ErrorKind::Refused, "The source has grown since its copy was finished",
                        "Apply the rules again first; nothing was removed");
        }
        return m_world.ledger ? checkHolds() : Result<void>();
    }

    /// On everybody, and on those whom the stream is about.
    Result<void> checkHolds() {
        EventTransformer transformer(m_task, m_world.protection, m_world.vault);
        Query query;
        query.from = Selector::stream(m_task.source);
        query.fields = Fields::All;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            std::optional<KeyVault::Lease> keys;
            if (m_world.vault) keys.emplace(*m_world.vault);
            for (std::size_t row = 0; row < batch->rows(); ++row)
                ES_TRY(transformer.transform((*batch)[row], keys ? &*keys : nullptr));
            return Flow::More;
        });
        ES_TRY(m_sources.store.scan(query, sink, m_job));
        std::set<SubjectBinding> people = transformer.people();
        people.insert(SubjectBinding());
        for (const SubjectBinding &person : people) {
            const auto holds = holdsOn(*m_world.ledger, person, m_world.clock.now());
            if (holds.empty()) continue;
            return fail(ErrorKind::Refused,
                        "A legal hold forbids it: " + std::string(holds.front().details.member("reason").token()),
                        "Release the hold first (number " + std::to_string(holds.front().number) + ")");
        }
        return {};
    }

    Result<void> tombstone() {
        const std::string last = std::to_string(m_result.verdict.last.value);
        const Json *known = find(kSourceTombstoned);
        if (known && known->member("lastVersion").token() == last) return {};
        return leave(acts::kSourceTombstoned, kSourceTombstoned, last,
                     {{"events", number(m_result.verdict.sourceEvents)},
                      {"lastVersion", Json::number(m_result.verdict.last.value)},
                      {"by", Json::string(m_why.by)},
                      {"reason", Json::string(m_why.reason)}});
    }

    /// As it was when it was verified.
    Result<Version> lastOfSource() const {
        const std::string text(find(kSourceTombstoned)->member("lastVersion").token());
        const auto isDigit = [](unsigned char c) { return c >= '0' && c <= '9'; };
        if (text.empty() || text.size() > 18 || !std::ranges::all_of(text, isDigit))
            return fail(ErrorKind::Corrupt, "The evidence of " + m_task.id + " does not say how long the source was");
        return Version{std::stoll(text)};
    }

    Result<void> lookForRemnants(const std::vector<std::string> &files) {
        std::vector<std::string> needles;
        for (const std::string &literal : m_literals)
            std::ranges::move(writingsOf(literal), std::back_inserter(needles));
        if (needles.empty() || files.empty()) return {};
        ES_ASSIGN(found, searchBytes(files, needles, m_job));
        m_result.remnants = found.hits.size();
        if (m_result.remnants > 0)
            m_result.open.push_back(count(m_result.remnants, "file still holds", "files still hold") +
                                    " a text that was looked for: it may stand in other streams, too");
        return {};
    }

    Result<void> noteRemoved() {
        if (!m_result.removed.isClean) {
            for (const std::string &each : m_result.removed.remaining)
                m_result.open.push_back(each);
            return {}; // not said to be done; the same call cleans again
        }
        // What this call has removed may be nothing, after a crash.
        return leave(acts::kSourceRemoved, kSourceRemoved, {},
                     {{"events", find(kSourceTombstoned)->member("events")},
                      {"snapshots", number(m_result.removed.snapshots)},
                      {"filesWithTexts", number(m_result.remnants)},
                      {"remaining", texts(m_result.removed.remaining)}});
    }

    static constexpr std::size_t kBytesTogether = 4u << 20;

    const TransformationWorld &m_world;
    const TransformationSources m_sources;
    const TransformationTask &m_task;
    const TransformationReason &m_why;
    const std::vector<std::string> &m_literals;
    const JobControl &m_job;
    std::vector<std::pair<std::string, Json>> m_evidence; ///< type and data, the oldest first
    TransformationResult m_result;
};

} // namespace

StreamId transformationEvidence(std::string_view transformation) {
    return {"transformation-" + std::string(transformation)};
}

Result<TransformationResult> transformStream(const TransformationWorld &world, const TransformationTask &task,
                                             const TransformationReason &why, const std::vector<std::string> &literals,
                                             const JobControl &job) {
    ES_TRY(checkTask(task));
    return Transformation(world, task, why, literals, job).copy();
}

Result<TransformationResult> removeSource(const TransformationWorld &world, const TransformationTask &task,
                                          const TransformationReason &why, StreamRemoval &removal,
                                          const std::vector<std::string> &literals,
                                          const std::vector<std::string> &files, const JobControl &job) {
    return Transformation(world, task, why, literals, job).remove(removal, files);
}

std::vector<std::string> removalInstructions(const StoreInfo &store, const StreamId &stream, Version last) {
    return {
        "Nothing was removed: the store is another program's (" + store.layout + ", " + store.identity.address +
            "), and only its own means keep what belongs together in step",
        "Stop whoever writes to the stream " + stream.value + ", and see that its last version is still " +
            std::to_string(last.value),
        "Switch all readers (projections, subscriptions, reports) to the copy, and let them be rebuilt",
        "Delete or tombstone the stream " + stream.value +
            " by that program's own command (a hard delete, not one that only marks it), with its snapshots and what "
            "it keeps of it in archives, outboxes and dead-letter tables",
        "Have the space freed so that the bytes are gone: VACUUM FULL of the table in PostgreSQL, VACUUM and a "
        "truncating checkpoint in SQLite, a scavenge in KurrentDB",
        "Write-ahead logs and their archives, replicas and base backups hold it until they expire: note when that is",
        "Look for the texts that must be gone: privacy find"};
}

} // namespace eventscope
