// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/slice_team.h"

#include "core/event/dictionary.h"
#include "tests/support/executors.h"

#include <QtTest/QtTest>
#include <rapidcheck.h>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

std::shared_ptr<Dictionary> dictionary() { return std::make_shared<Dictionary>(); }

Query towards(Direction direction) {
    Query query;
    query.direction = direction;
    return query;
}

constexpr std::int64_t kSome = 65'536;
const Error kTired{ErrorKind::Unavailable, "tired", {}, {}, {}};

/// A table with rows at some keys, which gives at most `rowsFit` of them at once.
struct Table {
    std::vector<std::int64_t> keys; // ascending
    std::size_t rowsFit = SliceTeam::kRows;
    Direction direction = Direction::Forward;

    Result<std::optional<std::int64_t>> read(const KeyRange &range, BatchBuilder &batch) const {
        std::vector<std::int64_t> wanted;
        std::ranges::copy_if(keys, std::back_inserter(wanted),
                             [&](std::int64_t key) { return key > range.low && key <= range.high; });
        if (direction == Direction::Backward) std::ranges::reverse(wanted);
        for (const std::int64_t key : wanted) {
            EventRow row;
            row.position.minor = static_cast<std::uint64_t>(key);
            batch.add(row);
            if (batch.rows() == rowsFit) return key;
        }
        return std::optional<std::int64_t>();
    }
    std::vector<std::int64_t> inOrder() const {
        auto ordered = keys;
        if (direction == Direction::Backward) std::ranges::reverse(ordered);
        return ordered;
    }
};

std::shared_ptr<BatchNames> names() { return std::make_shared<BatchNames>(dictionary(), Query::Names::Kept); }

/// Everything that the team gives, or its error.
Result<std::vector<std::int64_t>> all(SliceTeam &team) {
    std::vector<std::int64_t> keys;
    for (;;) {
        BatchBuilder next(dictionary(), Fields::Header);
        ES_ASSIGN(more, team.next(next));
        if (!more) return keys;
        const BatchPtr batch = next.publish();
        for (const std::uint64_t key : batch->minor())
            keys.push_back(static_cast<std::int64_t>(key));
    }
}

KeyRange rangeOf(const Table &table) { return {0, table.keys.empty() ? 100 : table.keys.back()}; }

Table dense(std::int64_t rows) {
    Table table;
    for (std::int64_t key = 1; key <= rows; ++key)
        table.keys.push_back(key);
    return table;
}

SliceTeam::Read reading(const Table &table) {
    return [&table](const KeyRange &keys, BatchBuilder &batch, const JobControl &) { return table.read(keys, batch); };
}

} // namespace

