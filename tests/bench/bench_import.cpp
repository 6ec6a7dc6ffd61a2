// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Imports the CSV rows that bench_data made into an empty store; the peer gives the same rows to sqlite3's .import.
#include "core/base/atomic_file.h"
#include "core/open/open_store.h"
#include "tests/bench/bench_support.h"

#include <charconv>

using namespace eventscope;

namespace {

/// Reads rows as bench_data writes them: no line breaks inside cells.
class CsvSource final : public ImportSource {
  public:
    explicit CsvSource(std::string_view text) : m_rest(text) {}
    Result<bool> next(ImportEvent &event) override {
        if (m_rest.empty()) return false;
        std::int64_t recordedUs = 0;
        skip(1);
        cell(event.stream.value);
        skip(1);
        number(event.version.value);
        cell(event.event.type);
        skip(1);
        cell(m_cell);
        ES_ASSIGN(id, parseEventId(m_cell));
        event.event.id = id;
        number(recordedUs);
        event.recordedAt = timeOfUs(recordedUs);
        skip(7);
        cell(event.event.metadata);
        cell(event.event.data);
        return true;
    }

  private:
    void number(std::int64_t &value) {
        cell(m_cell);
        std::from_chars(m_cell.data(), m_cell.data() + m_cell.size(), value);
    }
    void skip(int cells) {
        for (int i = 0; i < cells; ++i)
            cell(m_cell);
    }
    void cell(std::string &out) {
        out.clear();
        if (m_rest.front() != '"') {
            const auto end = m_rest.find_first_of(",\n");
            out = m_rest.substr(0, end);
            m_rest.remove_prefix(end + 1);
            return;
        }
        for (m_rest.remove_prefix(1);;) {
            const auto quote = m_rest.find('"');
            out.append(m_rest.substr(0, quote));
            m_rest.remove_prefix(quote + 1);
            if (m_rest.front() != '"') break;
            out += '"';
            m_rest.remove_prefix(1);
        }
        m_rest.remove_prefix(1);
    }
    std::string_view m_rest;
    std::string m_cell;
};

} // namespace

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    const bench::StopWatch watch;
    const std::string text = bench::must(readFile(argv[1], std::size_t(16) << 30));
    SystemClock clock;
    auto store = bench::must(openForWriting(argv[2], clock, {.createIfMissing = true, .purpose = "bench"}, {}));
    CsvSource source(text);
    const Imported imported = bench::must(store->import(source, {}));
    bench::report(watch.seconds(), std::to_string(imported.events));
}
