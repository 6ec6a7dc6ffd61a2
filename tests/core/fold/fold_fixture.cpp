// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fold_fixture.h"

#include <cstdlib>
#include <iostream>

namespace eventscope::testing {
namespace {

template <class T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    std::cerr << describe(result.error()) << std::endl;
    std::abort();
}

} // namespace

ReadableBatch batchOf(const std::vector<TestEvent> &events, std::int64_t firstVersion) {
    const auto dictionary = std::make_shared<Dictionary>();
    const Time start = must(parseTime("2026-03-04T12:00:00Z"));
    BatchBuilder builder(dictionary, Fields::All);
    std::int64_t version = firstVersion;
    for (const TestEvent &event : events) {
        EventRow row;
        row.position = {0, static_cast<std::uint64_t>(version + 100)};
        row.stream = dictionary->streamCode("account-7");
        row.type = dictionary->typeCode(event.type, event.schemaVersion);
        row.version = {version};
        row.recordedUs = toUs(start + std::chrono::seconds(version - 1));
        if (event.validAt) row.validUs = toUs(*event.validAt);
        row.id = derivedEventId("test", std::to_string(version));
        row.data = {event.encoding, event.data};
        row.metadata = {Encoding::Json, event.metadata};
        builder.add(row);
        ++version;
    }
    return ReadableBatch(builder.publish());
}

Result<Flow> RecordingSink::step(std::size_t row, const Json *state, const StepOutcome &outcome) {
    told.push_back({row, state ? std::optional(print(*state)) : std::nullopt, outcome});
    return told.size() >= enoughAfter ? Flow::Enough : Flow::More;
}

std::vector<ToldStep> foldAll(FoldRun &run, const ReadableBatch &events) {
    RecordingSink sink;
    const auto done = run.apply(events, Emit::each(), &sink, {});
    if (!done) must<Json>(fail(done.error()));
    return sink.told;
}

std::string stateOf(FoldRun &run) { return print(must(run.state())); }

Json json(std::string_view text) { return must(Json::parse(text)); }

} // namespace eventscope::testing
