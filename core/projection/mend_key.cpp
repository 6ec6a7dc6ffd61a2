// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/mend_key.h"

#include "core/projection/dead_letters.h"
#include "core/projection/key_choice.h"
#include "core/projection/open_model.h"
#include "core/projection/replay.h"
#include "core/store/events_at.h"

#include <algorithm>
#include <map>
#include <set>

namespace eventscope {

namespace {

/// Remembers which events of one key fail.
class Failures final : public ReplayListener {
  public:
    explicit Failures(std::string_view key) : m_key(key) {}
    void failed(const ReadableEvent &event, std::string_view key, const std::string &reason) override {
        if (key == m_key) m_reasons.emplace(event.stored().position(), reason);
    }
    [[nodiscard]] const std::map<Position, std::string> &reasons() const { return m_reasons; }

  private:
    const std::string_view m_key;
    std::map<Position, std::string> m_reasons;
};

/// Letters of events of this key that do not fail any more.
Result<std::vector<EventId>> settledLetters(ReadModelStore &models, const ModelInfo &model, const std::string &key,
                                            const std::map<Position, std::string> &failing, const JobControl &job) {
    std::vector<EventId> settled;
    ES_TRY(eachLetter(models, model, job, [&](const DeadLetter &letter) -> Result<Flow> {
        if (letter.key == key && !failing.contains(letter.position)) settled.push_back(letter.event);
        return Flow::More;
    }));
    return settled;
}

/// Makes rows of the live table again. REQUIRES: its lock is held.
class Mending {
  public:
    Mending(const ProjectionContext &context, const Projection &projection, ModelInfo live, const JobControl &job)
        : m_context(context), m_projection(projection), m_live(std::move(live)), m_job(job) {}

    Result<void> mend(const std::string &key, std::vector<EventId> settled) {
        const Position until = m_live.checkpoint.position;
        Failures failures(key);
        ES_ASSIGN(rows, replay(m_context.store, *m_context.lens, m_projection, onlyKey(key), until, &failures, m_job));
        ES_ASSIGN(before, m_context.models.rows(m_live, std::span(&key, 1), m_job));
        const std::optional<ModelRow> now = rows.empty() ? std::nullopt : std::optional(rows.front());
        ES_ASSIGN(letters, settledLetters(m_context.models, m_live, key, failures.reasons(), m_job));
        letters.insert(letters.end(), settled.begin(), settled.end());
        if (!now && !before.front() && letters.empty() && failures.reasons().empty())
            return noSuchRow(m_projection, key);
        RowChange change{key, std::nullopt, until, 0};
        if (now) change = {key, now->row, now->position, now->events};
        ES_TRY(m_context.models.mend(m_live, until, std::span(&change, 1), letters, m_job));
        m_mended.changed = m_mended.changed || before.front() != now;
        for (const auto &[position, reason] : failures.reasons())
            m_mended.stillFailing.push_back(reason);
        return {};
    }

    /// An event whose key could not be told when it failed.
    Result<void> retry(const DeadLetter &letter) {
        ES_ASSIGN(keys, keysOf(letter));
        for (const std::string &key : keys)
            ES_TRY(mend(key, {letter.event}));
        return {};
    }

    [[nodiscard]] MendedKey mended() { return std::move(m_mended); }

  private:
    /// The keys of the rows that the event goes to, taken alone.
    Result<std::set<std::string>> keysOf(const DeadLetter &letter) {
        Query query = eventAt(letter.position, queryFor(m_projection, *m_context.lens, kBeforeAll, kEnd).fields);
        ES_ASSIGN(batch, m_context.store.page(query, m_job));
        ES_ASSIGN(events, m_context.lens->open(batch));
        KeysOfOne keys;
        NoRows rows;
        ES_TRY(m_projection.start(nullptr, true)->apply(events, {0, events.rows()}, rows, &keys, m_job));
        m_mended.stillFailing = keys.reasons();
        return keys.keys();
    }

    class KeysOfOne final : public ProjectionSink {
      public:
        [[nodiscard]] bool wantsEdits() const override { return true; }
        [[nodiscard]] Result<void> failed(std::size_t, std::string_view, const std::string &reason) override {
            m_reasons.push_back(reason);
            return {};
        }
        [[nodiscard]] Result<void> edited(std::size_t, std::span<const RowEdit> edits) override {
            for (const RowEdit &edit : edits)
                m_keys.insert(edit.key);
            return {};
        }
        [[nodiscard]] const std::set<std::string> &keys() const { return m_keys; }
        [[nodiscard]] const std::vector<std::string> &reasons() const { return m_reasons; }

      private:
        std::set<std::string> m_keys;
        std::vector<std::string> m_reasons;
    };

    const ProjectionContext &m_context;
    const Projection &m_projection;
    const ModelInfo m_live;
    const JobControl &m_job;
    MendedKey m_mended;
};

/// Holds the lock of the live table while `work` mends it.
template <class Work>
Result<MendedKey> withLive(const ProjectionContext &context, const Projection &projection, const JobControl &job,
                           Work work) {
    ES_ASSIGN(lock, context.models.lock(projection.info().name, ModelRole::Live, job));
    ES_ASSIGN(live, servedModel(context, projection, job));
    Mending mending(context, projection, std::move(live), job);
    ES_TRY(work(mending));
    return mending.mended();
}

} // namespace

Result<MendedKey> rebuildKey(const ProjectionContext &context, const ProjectionPtr &projection, const std::string &key,
                             const JobControl &job) {
    return withLive(context, *projection, job, [&](Mending &mending) { return mending.mend(key, {}); });
}

Result<MendedKey> retryLetter(const ProjectionContext &context, const ProjectionPtr &projection,
                              const DeadLetter &letter, const JobControl &job) {
    return withLive(context, *projection, job, [&](Mending &mending) {
        return letter.key.empty() ? mending.retry(letter) : mending.mend(letter.key, {});
    });
}

} // namespace eventscope
