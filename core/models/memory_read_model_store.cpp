// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/memory_read_model_store.h"

#include "core/base/no_memory.h"
#include "core/models/model_rules.h"

#include <algorithm>
#include <mutex>

namespace eventscope {

struct MemoryReadModelStore::Table {
    ModelInfo info; ///< without its open letters
    std::map<std::string, ModelRow, std::less<>> rows;
    std::map<std::pair<Position, EventId>, DeadLetter> letters;
    std::map<EventId, Position> places; ///< of the letters

    void put(const RowChange &change) {
        if (!change.row) {
            rows.erase(change.key);
            return;
        }
        rows.insert_or_assign(
            change.key, ModelRow{change.key, normalRow(info.schema, *change.row), change.position, change.events});
    }
    void settle(const EventId &event) {
        const auto place = places.find(event);
        if (place == places.end()) return;
        letters.erase({place->second, event});
        places.erase(place);
    }
    void add(const DeadLetter &letter) {
        settle(letter.event);
        places[letter.event] = letter.position;
        letters.emplace(std::pair(letter.position, letter.event), keptLetter(letter));
    }
};

class MemoryReadModelStore::Locks {
  public:
    [[nodiscard]] bool take(const Place &place) {
        const std::scoped_lock lock(m_mutex);
        return m_held.insert(place).second;
    }
    [[nodiscard]] bool isTaken(const Place &place) {
        const std::scoped_lock lock(m_mutex);
        return m_held.contains(place);
    }
    void release(const Place &place) {
        const std::scoped_lock lock(m_mutex);
        m_held.erase(place);
    }

  private:
    std::mutex m_mutex;
    std::set<Place> m_held; // guarded by m_mutex
};

class MemoryReadModelStore::HeldLock final : public ModelLock {
  public:
    HeldLock(std::shared_ptr<Locks> locks, Place place) : m_locks(std::move(locks)), m_place(std::move(place)) {}
    ~HeldLock() override { m_locks->release(m_place); }
    HeldLock(const HeldLock &) = delete;
    HeldLock &operator=(const HeldLock &) = delete;

  private:
    const std::shared_ptr<Locks> m_locks;
    const Place m_place;
};

MemoryReadModelStore::MemoryReadModelStore() : m_locks(std::make_shared<Locks>()) {}

MemoryReadModelStore::~MemoryReadModelStore() = default;

MemoryReadModelStore::Table *MemoryReadModelStore::tableAt(std::string_view name, ModelRole role) {
    const auto found = m_tables.find({std::string(name), role});
    return found == m_tables.end() ? nullptr : &found->second;
}

Result<MemoryReadModelStore::Table *> MemoryReadModelStore::tableOf(const ModelInfo &model) {
    Table *table = tableAt(model.schema.name, model.role);
    if (table && table->info.generation == model.generation) return table;
    return noSuchModel(model.schema.name, model.role);
}

const std::string *MemoryReadModelStore::skipReason(const std::string &name, const EventId &event) const {
    const auto skipped = m_skipped.find(name);
    if (skipped == m_skipped.end()) return nullptr;
    const auto found = skipped->second.find(event);
    return found == skipped->second.end() ? nullptr : &found->second;
}

ModelInfo MemoryReadModelStore::infoOf(const Table &table) const {
    ModelInfo info = table.info;
    info.openLetters = static_cast<std::uint64_t>(std::ranges::count_if(
        table.places, [&](const auto &place) { return !skipReason(info.schema.name, place.first); }));
    return info;
}

Result<std::vector<ModelInfo>> MemoryReadModelStore::list(const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::vector<ModelInfo>> {
        if (job.stopRequested()) return cancelled();
        const std::shared_lock lock(m_mutex);
        std::vector<ModelInfo> infos;
        for (const auto &[place, table] : m_tables)
            infos.push_back(infoOf(table));
        return infos;
    });
}

