// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/slice_team.h"

#include "core/base/no_memory.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kSlicesMax = 4;
constexpr std::int64_t kKeysMin = SliceTeam::kRows;
constexpr std::int64_t kKeysFew = 4 * kKeysMin;
/// A slice with fewer rows than this is read faster as a part of one twice as wide, which they still fit in.
constexpr std::size_t kRowsFew = SliceTeam::kRows / 2;

} // namespace

/// The slices that are being read or are read already, in the order of their keys, and the keys behind them.
class SliceTeam::Slices {
  public:
    Slices(const KeyRange &keys, std::int64_t keysMost, const Query &query, std::shared_ptr<BatchNames> names)
        : m_left(keys),
          m_keysMost(keysMost),
          m_direction(query.direction),
          m_fields(query.fields),
          m_names(std::move(names)) {}

    /// The task of the helper.
    void help(const MakeRead &makeRead) {
        const JobControl job{m_stop.get_token(), nullptr, nullptr};
        std::unique_lock lock(m_mutex);
        if (m_over) return;
        m_helping = true;
        lock.unlock();
        auto read = withoutThrowing([&] { return makeRead(job); });
        lock.lock();
        while (read && !m_over) {
            if (const auto entry = claim(); entry != m_entries.end()) {
                if (!fill(entry, *read, job, lock)) break; // the caller will find out what is wrong, if it lasts
            } else if (m_left.empty() && allClaimed()) {
                break;
            } else {
                m_changed.wait(lock);
            }
        }
        m_helping = false;
        m_changed.notify_all();
    }

    Result<bool> take(BatchBuilder &batch, const Read &read, const JobControl &job) {
        std::unique_lock lock(m_mutex);
        for (;;) {
            if (!m_entries.empty() && m_entries.front().batch) {
                batch = *std::move(m_entries.front().batch);
                m_entries.pop_front();
                m_changed.notify_all();
                return true;
            }
            if (const auto entry = claim(); entry != m_entries.end()) {
                ES_TRY(fill(entry, read, job, lock));
            } else if (m_entries.empty()) {
                return false;
            } else {
                m_changed.wait(lock);
            }
        }
    }

    void requestStop() { m_stop.request_stop(); }

    void end() {
        m_stop.request_stop();
        std::unique_lock lock(m_mutex);
        m_over = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_helping; });
    }

  private:
    struct Entry {
        KeyRange keys;
        bool isClaimed = false;
        std::optional<BatchBuilder> batch = {}; ///< once it is read
    };
    using Place = std::list<Entry>::iterator; // stays where it is while others come and go

    bool allClaimed() const {
        return std::ranges::all_of(m_entries, [](const Entry &entry) { return entry.isClaimed; });
    }

    /// The first slice that nobody reads yet; the end when there is none, or no room for its batch.
    Place claim() {
        auto entry = std::ranges::find(m_entries, false, &Entry::isClaimed);
        if (entry == m_entries.end()) {
            if (m_left.empty() || m_entries.size() >= kSlicesMax) return entry;
            const KeyRange keys = m_left.slice(m_direction, m_width);
            m_left.moveOn(m_direction, keys, std::nullopt);
            entry = m_entries.insert(m_entries.end(), {keys});
        }
        entry->isClaimed = true;
        return entry;
    }

    /// Reads what was claimed. Behind what did not fit stays a slice that nobody reads yet; after an error, the same.
    Result<void> fill(Place entry, const Read &read, const JobControl &job, std::unique_lock<std::mutex> &lock) {
        const KeyRange keys = entry->keys;
        const std::size_t rows = m_rows, arenaBytes = m_arenaBytes;
        std::optional<BatchBuilder> batch;
        lock.unlock();
        const auto stoppedAt = withoutThrowing([&] {
            batch.emplace(m_names->next(), m_fields).reserve(rows, arenaBytes);
            return read(keys, *batch, job);
        });
        lock.lock();
        m_changed.notify_all();
        if (!stoppedAt) {
            entry->isClaimed = false;
            return fail(stoppedAt.error());
        }
        if (*stoppedAt)
            m_width = m_keysMin;
        else if (batch->rows() < kRowsFew)
            m_width = std::min(m_width * 2, m_keysMost);
        m_rows = std::min(batch->rows() + batch->rows() / 8, kRows);
        m_arenaBytes = batch->arenaBytes() + batch->arenaBytes() / 8;
        entry->batch = std::move(batch);
        KeyRange rest = keys;
        rest.moveOn(m_direction, keys, *stoppedAt);
        if (!rest.empty()) m_entries.insert(std::next(entry), {rest});
        return {};
    }

    std::stop_source m_stop; ///< of the helper
    std::mutex m_mutex;      // guards what follows, except for a slice that is being read
    std::condition_variable m_changed;
    KeyRange m_left; ///< keys behind those of m_entries
    const std::int64_t m_keysMost, m_keysMin = std::min(kKeysMin, m_keysMost);
    const Direction m_direction;
    const Fields m_fields;
    const std::shared_ptr<BatchNames> m_names;
    std::list<Entry> m_entries;
    std::int64_t m_width = m_keysMin;
    std::size_t m_rows = kRows, m_arenaBytes = 0; ///< of the last batch, a guess for the next
    bool m_helping = false;
    bool m_over = false;
};

bool SliceTeam::isFor(const Query &query, const KeyRange &keys, const JobControl &job) {
    return job.workers && query.rowsMax == kNoLimit && !onlyStream(query) && keys.high - keys.low > kKeysFew;
}

SliceTeam::SliceTeam(const KeyRange &keys, std::int64_t keysMost, const Query &query, std::shared_ptr<BatchNames> names,
                     Read read, MakeRead makeRead, const JobControl &job)
    : m_slices(std::make_shared<Slices>(keys, keysMost, query, std::move(names))),
      m_onStop(job.stop, [slices = m_slices] { slices->requestStop(); }),
      m_read(std::move(read)),
      m_job(job) {
    if (!job.workers) return;
    try {
        job.workers->run([slices = m_slices, makeRead = std::move(makeRead)] { slices->help(makeRead); });
    } catch (const std::exception &) {
        return; // no thread is to be had: next() reads every slice
    }
}

SliceTeam::~SliceTeam() { m_slices->end(); }

Result<bool> SliceTeam::next(BatchBuilder &batch) { return m_slices->take(batch, m_read, m_job); }

} // namespace eventscope
