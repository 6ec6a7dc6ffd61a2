// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/drift.h"

#include "core/projection/key_choice.h"
#include "core/projection/open_model.h"
#include "core/projection/replay.h"
#include "core/projection/row_story.h"

#include <algorithm>
#include <array>

namespace eventscope {

namespace {

constexpr std::array<std::string_view, 4> kPartingNames{"late", "skipped", "doubled", "unexplained"};

/// Some of the rows of a table, evenly over all of them.
Result<std::vector<ModelRow>> sampled(ReadModelStore &models, const ModelInfo &live, std::size_t wanted,
                                      const JobControl &job) {
    ES_ASSIGN(count, models.count(live, job));
    std::vector<ModelRow> rows;
    const RowPages pages = pagesOf(models, live, job);
    std::uint64_t seen = 0;
    for (std::string after;;) {
        ES_ASSIGN(page, pages(after));
        if (page.empty()) return rows;
        after = page.back().key;
        for (ModelRow &row : page) {
            // The n-th row is taken when n * wanted / count comes to another whole number.
            const bool isTaken = count <= wanted || (seen * wanted) / count != ((seen + 1) * wanted) / count;
            ++seen;
            if (isTaken) rows.push_back(std::move(row));
        }
    }
}

/// The rows that the scope names, of those that are there.
Result<std::vector<ModelRow>> actualRows(ReadModelStore &models, const ModelInfo &live, const DriftScope &scope,
                                         const JobControl &job) {
    if (scope.kind == DriftScope::Kind::Sample) return sampled(models, live, scope.rows, job);
    std::vector<ModelRow> rows;
    // Pages begin after a key; the first one of the range is asked for by itself.
    ES_ASSIGN(first, models.rows(live, std::span(&scope.from, 1), job));
    if (first.front()) rows.push_back(*std::move(first.front()));
    const RowPages pages = pagesOf(models, live, job);
    for (std::string after = scope.from;;) {
        ES_ASSIGN(page, pages(after));
        for (ModelRow &row : page) {
            if (row.key > scope.to) return rows;
            after = row.key;
            rows.push_back(std::move(row));
        }
        if (page.empty()) return rows;
    }
}

/// The keys that a replay need not look beyond; nothing: all.
KeyChoice choiceFor(const DriftScope &scope, const std::vector<ModelRow> &actual) {
    if (scope.kind == DriftScope::Kind::Sample) return onlyKeysOf(actual);
    return scope.kind == DriftScope::Kind::Keys && scope.from == scope.to ? onlyKey(scope.from) : nullptr;
}

Result<ModelDifferences> differencesOf(const ProjectionContext &context, const Projection &projection,
                                       const ModelInfo &live, const DriftScope &scope, std::size_t firstMax,
                                       const JobControl &job) {
    const Position asOf = live.checkpoint.position;
    std::vector<ModelRow> actual;
    if (scope.kind != DriftScope::Kind::All) {
        ES_ASSIGN(rows, actualRows(context.models, live, scope, job));
        actual = std::move(rows);
    }
    ES_ASSIGN(expected, replay(context.store, *context.lens, projection, choiceFor(scope, actual), asOf, nullptr, job));
    if (scope.kind == DriftScope::Kind::All)
        return compareModels(pagesOf(expected), pagesOf(context.models, live, job), asOf, firstMax, job);
    if (scope.kind == DriftScope::Kind::Keys)
        std::erase_if(expected, [&](const ModelRow &row) { return row.key < scope.from || row.key > scope.to; });
    return compareModels(pagesOf(expected), pagesOf(actual), asOf, firstMax, job);
}

Failure nothingThere(const Projection &projection, const DriftScope &scope) {
    if (scope.from == scope.to) return noSuchRow(projection, scope.from);
    return fail(ErrorKind::NotFound, projection.info().name + " has no row with a key in this range",
                "Take keys as its rows have them");
}

Result<std::vector<RowDrift>> explained(const ProjectionContext &context, const Projection &projection, Position until,
                                        const std::vector<RowDifference> &differences, const JobControl &job) {
    ES_ASSIGN(stories, storiesOf(context.store, *context.lens, projection, onlyKeysOf(differences), until, job));
    std::vector<RowDrift> rows;
    for (const RowDifference &difference : differences) {
        const auto story = stories.find(difference.key);
        if (story == stories.end()) {
            rows.push_back({difference, Parting::Unexplained, std::nullopt});
            continue;
        }
        ES_ASSIGN(drift, story->second.explain(difference, job));
        rows.push_back(std::move(drift));
    }
    return rows;
}

} // namespace

std::string_view name(Parting parting) { return kPartingNames[static_cast<std::size_t>(parting)]; }

Result<DriftReport> findDrift(const ProjectionContext &context, const Projection &projection, const DriftScope &scope,
                              std::size_t explainedMax, const JobControl &job) {
    ES_ASSIGN(live, servedModel(context, projection, job));
    ES_ASSIGN(differences, differencesOf(context, projection, live, scope, explainedMax, job));
    if (scope.kind == DriftScope::Kind::Keys && differences.rows() == 0) return nothingThere(projection, scope);
    DriftReport report{live.checkpoint.position, std::move(differences), {}};
    if (report.differences.first.empty()) return report;
    ES_ASSIGN(rows, explained(context, projection, report.asOf, report.differences.first, job));
    report.rows = std::move(rows);
    return report;
}

} // namespace eventscope
