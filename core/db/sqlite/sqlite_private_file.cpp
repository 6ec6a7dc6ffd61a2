// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_private_file.h"

#include "core/base/private_folder.h"

#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace eventscope {

namespace {

/// What SQLite makes beside a file takes over its permissions.
Result<void> makeFile(const std::filesystem::path &path) {
    ES_TRY(makePrivateFolder(path.parent_path()));
    // Where it fails for another reason than that the file is there, SQLite tells.
    if (const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR); file >= 0)
        ::close(file);
    return {};
}

/// A file that is just being made goes over to another journal only while nobody else looks at it, and where two
/// programs make it at once SQLite tells one of them so without waiting.
Result<void> runPatiently(SqliteConnection &connection, const std::string &settings,
                          std::chrono::milliseconds busyWait) {
    constexpr auto kPause = std::chrono::milliseconds(2);
    const auto deadline = std::chrono::steady_clock::now() + busyWait;
    for (;;) {
        auto done = connection.run(settings);
        if (done || !connection.wasBusy() || std::chrono::steady_clock::now() >= deadline) return done;
        std::this_thread::sleep_for(kPause);
    }
}

} // namespace

Result<SqliteConnection> openPrivateFile(const std::string &path, const SqliteFormat &format,
                                         const std::string &settings, std::chrono::milliseconds busyWait) {
    // Closing any descriptor of a file gives up SQLite's locks on it in the whole process.
    static std::mutex s_making;
    const std::scoped_lock lock(s_making);
    ES_TRY(makeFile(path));
    ES_ASSIGN(connection, SqliteConnection::open(path, {.mode = SqliteMode::Create, .busyWait = busyWait}));
    ES_TRY(layoutVersion(connection, format));
    ES_TRY(runPatiently(connection, settings, busyWait));
    ES_TRY(migrate(connection, format));
    return connection;
}

} // namespace eventscope
