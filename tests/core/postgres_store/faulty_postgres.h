// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/store/postgres/postgres_store.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"

#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace eventscope::testing {

/// A server with a network before it that fails on order, and the truth beside it.
class FaultyPostgres {
  public:
    FaultyPostgres() : m_proxy(m_database.server().port()) {}

    [[nodiscard]] PgDatabase &database() { return m_database; }
    [[nodiscard]] FaultProxy &proxy() { return m_proxy; }
    [[nodiscard]] PgAddress proxied(const std::string &user = "eventscope") const {
        PgAddress address;
        address.set("host", "127.0.0.1");
        address.set("port", std::to_string(m_proxy.port()));
        address.set("user", user);
        address.set("password", PgServer::kPassword);
        address.set("dbname", "postgres");
        address.set("sslmode", "disable");
        return address;
    }
    [[nodiscard]] std::unique_ptr<WritableEventStore> writer(Clock &clock) {
        return must(openPostgresForWriting(proxied(), clock, true, {}));
    }
    [[nodiscard]] std::shared_ptr<const EventStore> reader() { return must(openPostgresStore(proxied(), {})); }

    [[nodiscard]] std::int64_t number(const std::string &sql, const PgParameters &parameters = {}) {
        return must(m_database.run(sql, parameters).number(0, 0));
    }
    /// How many of these events are in the store, past the proxy.
    [[nodiscard]] std::size_t kept(std::span<const NewEvent> events) {
        std::vector<PgParameters::Element> ids;
        for (const NewEvent &event : events)
            ids.emplace_back(
                std::string_view(reinterpret_cast<const char *>(event.id.bytes.data()), event.id.bytes.size()));
        return static_cast<std::size_t>(
            number("SELECT count(*) FROM eventscope.events WHERE event_id = ANY($1)", PgParameters().uuids(ids)));
    }
    /// That positions and versions have neither gap nor repetition, and that the streams say the same.
    [[nodiscard]] bool isWhole() {
        return number("SELECT count(*) FROM (SELECT global_position, row_number() OVER (ORDER BY global_position) AS "
                      "place, version, row_number() OVER (PARTITION BY stream_id ORDER BY global_position) AS nth "
                      "FROM eventscope.events) AS e WHERE global_position <> place OR version <> nth") == 0 &&
               number("SELECT count(*) FROM (SELECT stream_id, count(*) AS n, max(global_position) AS last "
                      "FROM eventscope.events GROUP BY stream_id) AS e FULL JOIN eventscope.streams s USING "
                      "(stream_id) WHERE n IS DISTINCT FROM s.version OR last IS DISTINCT FROM s.last_position") == 0;
    }

  private:
    PgDatabase m_database;
    FaultProxy m_proxy;
};

/// Draws what happens to a connection.
class FaultDice {
  public:
    explicit FaultDice(std::mt19937_64 random) : m_random(random) {}
    [[nodiscard]] std::uint64_t upTo(std::uint64_t most) { return m_random() % (most + 1); }
    [[nodiscard]] bool oneIn(std::uint64_t times) { return upTo(times - 1) == 0; }
    /// One that the client notices.
    [[nodiscard]] FaultProxy::Fault cut() {
        constexpr FaultProxy::Fault kCuts[] = {FaultProxy::Fault::Reset, FaultProxy::Fault::Close,
                                               FaultProxy::Fault::Orphan};
        return kCuts[upTo(2)];
    }
    [[nodiscard]] FaultProxy::Way way() { return oneIn(2) ? FaultProxy::Way::ToServer : FaultProxy::Way::ToClient; }
    /// `events` new ones named after `name`, with up to 4 kB of data each.
    [[nodiscard]] std::vector<NewEvent> batch(const std::string &name, std::uint64_t events) {
        std::vector<NewEvent> batch;
        for (std::uint64_t i = 0; i < events; ++i) {
            batch.push_back(eventNamed(name + "-" + std::to_string(i)));
            batch.back().data = "{\"filled\":\"" + std::string(upTo(4000), 'x') + "\"}";
        }
        return batch;
    }

  private:
    std::mt19937_64 m_random;
};

} // namespace eventscope::testing
