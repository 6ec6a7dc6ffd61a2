// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/source_traces.h"

#include "core/projection/dead_letters.h"
#include "core/vault/envelope.h"

#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace eventscope {

namespace {

constexpr std::size_t kRowsAtOnce = 1000;

class Looking {
  public:
    Looking(const StreamId &removed, std::set<EventId> present, const JobControl &job)
        : m_removed(removed), m_present(std::move(present)), m_job(job) {}

    Result<LeftInModel> in(const ListedModel &model) {
        LeftInModel left{model.info.schema.name, model.info.role};
        for (std::string after;;) {
            ES_ASSIGN(rows, model.store->page(model.info, after, kRowsAtOnce, m_job));
            if (rows.empty()) break;
            after = rows.back().key;
            for (const ModelRow &row : rows)
                left.rows += isOf(row.row) ? 1 : 0;
        }
        const auto look = [&](const DeadLetter &letter) -> Result<Flow> {
            left.letters += isGone(letter.stream.value, letter.event) ? 1 : 0;
            return Flow::More;
        };
        ES_TRY(eachLetter(*model.store, model.info, m_job, look));
        return left;
    }

  private:
    [[nodiscard]] bool isGone(std::string_view stream, const EventId &event) const {
        return stream == m_removed.value && !m_present.contains(event);
    }
    [[nodiscard]] bool isOf(const Json &value) const {
        if (!value.isContainer()) return false;
        const auto form = envelopeOf(value);
        if (const auto *envelope = std::get_if<Envelope>(&form))
            return envelope->origin && isGone(envelope->origin->stream, envelope->origin->event);
        for (std::size_t i = 0; i < value.size(); ++i)
            if (isOf(value.child(i))) return true;
        return false;
    }

    const StreamId &m_removed;
    const std::set<EventId> m_present;
    const JobControl &m_job;
};

Result<std::set<EventId>> eventsOf(const EventStore &store, const StreamId &stream, const JobControl &job) {
    std::set<EventId> events;
    Query query;
    query.from = Selector::stream(stream);
    query.fields = Fields::Id;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row)
            events.insert((*batch)[row].id());
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return events;
}

std::string countOf(std::uint64_t count, const char *one, const char *many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string tableOf(const LeftInModel &left) {
    switch (left.role) {
    case ModelRole::Live:
        return "the read model " + left.name;
    case ModelRole::Shadow:
        return "the unfinished rebuild of the read model " + left.name;
    case ModelRole::Old:
        break;
    }
    return "the earlier table that is kept of the read model " + left.name;
}

/// A rebuild that was interrupted goes on with the rows that it has.
std::string remedyFor(const LeftInModel &left) {
    switch (left.role) {
    case ModelRole::Live:
        return "make it anew (projections rebuild " + left.name + " --drop-old)";
    case ModelRole::Shadow:
        return "give it up (projections cancel " + left.name + ")";
    case ModelRole::Old:
        break;
    }
    return "let it go (projections drop-old " + left.name + ")";
}

} // namespace

Result<std::vector<LeftInModel>> leftInModels(const EventStore &store, const ModelStores &models,
                                              const StreamId &removed, const JobControl &job) {
    ES_ASSIGN(present, eventsOf(store, removed, job));
    Looking looking(removed, std::move(present), job);
    ES_ASSIGN(all, models.list(job));
    std::vector<LeftInModel> found;
    for (const ListedModel &model : all) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(left, looking.in(model));
        if (left.rows + left.letters > 0) found.push_back(std::move(left));
    }
    return found;
}

std::string sentenceOf(const LeftInModel &left) {
    std::string what;
    if (left.rows > 0) what = countOf(left.rows, "row", "rows");
    if (left.letters > 0) what += (what.empty() ? "" : " and ") + countOf(left.letters, "dead letter", "dead letters");
    return what + " of " + tableOf(left) + (left.rows + left.letters == 1 ? " still holds" : " still hold") +
           " what came from the source: " + remedyFor(left) + ", then repeat this";
}

} // namespace eventscope
