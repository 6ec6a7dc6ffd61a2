// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/connections/connection_book.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"
#include "core/base/private_folder.h"
#include "core/base/text.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace eventscope {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileBytesMax = std::size_t{4} << 20;
constexpr std::chrono::seconds kLockWait{5};

std::string folderIn(const char *variable, std::string_view below) {
    const char *value = std::getenv(variable);
    return value && *value == '/' ? std::string(value).append(below) : std::string();
}

/// Where the file really lies: someone may keep it elsewhere behind a symbolic link, which must stay one.
std::string resolved(const std::string &path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    return error ? path : real.string();
}

Error inFile(Error error, const std::string &path) {
    if (error.kind == ErrorKind::NotFound) return error;
    error.detail = error.detail.empty() ? path : path + ": " + error.detail;
    return error;
}

} // namespace

Result<ConnectionBook> ConnectionBook::load(std::string path) {
    if (path.empty()) {
        return fail(ErrorKind::Unavailable,
                    "There is no folder for connections: neither XDG_CONFIG_HOME nor HOME is set",
                    "Set one of them, or EVENTSCOPE_CONFIG_DIR, to an absolute path");
    }
    ConnectionBook book(std::move(path));
    ES_TRY(book.reload());
    return book;
}

Result<void> ConnectionBook::reload() {
    auto text = readFile(m_path, kFileBytesMax);
    if (!text && text.error().kind == ErrorKind::NotFound) {
        m_content = emptyConnections();
        return {};
    }
    if (!text) return fail(std::move(text).error());
    auto content = parseConnections(*text);
    if (!content) return fail(inFile(std::move(content).error(), m_path));
    m_content = *std::move(content);
    return {};
}

Result<void> ConnectionBook::save() {
    ES_ASSIGN(file, AtomicFile::create(resolved(m_path), AtomicFile::Readers::Owner));
    ES_TRY(file.write(printPretty(m_content.document) + "\n"));
    return file.commit();
}

template <class Change>
Result<void> ConnectionBook::changing(const JobControl &job, Change &&change) {
    ES_TRY(makePrivateFolder(fs::path(m_path).parent_path()));
    ES_ASSIGN(lock, FileLock::acquire(resolved(m_path) + ".lock", kLockWait, job));
    ES_TRY(reload());
    const ConnectionDocument before = m_content;
    Result<void> done = change();
    if (done) done = save();
    if (!done) m_content = before;
    return done;
}

Result<std::size_t> ConnectionBook::indexOf(const std::string &name) const {
    const auto &all = m_content.connections;
    const auto found = std::ranges::find(all, name, &Connection::name);
    if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
    constexpr std::size_t kNamesMax = 20;
    std::string names;
    for (std::size_t i = 0; i < std::min(all.size(), kNamesMax); ++i)
        names += (i == 0 ? "" : ", ") + all[i].name;
    if (all.size() > kNamesMax) names += " and more";
    return fail(ErrorKind::NotFound,
                "There is no connection named " + shortenMiddle(safeText(name, LineBreaks::Escape), 60),
                all.empty() ? "There are none yet; add one first" : "There are: " + names);
}

Result<Connection> ConnectionBook::find(const std::string &name) const {
    ES_ASSIGN(index, indexOf(name));
    return m_content.connections[index];
}

Result<void> ConnectionBook::put(const Connection &connection, const std::string &replacing, const JobControl &job) {
    ES_TRY(checkConnection(connection));
    return changing(job, [&]() -> Result<void> {
        const auto &all = m_content.connections;
        std::size_t index = all.size();
        bool wasProduction = false;
        if (!replacing.empty()) {
            ES_ASSIGN(replaced, indexOf(replacing));
            index = replaced;
            wasProduction = all[index].environment == Environment::Production;
        }
        if (connection.name != replacing && indexOf(connection.name)) {
            return fail(ErrorKind::Refused, "There is a connection named " + connection.name + " already",
                        "Take another name, or remove that one first");
        }
        if (connection.mayWrite && connection.environment == Environment::Production && !wasProduction) {
            return fail(ErrorKind::Refused, "A production connection begins without the right to write",
                        "Keep it without, then allow writing as a second, deliberate step");
        }
        return putConnection(m_content, index, connection);
    });
}

Result<void> ConnectionBook::remove(const std::string &name, const JobControl &job) {
    return changing(job, [&]() -> Result<void> {
        ES_ASSIGN(index, indexOf(name));
        return removeConnection(m_content, index);
    });
}

std::string defaultConnectionsFile() {
    for (const std::string &folder : {folderIn("EVENTSCOPE_CONFIG_DIR", ""), folderIn("XDG_CONFIG_HOME", "/eventscope"),
                                      folderIn("HOME", "/.config/eventscope")}) {
        if (!folder.empty()) return folder + "/connections.json";
    }
    return {};
}

} // namespace eventscope
