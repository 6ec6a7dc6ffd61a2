// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/transformation.h"

#include "core/privacy/ledger_details.h"
#include "core/privacy/transformation_work.h"

#include <optional>
#include <span>
#include <utility>

namespace eventscope {

namespace {

using Evidence = TransformationEvidence;

constexpr std::size_t kEventsTogether = 500, kBytesTogether = 4u << 20;

/// The copy of a stream, from where its evidence says it stands.
class Copying final : TransformationWork {
  public:
    using TransformationWork::TransformationWork;

    Result<TransformationResult> run() {
        m_result.target = m_task.target;
        ES_TRY(m_evidence.read());
        ES_TRY(checkSourceIsThere());
        ES_ASSIGN(preview, previewTransformation(m_sources, m_task, m_literals, {}, m_job));
        if (!preview.isPossible()) return refused(preview);
        ES_TRY(begin(preview));
        ES_TRY(copyEvents(preview.last));
        ES_TRY(verify());
        if (m_result.verdict.isSound()) ES_TRY(complete());
        return std::move(m_result);
    }

  private:
    /// What may stand under its name after a removal is another stream.
    Result<void> checkSourceIsThere() const {
        if (!m_evidence.has(Evidence::kSourceTombstoned)) return {};
        ES_ASSIGN(last, lastVersionOf(m_sources.store, m_task.source, m_job));
        if (last && !m_evidence.has(Evidence::kSourceRemoved)) return {};
        return fail(ErrorKind::Refused, "The source of " + m_task.id + " was removed",
                    "There is nothing to copy; what is left of it is told by removing it once more");
    }

    Result<TransformationResult> refused(const TransformationPreview &preview) const {
        if (preview.problemCount > 0) {
            const TransformationProblem &first = preview.problems.front();
            return fail(ErrorKind::Refused,
                        countText(preview.problemCount, "value stands", "values stand") + " in the way: at version " +
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
                    countText(preview.literalCount, "text that was looked for", "texts that were looked for") +
                        " would still stand in the copy, " + where,
                    "The preview lists them all; nothing was copied");
    }

    Result<void> begin(const TransformationPreview &preview) {
        if (m_evidence.has(Evidence::kBegun)) return {};
        ES_ASSIGN(foreign, lastVersionOf(m_sources.store, m_task.target, m_job));
        if (!foreign) return m_evidence.leaveBegun(preview, m_why);
        return fail(ErrorKind::Refused, "There is a stream " + m_task.target.value + " already", "Choose another id");
    }

    /// Appends what the copy does not have yet. All of the source goes through the rules once more, since what is said
    /// of a person may stand in an earlier event.
    Result<void> copyEvents(Version until) {
        ES_ASSIGN(last, lastVersionOf(m_sources.store, m_task.target, m_job));
        const std::int64_t base = m_sources.store.info().versionBase;
        Version done = last.value_or(Version{base - 1});
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
        m_result.open = sentencesOf(verdict);
        m_result.verdict = std::move(verdict);
        return {};
    }

    Result<void> complete() {
        m_result.isAnonymous = !m_why.anonymousBecause.empty();
        const CopyVerdict &verdict = m_result.verdict;
        const std::string last = std::to_string(verdict.last.value);
        if (m_evidence.text(Evidence::kCompleted, "lastVersion") == last) {
            m_result.isAnonymous = m_evidence.text(Evidence::kCompleted, "copyIs") == Evidence::kAnonymous;
            return {};
        }
        const auto copyIs = m_result.isAnonymous ? Evidence::kAnonymous : Evidence::kPseudonymised;
        return m_evidence.leave(acts::kTransformationVerified, Evidence::kCompleted, last,
                                {{"events", countJson(verdict.copyEvents)},
                                 {"identical", countJson(verdict.identical)},
                                 {"lastVersion", Json::number(verdict.last.value)},
                                 {"literals", countJson(m_literals.size())},
                                 {"copyIs", Json::string(copyIs)},
                                 {"because", Json::string(m_why.anonymousBecause)}});
    }
};

} // namespace

StreamId transformationEvidence(std::string_view transformation) {
    return {"transformation-" + std::string(transformation)};
}

Result<TransformationResult> transformStream(const TransformationWorld &world, const TransformationTask &task,
                                             const TransformationReason &why, const std::vector<std::string> &literals,
                                             const JobControl &job) {
    ES_TRY(checkTask(task));
    return Copying(world, task, why, literals, job).run();
}

Result<Secret> pseudonymSecret(const KeyVault &vault, std::string_view transformation) {
    ES_ASSIGN(made, vault.authenticate("transformation pseudonyms", transformation));
    return Secret(toHex(made.bytes));
}

} // namespace eventscope
