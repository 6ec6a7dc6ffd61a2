// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_world.h"

#include "core/aggregate/samples/sample_domain.h"

namespace eventscope::samples {

namespace {

/// Aggregates stay in memory from command to command; whoever is done with one for good forgets it.
RepositoryOptions options() {
    RepositoryOptions options;
    options.snapshots.everyEvents = 100;
    options.warmMax = 4'000'000;
    return options;
}

RepositoryOptions upcasting() {
    RepositoryOptions result = options();
    // One upcaster cannot stand in another's way, so there is always a lens.
    result.lens = upcastingLens(sampleUpcasters()).value();
    return result;
}

RepositoryOptions cold() {
    RepositoryOptions result = options();
    result.warmMax = 0;
    return result;
}

} // namespace

SampleWorld::SampleWorld(WritableEventStore &store, SimulatedClock &clock, std::uint64_t seed, std::uint64_t events,
                         const JobControl &job)
    : m_store(store),
      m_clock(clock),
      m_job(job),
      m_ids(~seed, clock),
      m_eventsWanted(events),
      random(seed),
      people(SampleRandom(seed).next()),
      accounts(store, clock, m_ids, options()),
      candidates(store, clock, m_ids, options()),
      users(store, clock, m_ids, upcasting()),
      firstUsers(store, clock, m_ids, cold()),
      orders(store, clock, m_ids, options()),
      inventories(store, clock, m_ids, options()),
      payments(store, clock, m_ids, options()) {}

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
