// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Jumps to random versions of one long stream: the state after each, from a history that is built once. The first jumps
// and their checksum are those of peers/jump.mjs.
#include "core/base/atomic_file.h"
#include "core/fold/fold_registry.h"
#include "core/history/history.h"
#include "core/store/memory/memory_store.h"
#include "tests/bench/bench_support.h"

#include <algorithm>
#include <charconv>

using namespace eventscope;

namespace {

constexpr int kCheckedJumps = 5;
constexpr int kJumps = 2000;

std::shared_ptr<MemoryStore> load(const std::string &path, Clock &clock, const StreamId &stream) {
    const std::string text = bench::must(readFile(path, std::size_t(16) << 30));
    auto store = std::make_shared<MemoryStore>(clock);
    std::vector<NewEvent> batch;
    const auto flush = [&] {
        bench::must(store->append(stream, Expected::any(), batch, {}));
        batch.clear();
    };
    for (const std::string_view line : bench::linesOf(text)) {
        NewEvent event;
        event.id = newEventId(1);
        event.type = "MemberSet";
        event.data = line;
        batch.push_back(std::move(event));
        if (batch.size() == 4096) flush();
    }
    if (!batch.empty()) flush();
    return store;
}

std::uint64_t checksumOf(const Json &state) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < state.size(); ++i) {
        const Json value = state.child(i);
        std::uint64_t number = 0;
        std::from_chars(value.token().data(), value.token().data() + 9, number);
        sum += number;
    }
    return sum;
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    SystemClock clock;
    const StreamId stream{"deep-1"};
    const auto memory = load(argv[1], clock, stream);
    const std::shared_ptr<const EventStore> store(memory, &memory->reader());
    const bench::StopWatch building;
    const HistoryPtr history = bench::must(buildHistory(store, identityLens(), payloadMergeFold(), stream, {}, {}, {}));
    std::fprintf(stderr, "history of %zu versions built in %.3f s\n", history->steps().size(), building.seconds());
    bench::Sequence random;
    std::uint64_t checksum = 0;
    std::vector<double> times;
    for (int i = 0; i < kJumps; ++i) {
        const std::size_t step = random.below(history->steps().size());
        const bench::StopWatch watch;
        const StateAt at = bench::must(history->at(step, {}));
        times.push_back(watch.seconds() * 1000);
        if (i < kCheckedJumps) checksum = (checksum * 31 + checksumOf(at.state)) % 1000000007;
    }
    std::ranges::sort(times);
    std::printf("{\"p50Ms\":%.6f,\"p99Ms\":%.6f,\"checksum\":%llu}\n", times[kJumps / 2], times[kJumps * 99 / 100],
                static_cast<unsigned long long>(checksum));
}