Result<std::optional<ModelInfo>> MemoryReadModelStore::find(std::string_view name, ModelRole role,
                                                            const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::optional<ModelInfo>> {
        if (job.stopRequested()) return cancelled();
        const std::shared_lock lock(m_mutex);
        const Table *table = tableAt(name, role);
        return table ? std::optional(infoOf(*table)) : std::nullopt;
    });
}

Result<ModelInfo> MemoryReadModelStore::create(const ModelSchema &schema, ModelRole role,
                                               const Fingerprint &fingerprint, const JobControl &job) {
    return withoutThrowing([&]() -> Result<ModelInfo> {
        ES_TRY(checkSchema(schema));
        if (job.stopRequested()) return cancelled();
        const std::unique_lock lock(m_mutex);
        Table table;
        table.info.schema = schema;
        table.info.role = role;
        table.info.fingerprint = fingerprint;
        table.info.generation = ++m_generations;
        const ModelInfo info = table.info;
        m_tables.insert_or_assign(Place(schema.name, role), std::move(table));
        return info;
    });
}

Result<void> MemoryReadModelStore::drop(std::string_view name, ModelRole role, const JobControl &job) {
    return withoutThrowing([&]() -> Result<void> {
        if (job.stopRequested()) return cancelled();
        const std::unique_lock lock(m_mutex);
        m_tables.erase({std::string(name), role});
        return {};
    });
}

Result<std::unique_ptr<ModelLock>> MemoryReadModelStore::lock(std::string_view name, ModelRole role,
                                                              const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<ModelLock>> {
        if (job.stopRequested()) return cancelled();
        ES_TRY(checkSchema({std::string(name), {}}));
        Place place(name, role);
        if (!m_locks->take(place)) {
            return fail(ErrorKind::Refused,
                        "Another part of this program is working on " + tableName(name, role) + " in memory",
                        "Wait until it is done");
        }
        return std::make_unique<HeldLock>(m_locks, std::move(place));
    });
}

Result<bool> MemoryReadModelStore::isLocked(std::string_view name, ModelRole role, const JobControl &job) {
    return withoutThrowing([&]() -> Result<bool> {
        if (job.stopRequested()) return cancelled();
        return m_locks->isTaken({std::string(name), role});
    });
}

Result<std::vector<std::optional<ModelRow>>>
MemoryReadModelStore::rows(const ModelInfo &model, std::span<const std::string> keys, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::vector<std::optional<ModelRow>>> {
        if (job.stopRequested()) return cancelled();
        const std::shared_lock lock(m_mutex);
        ES_ASSIGN(table, tableOf(model));
        std::vector<std::optional<ModelRow>> rows;
        rows.reserve(keys.size());
        for (const std::string &key : keys) {
            const auto found = table->rows.find(key);
            rows.push_back(found == table->rows.end() ? std::nullopt : std::optional(found->second));
        }
        return rows;
    });
}

Result<std::vector<ModelRow>> MemoryReadModelStore::page(const ModelInfo &model, std::string_view after,
                                                         std::size_t rowsMax, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::vector<ModelRow>> {
        if (job.stopRequested()) return cancelled();
        const std::shared_lock lock(m_mutex);
        ES_ASSIGN(table, tableOf(model));
        std::vector<ModelRow> rows;
        for (auto row = table->rows.upper_bound(after); row != table->rows.end() && rows.size() < rowsMax; ++row)
            rows.push_back(row->second);
        return rows;
    });
}

Result<std::uint64_t> MemoryReadModelStore::count(const ModelInfo &model, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::uint64_t> {
        if (job.stopRequested()) return cancelled();
        const std::shared_lock lock(m_mutex);
        ES_ASSIGN(table, tableOf(model));
        return table->rows.size();
    });
}

