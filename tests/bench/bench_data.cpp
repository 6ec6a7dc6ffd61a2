// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes what the benches work on: bench_data KIND PATH EVENTS.
//   store    the common workload in a store of ours, at a path or an address: 20,000 streams of 50 (fewer events: fewer
//   streams), six types,
//            data of 233 bytes with eight members and a nested object, metadata of 131 bytes, fully interleaved
//   csv      the same events as rows of the table `events`, hashes as constants, for sqlite3's .import
//   pgcsv    the same for psql's \copy into the table of a PostgreSQL store
//   inserts  the same rows as INSERT statements
//   account  one bank account, a line an event: its type, a tab, its data
//   deep     JSON lines that each set one of 100 members to 200 bytes
//   empty    an empty store
#include "core/open/open_store.h"
#include "tests/bench/bench_support.h"
#include "tests/bench/workload.h"

#include <fstream>

using namespace eventscope;

namespace {

int makeStore(const std::string &path, std::uint64_t events) {
    SystemClock clock;
    auto store = bench::must(openForWriting(path, clock, {.createIfMissing = true, .purpose = "bench"}, {}));
    if (events == 0) return 0;
    bench::Workload source(events);
    bench::must(store->import(source, {}));
    return 0;
}

int makeAccount(const std::string &path, std::uint64_t events) {
    std::ofstream out(path, std::ios::binary);
    const char *id = "7f3a0c1e-5a52-4c8e-9a52-3f1f4a1c2b3d";
    bench::Sequence random;
    std::int64_t cents = 100000;
    out << "AccountOpened\t"
        << R"({"accountId":")" << id << R"(","owner":"Ada Jansen","initialDeposit":1000.00})" << '\n';
    for (std::uint64_t i = 1; i < events; ++i) {
        const auto amount = static_cast<std::int64_t>(random.below(20000) + 1);
        const bool deposit = cents < amount || random.below(2) == 0;
        cents += deposit ? amount : -amount;
        char line[256];
        std::snprintf(line, sizeof line,
                      "%s\t"
                      R"({"accountId":"%s","amount":%lld.%02lld,"balanceAfter":%lld.%02lld})",
                      deposit ? "MoneyDeposited" : "MoneyWithdrawn", id, static_cast<long long>(amount / 100),
                      static_cast<long long>(amount % 100), static_cast<long long>(cents / 100),
                      static_cast<long long>(cents % 100));
        out << line << '\n';
    }
    return out ? 0 : 1;
}

int makeDeep(const std::string &path, std::uint64_t events) {
    std::ofstream out(path, std::ios::binary);
    bench::Sequence random;
    const std::string filler(191, 'x');
    for (std::uint64_t i = 0; i < events; ++i) {
        char number[16];
        std::snprintf(number, sizeof number, "%09llu", static_cast<unsigned long long>(random.below(1000000000)));
        out << R"({"k)" << random.below(100) << R"(":")" << number << filler << "\"}\n";
    }
    return out ? 0 : 1;
}

/// The text between two of `quote`, which is doubled inside.
std::string quotedBy(char quote, std::string_view text) {
    std::string cell(1, quote);
    for (const char c : text)
        cell.append(c == quote ? 2 : 1, c);
    return cell + quote;
}

/// The cells of a row of `events`, texts between `quote`s that are doubled inside.
std::string rowOf(const ImportEvent &event, std::uint64_t position, std::uint64_t streams, char quote) {
    const auto quoted = [quote](std::string_view text) { return quotedBy(quote, text); };
    const std::string hash = quoted("0123456789abcdef0123456789abcdef");
    std::string id = toString(event.event.id);
    std::erase(id, '-');
    std::string row = std::to_string(position) + ',' + quoted(event.stream.value) + ',' +
                      quoted(categoryOf(event.stream.value)) + ',' + std::to_string(event.version.value) + ',' +
                      quoted(event.event.type) + ",1," + quoted(id) + ',' + std::to_string(toUs(event.recordedAt));
    row += (quote == '"' ? ",," : ",null,") + hash + ',' + hash + ',' + std::to_string((position - 1) % streams + 1) +
           ",1," + quoted("json") + ',' + quoted("json") + ',' + quoted(event.event.metadata) + ',' +
           quoted(event.event.data);
    return row;
}

int makeRows(const std::string &path, std::uint64_t events, bool statements) {
    std::ofstream out(path, std::ios::binary);
    bench::Workload source(events);
    ImportEvent event;
    for (std::uint64_t position = 1; bench::must(source.next(event)); ++position) {
        if (statements)
            out << "insert into events values(" << rowOf(event, position, source.streams(), '\'') << ");\n";
        else
            out << rowOf(event, position, source.streams(), '"') << '\n';
    }
    return out ? 0 : 1;
}

int makePgRows(const std::string &path, std::uint64_t events) {
    std::ofstream out(path, std::ios::binary);
    bench::Workload source(events);
    ImportEvent event;
    const std::string hash = "\\x" + std::string(64, 'a');
    for (std::uint64_t position = 1; bench::must(source.next(event)); ++position) {
        out << position << ',' << event.version.value << ',' << toIso(event.recordedAt) << ','
            << toString(event.event.id) << ",1," << event.stream.value << ',' << event.event.type << ','
            << categoryOf(event.stream.value) << ",," << hash << ',' << hash << ",json,json,"
            << quotedBy('"', event.event.metadata) << ",," << quotedBy('"', event.event.data) << ",\n";
    }
    return out ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    const std::string kind = argv[1], path = argv[2];
    const std::uint64_t events = std::strtoull(argv[3], nullptr, 10);
    if (kind == "store") return makeStore(path, events);
    if (kind == "empty") return makeStore(path, 0);
    if (kind == "csv") return makeRows(path, events, false);
    if (kind == "pgcsv") return makePgRows(path, events);
    if (kind == "inserts") return makeRows(path, events, true);
    if (kind == "account") return makeAccount(path, events);
    if (kind == "deep") return makeDeep(path, events);
    return 2;
}
