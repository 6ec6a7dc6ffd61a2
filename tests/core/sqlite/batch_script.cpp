// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sqlite/batch_script.h"

#include "core/store/sqlite/sqlite_store.h"
#include "core/store/sqlite/verify_chain.h"

#include "tests/core/sqlite/sqlite_fixture.h"

#include <cstdio>
#include <filesystem>

namespace eventscope::testing {

std::vector<NewEvent> batchOf(std::int64_t firstVersion, std::size_t size) {
    std::vector<NewEvent> events(size);
    for (std::size_t i = 0; i < size; ++i) {
        events[i] = counted("order-1", firstVersion + static_cast<std::int64_t>(i));
        events[i].data = std::to_string(firstVersion) + " " + std::to_string(size);
        events[i].dataEncoding = Encoding::Text;
    }
    return events;
}

Result<Appended> appendBatch(WritableEventStore &store, std::int64_t after, std::size_t size) {
    return store.append({"order-1"}, Expected::exactly({after}), batchOf(after + 1, size), {});
}

Result<Imported> importBatch(WritableEventStore &store, std::size_t size) {
    std::vector<ImportEvent> events(size);
    std::int64_t version = 0;
    for (NewEvent &event : batchOf(1, size)) {
        ImportEvent &imported = events[static_cast<std::size_t>(version)];
        imported.event = std::move(event);
        imported.stream = {"order-1"};
        imported.version = {++version};
        imported.recordedAt = timeOfUs(version);
    }
    ListSource source(std::move(events));
    return store.import(source, {});
}

std::string faultIn(const std::string &path, std::int64_t acknowledged) {
    const auto store = openSqliteStore(path, {});
    if (!store) return describe(store.error());
    std::int64_t version = 0, batchEnd = 0;
    for (const PlainEvent &event : readAll(**store)) {
        if (event.version.value != ++version) return "gap at version " + std::to_string(version);
        long first = 0, size = 0;
        if (std::sscanf(event.data.c_str(), "%ld %ld", &first, &size) != 2) return "other data than appended";
        if (version > batchEnd && first != version) return "no start of a batch at " + std::to_string(version);
        batchEnd = first + size - 1;
    }
    if (version != batchEnd) return "partial batch at " + std::to_string(version);
    if (version < acknowledged) {
        return "lost: only " + std::to_string(version) + " of " + std::to_string(acknowledged) + " acknowledged";
    }
    const auto verdict = verifyChain(path, {});
    if (!verdict) return describe(verdict.error());
    return verdict->isSound() ? std::string() : verdict->faults.front().what;
}

std::string faultInAndAfter(const std::string &path, std::int64_t acknowledged) {
    // A reader cannot undo a write that was cut off while the file had a rollback journal; the next writer does.
    const bool cutOff = std::filesystem::exists(path + "-journal");
    std::string fault = acknowledged > 0 && !cutOff ? faultIn(path, acknowledged) : std::string();
    if (!fault.empty()) return fault;
    SystemClock clock;
    const auto store = openSqliteForWriting(path, clock, true, {});
    if (!store) return describe(store.error());
    const auto head = (*store)->reader().head({});
    if (!head) return describe(head.error());
    const auto after = static_cast<std::int64_t>(head->last.minor);
    if (after < acknowledged) return "lost: acknowledged events are gone after opening for writing";
    const auto appended = appendBatch(**store, after, 2);
    if (!appended) return describe(appended.error());
    return faultIn(path, after + 2);
}

} // namespace eventscope::testing
