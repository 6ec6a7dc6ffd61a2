// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_story.h"

#include "core/base/pause.h"
#include "tests/core/models/model_samples.h"
#include "tests/support/store_fixture.h"

#include <map>

namespace eventscope::testing {

namespace {

const JobControl kJob;
constexpr int kKeys = 200;
constexpr int kKeysAStep = 30;
constexpr int kStepsALetter = 5;
constexpr int kMended = 20;
const ModelSchema kSchema{"story", {{"items", ColumnType::Integer}, {"status", ColumnType::Text}}};

std::string rowText(int step, int key) {
    return "{\"items\":" + std::to_string(step) + ",\"status\":\"" + std::string(static_cast<std::size_t>(key), 'x') +
           "\"}";
}

/// What a step leaves of a key that it touches.
RowChange touch(int step, int key) {
    const std::string name = "k" + std::to_string(key);
    return (step + key) % 6 == 0 ? removal(name) : upsert(name, rowText(step, key), step);
}

std::map<std::string, RowChange> changesBetween(int from, int to) {
    std::map<std::string, RowChange> changes;
    for (int step = from + 1; step <= to; ++step) {
        for (int i = 0; i < kKeysAStep; ++i) {
            RowChange change = touch(step, (step * 7 + i) % kKeys);
            changes.insert_or_assign(change.key, std::move(change));
        }
    }
    return changes;
}

bool isMended(const ModelRow &row) { return row.key.starts_with("mended"); }

/// Mended rows come all at once and with one number, or are not there.
std::string faultInMended(const std::vector<ModelRow> &rows) {
    int count = 0;
    std::uint64_t number = 0;
    for (const ModelRow &row : rows) {
        if (!isMended(row)) continue;
        if (count++ > 0 && row.events != number) return "rows were mended in part";
        number = row.events;
    }
    return count == 0 || count == kMended ? "" : std::to_string(count) + " rows were mended";
}

std::string faultInRows(const std::vector<ModelRow> &rows, int position) {
    auto wanted = changesBetween(0, position);
    std::erase_if(wanted, [](const auto &entry) { return !entry.second.row; });
    for (const ModelRow &row : rows) {
        if (isMended(row)) continue;
        const auto found = wanted.find(row.key);
        if (found == wanted.end()) return row.key + " should not be there";
        const bool isIt = row.row == normalRow(kSchema, *found->second.row) && row.events == found->second.events &&
                          row.position == found->second.position;
        if (!isIt) return row.key + " is another one";
        wanted.erase(found);
    }
    return wanted.empty() ? "" : wanted.begin()->first + " is missing";
}

std::string faultInLetters(const std::vector<DeadLetter> &letters, int position) {
    if (letters.size() != static_cast<std::size_t>(position / kStepsALetter))
        return std::to_string(letters.size()) + " letters";
    for (std::size_t i = 0; i < letters.size(); ++i)
        if (letters[i] != letterAt((static_cast<int>(i) + 1) * kStepsALetter)) return "a letter is another one";
    return {};
}

std::string faultIn(ReadModelStore &store, const ModelInfo &model) {
    const int position = static_cast<int>(model.checkpoint.position.minor);
    if (model.checkpoint != (position == 0 ? ModelCheckpoint() : commitOf(0, position).to))
        return "the checkpoint is none that was committed";
    const auto rows = must(store.page(model, "", 1'000'000, kJob));
    for (const std::string &fault : {faultInRows(rows, position), faultInMended(rows),
                                     faultInLetters(must(store.letters(model, kBeforeAll, 100'000, kJob)), position)})
        if (!fault.empty()) return std::string(name(model.role)) + " at " + std::to_string(position) + ": " + fault;
    return {};
}

void mend(ReadModelStore &store, const ModelInfo &model, int position) {
    std::vector<RowChange> rows;
    for (int i = 0; i < kMended; ++i)
        rows.push_back(upsert("mended" + std::to_string(i), position));
    must(store.mend(model, {0, static_cast<std::uint64_t>(position)}, rows, {}, kJob));
}

void makeAnew(ReadModelStore &store, int position) {
    const ModelInfo shadow = must(store.create(kSchema, ModelRole::Shadow, {"f"}, kJob));
    must(store.commit(shadow, storyCommit(0, position / 2), kJob));
    must(store.commit(shadow, storyCommit(position / 2, position), kJob));
    must(store.swap(kSchema.name, position % 2 == 0, kJob));
}

/// A server may take a moment to notice that the one before is gone.
std::unique_ptr<ModelLock> lockOf(ReadModelStore &store) {
    for (;;) {
        auto lock = store.lock(kSchema.name, ModelRole::Live, kJob);
        if (lock) return *std::move(lock);
        if (lock.error().kind != ErrorKind::Refused) throw std::runtime_error(describe(lock.error()));
        pauseUnlessStopped(std::chrono::milliseconds(5), {});
    }
}

} // namespace

ModelCommit storyCommit(int from, int to) {
    ModelCommit commit = commitOf(from, to);
    for (auto &[key, change] : changesBetween(from, to))
        commit.changes.push_back(change);
    for (int step = from + 1; step <= to; ++step)
        if (step % kStepsALetter == 0) commit.letters.push_back(letterAt(step));
    return commit;
}

void tellStory(ReadModelStore &store, const std::function<void(int position)> &told, int last) {
    const auto lock = lockOf(store);
    if (!must(store.find(kSchema.name, ModelRole::Live, kJob)))
        must(store.create(kSchema, ModelRole::Live, {"f"}, kJob));
    for (;;) {
        const ModelInfo live = must(store.find(kSchema.name, ModelRole::Live, kJob)).value();
        const int position = static_cast<int>(live.checkpoint.position.minor) + 1;
        if (position > last) return;
        must(store.commit(live, storyCommit(position - 1, position), kJob));
        told(position);
        if (position % 3 == 0) mend(store, live, position);
        if (position % 3 != 1) makeAnew(store, position);
        told(position);
    }
}

std::string faultInStory(ReadModelStore &store, int reached) {
    bool isThere = reached == 0;
    for (const ModelInfo &model : must(store.list(kJob))) {
        if (const std::string fault = faultIn(store, model); !fault.empty()) return fault;
        if (model.role != ModelRole::Live) continue;
        isThere = true;
        if (model.checkpoint.position.minor < static_cast<std::uint64_t>(reached))
            return "the live one has lost what was told to be committed";
    }
    return isThere ? "" : "there is no live one";
}

} // namespace eventscope::testing
