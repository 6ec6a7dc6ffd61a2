// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Imports the CSV rows that bench_data made into an empty store, with one more thread as the command line has; the peer
// gives the same rows to sqlite3's .import.
#include "app/cli/threads_as_needed.h"
#include "core/open/open_store.h"
#include "tests/bench/bench_support.h"

#include <charconv>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
    /// Cells that we work out ourselves.
    void skip(int cells) {
        for (int i = 0; i < cells; ++i) {
            const bool quoted = m_rest.front() == '"';
            if (quoted) m_rest.remove_prefix(m_rest.find('"', 1) + 1);
            m_rest.remove_prefix(m_rest.find_first_of(",\n") + 1);
        }
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

/// A file in memory as it lies, to the end of the program.
std::string_view mapped(const char *path) {
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file < 0 || ::fstat(file, &status) != 0) std::exit(1);
    const auto size = static_cast<std::size_t>(status.st_size);
    const void *start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) std::exit(1);
    return {static_cast<const char *>(start), size};
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    const bench::StopWatch watch;
    SystemClock clock;
    cli::ThreadsAsNeeded worker;
    auto store = bench::must(openForWriting(argv[2], clock, {.createIfMissing = true, .purpose = "bench"}, {}));
    CsvSource source(mapped(argv[1]));
    const Imported imported = bench::must(store->import(source, {{}, nullptr, &worker}));
    bench::report(watch.seconds(), std::to_string(imported.events));
}
