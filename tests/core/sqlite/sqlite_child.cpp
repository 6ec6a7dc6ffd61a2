// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that writes to a store and says on stdout what it has been told is done; for the tests with processes.
//   batches PATH SEED               batches of 1 to 50 events without end: "ack FIRST LAST" after each
//   write PATH STREAM COUNT         single events
//   race PATH NAME THREADS STREAMS VERSIONS   waits for a line, then tries every version of every stream:
//                                   "won STREAM VERSION", or "lost STREAM VERSION ACTUAL"
#include "tests/core/sqlite/batch_script.h"
#include "tests/core/sqlite/sqlite_fixture.h"

#include "core/store/sqlite/sqlite_store.h"

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// One write() per line, so that a kill never leaves half of one and threads do not mix theirs.
void say(const std::string &line) {
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
}

std::string text(std::int64_t number) { return std::to_string(number); }

int appendBatches(WritableEventStore &store, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::int64_t version = must(store.reader().head({})).last.minor;
    for (;;) {
        const Appended done = must(appendBatch(store, version, 1 + random() % 50));
        version = done.last.value;
        say("ack " + text(done.first.value) + " " + text(done.last.value) + "\n");
    }
}

void race(WritableEventStore &store, const std::string &name, int streams, int versions) {
    for (int version = 0; version < versions; ++version) {
        for (int stream = 0; stream < streams; ++stream) {
            const std::string id = "race-" + text(stream);
            NewEvent event = counted(id, version + 1);
            event.id = derivedEventId(name + id, text(version));
            event.data = "{\"by\":\"" + name + "\"}";
            const auto done = store.append({id}, Expected::exactly({version}), {&event, 1}, {});
            const std::string what = " " + text(stream) + " " + text(version + 1);
            if (done) {
                say("won" + what + "\n");
            } else if (done.error().kind == ErrorKind::WrongVersion) {
                say("lost" + what + " " + text(done.error().actualVersion.value_or(-1)) + "\n");
            } else {
                say("failed" + what + " " + describe(done.error()) + "\n");
            }
        }
    }
}

} // namespace

int main(int count, char **values) {
    const std::vector<std::string> arguments(values, values + count);
    SystemClock clock;
    const auto store = must(openSqliteForWriting(arguments.at(2), clock, true, {}));
    if (arguments[1] == "batches")
        return appendBatches(*store, static_cast<std::uint32_t>(std::stoul(arguments.at(3))));
    if (arguments[1] == "write") appendSingly(*store, arguments.at(3), std::stoi(arguments.at(4)));
    if (arguments[1] == "race") {
        say("ready\n");
        char go = 0;
        if (::read(STDIN_FILENO, &go, 1) != 1) return 3;
        std::vector<std::jthread> threads;
        for (int i = 0; i < std::stoi(arguments.at(4)); ++i) {
            threads.emplace_back([&, i] {
                race(*store, arguments[3] + "/" + text(i), std::stoi(arguments.at(5)), std::stoi(arguments.at(6)));
            });
        }
    }
    return 0;
}
