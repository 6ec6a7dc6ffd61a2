// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/open/open_store.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace eventscope::testing {

/// The two tutorials' tables, as they write them.
inline const std::string kAggregateTable =
    "CREATE TABLE events (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), aggregate_id UUID NOT NULL, "
    "aggregate_type VARCHAR(255) NOT NULL, event_type VARCHAR(255) NOT NULL, data JSONB NOT NULL, "
    "metadata JSONB, version INTEGER NOT NULL, created_at TIMESTAMPTZ NOT NULL DEFAULT now(), "
    "UNIQUE (aggregate_id, version))";
inline const std::string kStreamTable =
    "CREATE TABLE events (event_id UUID PRIMARY KEY, stream_id VARCHAR(255) NOT NULL, version INT NOT NULL, "
    "event_type VARCHAR(255) NOT NULL, event_data JSONB NOT NULL, metadata JSONB, "
    "occurred_at TIMESTAMPTZ NOT NULL DEFAULT now(), UNIQUE (stream_id, version))";
inline const std::string kSerialTable =
    "CREATE TABLE events (id BIGSERIAL PRIMARY KEY, event_id UUID NOT NULL DEFAULT gen_random_uuid() UNIQUE, "
    "stream_id TEXT NOT NULL, version BIGINT NOT NULL, event_type TEXT NOT NULL, event_data JSONB NOT NULL, "
    "metadata JSONB, timestamp TIMESTAMPTZ NOT NULL DEFAULT now(), UNIQUE (stream_id, version))";

/// Imports that many events, over seven streams, into a store of ours at `address`.
inline void makeOurStore(const std::string &address, std::size_t rows) {
    std::vector<ImportEvent> events(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        events[i].stream.value = "cart-" + std::to_string(i % 7);
        events[i].event = eventNamed(std::to_string(i));
        events[i].version = kNoVersion;
        events[i].recordedAt = timeOfUs(StepClock::kStartUs + static_cast<std::int64_t>(i));
    }
    StepClock clock;
    ListSource source(std::move(events));
    const auto store = must(openForWriting(address, clock, {.createIfMissing = true, .purpose = "test"}, {}));
    if (must(store->import(source, {})).events != rows) throw std::runtime_error("not all of them were imported");
}

/// A database of somebody else's, with the tables of a test in the schema public.
class ForeignDatabase : public PgDatabase {
  public:
    void clearAll() {
        run("DROP SCHEMA IF EXISTS eventscope CASCADE");
        run("DROP SCHEMA public CASCADE");
        run("CREATE SCHEMA public");
    }
    PgResult run(const std::string &sql) {
        PgDatabase::run("SET search_path = public");
        return PgDatabase::run(sql);
    }
    /// For a command line: "postgresql://...".
    [[nodiscard]] std::string url() const { return must(PgConnection::open(address(), {}, {})).address(); }
    /// A session that writes, for what must happen at the same time.
    [[nodiscard]] PgConnection writer() const {
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        return must(PgConnection::open(address(), options, {}));
    }
    [[nodiscard]] Result<std::shared_ptr<const EventStore>> tryOpen() { return openStore(url(), {}); }
    [[nodiscard]] std::shared_ptr<const EventStore> open() { return must(tryOpen()); }
};

} // namespace eventscope::testing
