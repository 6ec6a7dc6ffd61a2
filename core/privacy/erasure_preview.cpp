// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_preview.h"

#include "core/history/history.h"

#include <map>

namespace eventscope {

namespace {

class Previewing {
  public:
    Previewing(const PreviewSources &how, const std::set<KeyId> &keys, const JobControl &job)
        : m_how(how), m_job(job), m_after(how.sources.protection) {
        m_after.asErased = keys;
    }

    Result<void> states(const std::set<StreamId> &streams) {
        ES_ASSIGN(now, lensesOf(m_how.upcasters, m_how.sources.protection));
        ES_ASSIGN(then, lensesOf(m_how.upcasters, m_after));
        for (const StreamId &stream : streams) {
            if (preview.states.size() == m_how.statesMax) {
                preview.statesLeftOut = streams.size() - m_how.statesMax;
                break;
            }
            const FoldPtr fold = m_how.folds.forCategory(categoryOf(stream.value));
            ES_ASSIGN(before, stateOf(*now.forPeople, *fold, stream));
            ES_ASSIGN(after, stateOf(*then.forPeople, *fold, stream));
            preview.states.push_back({stream, fold->info().title(), diff(before, after)});
            ES_TRY(step());
        }
        return {};
    }

    Result<void> rows(const std::map<std::string, std::set<std::string>> &keysOf) {
        if (keysOf.empty()) return {};
        ES_ASSIGN(models, m_how.sources.models.list(m_job));
        for (const ListedModel &model : models) {
            const auto found = keysOf.find(model.title);
            if (found == keysOf.end()) continue;
            const std::vector<std::string> keys(found->second.begin(), found->second.end());
            ES_ASSIGN(rows, model.store->rows(model.info, keys, m_job));
            for (const auto &row : rows)
                if (row) ES_TRY(compare(found->first, *row));
        }
        return {};
    }

    ErasurePreview preview;

  private:
    Result<Json> stateOf(const Lens &lens, const Fold &fold, const StreamId &stream) {
        ES_ASSIGN(folded, foldStream(m_how.sources.store, lens, fold, stream, kEnd, TrustSnapshots::No, m_job));
        return std::move(folded.state);
    }

    Result<void> compare(const std::string &model, const ModelRow &row) {
        if (preview.rows.size() == m_how.rowsMax) {
            ++preview.rowsLeftOut;
            return {};
        }
        ES_ASSIGN(before, openedForPeople(m_how.sources.protection, row.row));
        ES_ASSIGN(after, openedForPeople(m_after, row.row));
        preview.rows.push_back({model, row.key, diff(before, after)});
        return step();
    }

    Result<void> step() {
        if (m_job.stopRequested()) return cancelled();
        m_job.report(preview.states.size() + preview.rows.size());
        return {};
    }

    const PreviewSources &m_how;
    const JobControl &m_job;
    StoreProtection m_after;
};

} // namespace

Result<ErasurePreview> previewErasure(const PreviewSources &sources, std::span<const SubjectHit> hits,
                                      const std::set<KeyId> &keys, const JobControl &job) {
    std::set<StreamId> streams;
    std::map<std::string, std::set<std::string>> rows;
    for (const SubjectHit &hit : hits) {
        if (hit.reason != SubjectHit::Reason::Envelope || !keys.contains(hit.sealedBy)) continue;
        if (hit.place == SubjectHit::Place::ModelRow)
            rows[hit.model].insert(hit.key);
        else
            streams.insert(hit.stream);
    }
    Previewing previewing(sources, keys, job);
    ES_TRY(previewing.states(streams));
    ES_TRY(previewing.rows(rows));
    return std::move(previewing.preview);
}

} // namespace eventscope
