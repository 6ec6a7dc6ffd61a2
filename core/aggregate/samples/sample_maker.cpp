// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_maker.h"

#include "core/aggregate/samples/log_import_source.h"
#include "core/aggregate/samples/sample_history.h"
#include "core/store/memory/memory_store.h"

namespace eventscope::samples {

namespace {

Result<void> check(const WritableEventStore &store, const SampleOptions &options, const JobControl &job) {
    if (options.events == 0 || options.events > kSampleEventsMax) {
        return fail(ErrorKind::Invalid, "A sample cannot have " + std::to_string(options.events) + " events",
                    "Ask for 1 to " + std::to_string(kSampleEventsMax));
    }
    ES_ASSIGN(head, store.reader().head(job));
    if (head.last != kBeforeAll) {
        return fail(ErrorKind::Refused, "The sample needs an empty store, and " + store.reader().info().identity.name +
                                            " holds events already");
    }
    return {};
}

Result<void> copySnapshots(const EventStore &from, WritableEventStore &to, const JobControl &job) {
    ES_ASSIGN(snapshots, from.snapshots({}, job));
    return to.putSnapshots(snapshots, job);
}

} // namespace

Result<SampleReport> makeSample(WritableEventStore &store, SimulatedClock &clock, const SampleOptions &options,
                                const JobControl &job) {
    ES_TRY(check(store, options, job));
    const bool isDirect = options.events <= kDirectEventsMax && !options.atOnce && !options.protect;
    if (isDirect) return SampleHistory(store, clock, options, job).write();
    std::unique_ptr<WritableEventStore> memory = std::make_unique<MemoryStore>(clock);
    if (options.protect) memory = options.protect(std::move(memory));
    ES_ASSIGN(report, SampleHistory(*memory, clock, options, job).write());
    LogImportSource source(memory->reader(), job);
    ES_TRY(store.import(source, job));
    ES_TRY(copySnapshots(memory->reader(), store, job));
    return report;
}

} // namespace eventscope::samples