class TestSliceTeam : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyRowComesOnceInOrder() {
        QVERIFY(rc::check("whatever the gaps, the room in a batch and the luck of the helper", [] {
            Table table;
            std::int64_t key = 0;
            for (const auto gap : *rc::gen::container<std::vector<std::int64_t>>(rc::gen::weightedOneOf<std::int64_t>(
                     {{8, rc::gen::just<std::int64_t>(1)}, {1, rc::gen::inRange<std::int64_t>(1, 100'000)}})))
                table.keys.push_back(key += gap);
            table.rowsFit = *rc::gen::inRange<std::size_t>(1, 40);
            table.direction = *rc::gen::element(Direction::Forward, Direction::Backward);
            std::atomic<int> readsLeft = *rc::gen::inRange(0, 10);
            Threads threads;
            const JobControl job{{}, nullptr, &threads};
            const auto helper = [&](const JobControl &) -> Result<SliceTeam::Read> {
                return [&](const KeyRange &keys, BatchBuilder &batch,
                           const JobControl &) -> Result<std::optional<std::int64_t>> {
                    if (readsLeft-- <= 0) return fail(kTired);
                    return table.read(keys, batch);
                };
            };
            const auto keysMost = *rc::gen::element(SliceTeam::kKeysMost, kSome, std::int64_t{5'000});
            std::int64_t widest = 0;
            const SliceTeam::Read mine = [&](const KeyRange &keys, BatchBuilder &batch, const JobControl &) {
                widest = std::max(widest, keys.high - keys.low);
                return table.read(keys, batch);
            };
            SliceTeam team(rangeOf(table), keysMost, towards(table.direction), names(), mine, helper, job);
            RC_ASSERT(all(team).value() == table.inOrder());
            RC_ASSERT(widest <= keysMost);
        }));
    }

    void bothRead() {
        const Table table = dense(20 * SliceTeam::kRows);
        std::atomic<int> mine = 0, helpers = 0;
        Threads threads;
        const JobControl job{{}, nullptr, &threads};
        // Each waits for the other's first slice: without two readers this would never end.
        const auto counted = [&](std::atomic<int> &own, std::atomic<int> &other) {
            return [&](const KeyRange &keys, BatchBuilder &batch, const JobControl &) {
                ++own;
                while (other == 0)
                    std::this_thread::yield();
                return table.read(keys, batch);
            };
        };
        SliceTeam team(
            rangeOf(table), SliceTeam::kKeysMost, towards(Direction::Forward), names(), counted(mine, helpers),
            [&](const JobControl &) -> Result<SliceTeam::Read> { return counted(helpers, mine); }, job);
        QVERIFY(all(team).value() == table.keys);
        QVERIFY(mine > 0 && helpers > 0);
    }

    void nobodyWaitsForAHelperThatIsLate() {
        const Table table = dense(3 * SliceTeam::kRows);
        Never late;
        const JobControl job{{}, nullptr, &late};
        int made = 0;
        {
            SliceTeam team(
                rangeOf(table), SliceTeam::kKeysMost, towards(Direction::Forward), names(), reading(table),
                [&](const JobControl &) -> Result<SliceTeam::Read> {
                    ++made;
                    return reading(table);
                },
                job);
            QVERIFY(all(team).value() == table.keys);
        }
        late.tasks.front()();
        QCOMPARE(made, 0);
    }

    void errorOfTheReaderEndsIt() {
        const Table table = dense(8 * SliceTeam::kRows);
        Threads threads;
        const JobControl job{{}, nullptr, &threads};
        const auto broken = [&](const KeyRange &keys, BatchBuilder &batch,
                                const JobControl &) -> Result<std::optional<std::int64_t>> {
            if (keys.high > static_cast<std::int64_t>(4 * SliceTeam::kRows)) return fail(kTired);
            return table.read(keys, batch);
        };
        SliceTeam team(
            rangeOf(table), SliceTeam::kKeysMost, towards(Direction::Forward), names(), broken,
            [&](const JobControl &) -> Result<SliceTeam::Read> { return SliceTeam::Read(broken); }, job);
        const auto read = all(team);
        QVERIFY(!read);
        QCOMPARE(read.error().message, kTired.message);
    }

    void endingStopsTheHelper() {
        const Table table = dense(8 * SliceTeam::kRows);
        Threads threads;
        std::atomic<bool> hasBegun = false;
        const auto endless = [&](const KeyRange &, BatchBuilder &,
                                 const JobControl &job) -> Result<std::optional<std::int64_t>> {
            hasBegun = true;
            while (!job.stopRequested())
                std::this_thread::yield();
            return cancelled();
        };
        const auto helper = [&](const JobControl &) -> Result<SliceTeam::Read> { return SliceTeam::Read(endless); };
        {
            const JobControl job{{}, nullptr, &threads};
            const SliceTeam team(rangeOf(table), SliceTeam::kKeysMost, towards(Direction::Forward), names(),
                                 reading(table), helper, job);
            while (!hasBegun)
                std::this_thread::yield();
        }
        std::stop_source stopping;
        const JobControl job{stopping.get_token(), nullptr, &threads};
        SliceTeam team(rangeOf(table), SliceTeam::kKeysMost, towards(Direction::Forward), names(), endless, helper,
                       job);
        stopping.request_stop();
        const auto read = all(team);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSliceTeam)
#include "tst_slice_team.moc"