Result<void> MemoryReadModelStore::commit(const ModelInfo &model, const ModelCommit &commit, const JobControl &job) {
    return withoutThrowing([&]() -> Result<void> {
        ES_TRY(checkChanges(model.schema, commit.changes));
        if (job.stopRequested()) return cancelled();
        const std::unique_lock lock(m_mutex);
        ES_ASSIGN(table, tableOf(model));
        ModelCheckpoint &checkpoint = table->info.checkpoint;
        if (checkpoint.position != commit.from) return movedOn(model, checkpoint.position, commit.from);
        for (const RowChange &change : commit.changes)
            table->put(change);
        for (const DeadLetter &letter : commit.letters)
            table->add(letter);
        checkpoint = commit.to;
        return {};
    });
}

Result<void> MemoryReadModelStore::mend(const ModelInfo &model, Position at, std::span<const RowChange> changes,
                                        std::span<const EventId> settled, const JobControl &job) {
    return withoutThrowing([&]() -> Result<void> {
        ES_TRY(checkChanges(model.schema, changes));
        if (job.stopRequested()) return cancelled();
        const std::unique_lock lock(m_mutex);
        ES_ASSIGN(table, tableOf(model));
        const Position position = table->info.checkpoint.position;
        if (position != at) return movedOn(model, position, at);
        for (const RowChange &change : changes)
            table->put(change);
        for (const EventId &event : settled)
            table->settle(event);
        return {};
    });
}

Result<void> MemoryReadModelStore::swap(std::string_view name, bool keepOld, const JobControl &job) {
    return withoutThrowing([&]() -> Result<void> {
        if (job.stopRequested()) return cancelled();
        const std::unique_lock lock(m_mutex);
        Table *shadow = tableAt(name, ModelRole::Shadow);
        if (!shadow) return noSuchModel(name, ModelRole::Shadow);
        Table *live = tableAt(name, ModelRole::Live);
        if (live) {
            const Position position = live->info.checkpoint.position;
            if (shadow->info.checkpoint.position < position)
                return shadowBehind(name, shadow->info.checkpoint.position, position);
            shadow->info.isPaused = live->info.isPaused;
            live->info.isPaused = false;
            live->info.role = ModelRole::Old;
            if (keepOld) m_tables.insert_or_assign(Place(name, ModelRole::Old), std::move(*live));
        }
        shadow->info.role = ModelRole::Live;
        m_tables.insert_or_assign(Place(name, ModelRole::Live), std::move(*shadow));
        m_tables.erase({std::string(name), ModelRole::Shadow});
        return {};
    });
}

Result<void> MemoryReadModelStore::setPaused(std::string_view name, bool paused, const JobControl &job) {
    return withoutThrowing([&]() -> Result<void> {
        if (job.stopRequested()) return cancelled();
        const std::unique_lock lock(m_mutex);
        Table *live = tableAt(name, ModelRole::Live);
        if (!live) return noSuchModel(name, ModelRole::Live);
        live->info.isPaused = paused;
        return {};
    });
}

Result<std::vector<DeadLetter>> MemoryReadModelStore::letters(const ModelInfo &model, Position after,
                                                              std::size_t lettersMax, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::vector<DeadLetter>> {
        if (job.stopRequested()) return cancelled();
        const std::shared_lock lock(m_mutex);
        ES_ASSIGN(table, tableOf(model));
        std::vector<DeadLetter> letters;
        for (const auto &[place, letter] : table->letters) {
            if (place.first <= after) continue;
            if (letters.size() == lettersMax) break;
            letters.push_back(letter);
            if (const std::string *reason = skipReason(model.schema.name, letter.event))
                letters.back().skipReason = *reason;
        }
        return letters;
    });
}

Result<void> MemoryReadModelStore::skip(const ModelInfo &model, const EventId &event, const std::string &reason, Time,
                                        const JobControl &job) {
    return withoutThrowing([&]() -> Result<void> {
        ES_TRY(checkSkipReason(reason));
        if (job.stopRequested()) return cancelled();
        const std::unique_lock lock(m_mutex);
        ES_ASSIGN(table, tableOf(model));
        if (!table->places.contains(event)) return noSuchLetter(model, event);
        m_skipped[model.schema.name][event] = plainText(reason);
        return {};
    });
}

} // namespace eventscope
