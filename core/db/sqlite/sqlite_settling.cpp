// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_settling.h"

#include "core/base/pause.h"
#include "core/db/sqlite/sqlite_connection.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace eventscope {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kPause{50};

/// Whether a process has a file open, as far as it may be asked.
bool hasOpen(const fs::path &process, const fs::path &file) {
    std::error_code problem;
    for (fs::directory_iterator each(process / "fd", problem), end; !problem && each != end; each.increment(problem)) {
        std::error_code unseen;
        if (fs::read_symlink(each->path(), unseen) == file && !unseen) return true;
    }
    return false;
}

std::string nameOf(const fs::path &process) {
    const std::string number = process.filename().string();
    if (number == std::to_string(::getpid())) return "this program";
    std::string name;
    std::ifstream(process / "comm") >> name;
    return "process " + number + (name.empty() ? std::string() : " (" + name + ")");
}

std::vector<std::string> holdersOf(const std::string &path) {
    std::error_code problem;
    const fs::path file = fs::canonical(path, problem);
    std::vector<std::string> all;
    for (fs::directory_iterator each("/proc", problem), end; !problem && each != end; each.increment(problem)) {
        const std::string name = each->path().filename().string();
        const bool isProcess = std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; });
        if (isProcess && hasOpen(each->path(), file)) all.push_back(nameOf(each->path()));
    }
    // This program has it open in any case; it is said only where nobody else has.
    if (all.size() > 1) std::erase(all, "this program");
    return all;
}

} // namespace

Result<SettledFile> settleFile(const std::string &path, std::chrono::milliseconds wait, const JobControl &job) {
    ES_ASSIGN(connection, SqliteConnection::open(path, {.mode = SqliteMode::ReadWrite, .busyWait = {}}));
    const auto deadline = std::chrono::steady_clock::now() + wait;
    for (;;) {
        // The answer is 1 where a reader kept it from being done, which is no error.
        const auto busy = connection.number("PRAGMA wal_checkpoint(TRUNCATE)");
        if (busy && *busy == 0) return SettledFile{};
        if (!busy && !connection.wasBusy()) return fail(busy.error());
        if (job.stopRequested() || std::chrono::steady_clock::now() >= deadline)
            return SettledFile{false, holdersOf(path)};
        pauseUnlessStopped(kPause, job.stop);
    }
}

} // namespace eventscope
