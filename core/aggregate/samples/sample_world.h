// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/repository.h"
#include "core/aggregate/samples/bank_account.h"
#include "core/aggregate/samples/candidate.h"
#include "core/aggregate/samples/first_release_user.h"
#include "core/aggregate/samples/inventory.h"
#include "core/aggregate/samples/order.h"
#include "core/aggregate/samples/payment.h"
#include "core/aggregate/samples/sample_agenda.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/aggregate/samples/sample_people.h"
#include "core/aggregate/samples/sample_random.h"
#include "core/aggregate/samples/user.h"
#include "core/base/simulated_clock.h"

#include <cstdint>
#include <string>

namespace eventscope::samples {

/// What everything that happens in a sample shares: the store with its repositories, the time, the dice and the count.
/// One thread.
class SampleWorld {
  public:
    /// All must outlive the world. `clock` is the one that the store writes by.
    SampleWorld(WritableEventStore &store, SimulatedClock &clock, const SampleOptions &options, const JobControl &job);

    /// Runs one command, a moment after what happened last. The answer is the id of the last event it made. Errors:
    /// those of Repository::execute; a snapshot that could not be kept is an error here.
    template <Aggregate A, CommandOf<A> Command>
    [[nodiscard]] Result<EventId> run(Repository<A> &repository, const StreamId &stream, const Command &command,
                                      const CommandContext &context) {
        tick();
        ES_ASSIGN(done, repository.execute(stream, command, context, m_job));
        if (done.snapshotFailure) return fail(std::move(*done.snapshotFailure));
        count(done.appended, done.ids.size());
        return done.ids.back();
    }

    /// Appends one event past every aggregate. Errors: as WritableEventStore::append.
    [[nodiscard]] Result<EventId> write(const StreamId &stream, Version last, std::string_view type, std::string data,
                                        const CommandContext &context);

    /// Moves the time on to `time`, if it is not later already.
    void moveTo(Time time) { m_clock.advanceTo(time); }
    [[nodiscard]] Time now() { return m_clock.now(); }
    /// Puts `subject` on the agenda, some time from now.
    void later(Duration least, Duration most, SampleLife &life, std::uint64_t subject) {
        agenda.add(now() + random.between(least, most), life, subject);
    }

    [[nodiscard]] std::uint64_t events() const { return m_events; }
    [[nodiscard]] std::uint64_t streams() const { return m_streams; }
    /// True when `percent` of the events that the sample is to have are there.
    [[nodiscard]] bool isPast(std::uint64_t percent) const { return m_events * 100 >= m_eventsWanted * percent; }
    [[nodiscard]] std::uint64_t eventsWanted() const { return m_eventsWanted; }
    [[nodiscard]] WritableEventStore &store() { return m_store; }
    [[nodiscard]] const JobControl &job() const { return m_job; }
    [[nodiscard]] Position last() const { return m_last; }

  private:
    void tick() { m_clock.advanceTo(now() + random.between(Duration(1500), Duration(25000))); }
    void count(const Appended &appended, std::size_t events);

    WritableEventStore &m_store;
    SimulatedClock &m_clock;
    const JobControl &m_job;
    SeededEventIds m_ids;
    const std::uint64_t m_eventsWanted;
    const RepositoryOptions m_options;
    std::uint64_t m_events = 0;
    std::uint64_t m_streams = 0;
    Position m_last;

  public:
    SampleRandom random;
    SamplePeople people;
    SampleAgenda agenda;
    Repository<BankAccount> accounts;
    Repository<Candidate> candidates;
    Repository<User> users;
    Repository<FirstReleaseUser> firstUsers;
    Repository<Order> orders;
    Repository<Inventory> inventories;
    Repository<Payment> payments;
};

/// "teller-07": somebody of the staff, `people` of them.
[[nodiscard]] std::string staff(std::string_view role, SampleRandom &random, std::uint64_t people);

} // namespace eventscope::samples
