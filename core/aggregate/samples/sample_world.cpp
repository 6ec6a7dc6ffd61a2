// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_world.h"

#include "core/aggregate/samples/sample_domain.h"

namespace eventscope::samples {

namespace {

/// Aggregates stay in memory from command to command; whoever is done with one for good forgets it.
RepositoryOptions optionsFor(bool isSealed) {
    RepositoryOptions options;
    options.snapshots.everyEvents = 100;
    options.warmMax = 4'000'000;
    options.lens = sampleLens();
    options.isSealed = isSealed;
    return options;
}

RepositoryOptions cold(RepositoryOptions options) {
    options.warmMax = 0;
    return options;
}

} // namespace

SampleWorld::SampleWorld(WritableEventStore &store, SimulatedClock &clock, const SampleOptions &options,
                         const JobControl &job)
    : m_store(store),
      m_clock(clock),
      m_job(job),
      m_ids(~options.seed, clock),
      m_eventsWanted(options.events),
      m_options(optionsFor(static_cast<bool>(options.protect))),
      random(options.seed),
      people(SampleRandom(options.seed).next()),
      accounts(store, clock, m_ids, m_options),
      candidates(store, clock, m_ids, m_options),
      users(store, clock, m_ids, m_options),
      firstUsers(store, clock, m_ids, cold(m_options)),
      orders(store, clock, m_ids, m_options),
      inventories(store, clock, m_ids, m_options),
      payments(store, clock, m_ids, m_options) {}

Result<EventId> SampleWorld::write(const StreamId &stream, Version last, std::string_view type, std::string data,
                                   const CommandContext &context) {
    tick();
    NewEvent event;
    event.id = m_ids.next();
    event.type = type;
    event.data = std::move(data);
    event.metadata = printMetadata(context, event.id);
    ES_ASSIGN(appended, m_store.append(stream, Expected::exactly(last), {&event, 1}, m_job));
    count(appended, 1);
    return event.id;
}

void SampleWorld::count(const Appended &appended, std::size_t events) {
    m_events += events;
    if (appended.first.value == m_store.reader().info().versionBase) ++m_streams;
    m_last = appended.position;
    m_job.report(m_events, m_eventsWanted);
}

std::string staff(std::string_view role, SampleRandom &random, std::uint64_t people) {
    const std::uint64_t number = 1 + random.below(people);
    return std::string(role) + (number < 10 ? "-0" : "-") + std::to_string(number);
}

} // namespace eventscope::samples
