// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/model_rows.h"

#include "core/projection/key_choice.h"
#include "core/projection/replay.h"

#include <iterator>
#include <set>
#include <utility>

namespace eventscope::ui {

namespace {

/// With `rowsMax` + 1 of them there are more.
Result<std::vector<ModelRow>> servedRows(ReadModelStore &models, const ModelInfo &live, const RowsWanted &wanted,
                                         const JobControl &job) {
    std::vector<ModelRow> found;
    if (!wanted.beginning.empty()) {
        ES_ASSIGN(exact, models.rows(live, std::span(&wanted.beginning, 1), job));
        if (exact.front()) found.push_back(*std::move(exact.front()));
    }
    ES_ASSIGN(page, models.page(live, wanted.beginning, wanted.rowsMax + 1, job));
    for (ModelRow &row : page)
        if (row.key.starts_with(wanted.beginning)) found.push_back(std::move(row));
    return found;
}

Result<std::vector<ModelRow>> rowsAgain(const ProjectionContext &context, const RowsWanted &wanted,
                                        const std::vector<ModelRow> &now, const JobControl &job) {
    std::set<std::string, std::less<>> keys;
    for (const ModelRow &row : now)
        keys.insert(row.key);
    if (!wanted.beginning.empty()) keys.insert(wanted.beginning);
    if (keys.empty()) return std::vector<ModelRow>();
    return replay(context.store, *context.lens, *wanted.projection, onlyKeys(std::move(keys)), wanted.until, nullptr,
                  job);
}

} // namespace

Result<ModelRows> modelRows(const ProjectionContext &context, const RowsWanted &wanted, const JobControl &job) {
    ModelRows rows;
    ES_ASSIGN(live, context.models.find(wanted.projection->info().name, ModelRole::Live, job));
    if (!live) return rows;
    rows.isBuilt = true;
    ES_ASSIGN(found, servedRows(context.models, *live, wanted, job));
    rows.isMore = found.size() > wanted.rowsMax;
    if (rows.isMore) found.resize(wanted.rowsMax);
    rows.isReplayed = wanted.until < live->checkpoint.position;
    rows.asOf = rows.isReplayed ? wanted.until : live->checkpoint.position;
    if (rows.isReplayed) {
        ES_ASSIGN(again, rowsAgain(context, wanted, found, job));
        found = std::move(again);
    }
    rows.rows = std::move(found);
    return rows;
}

} // namespace eventscope::ui
