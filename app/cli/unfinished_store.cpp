// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/unfinished_store.h"

#include "app/cli/exit_code.h"
#include "core/base/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace eventscope::cli {

UnfinishedStore::UnfinishedStore(std::string target, Notes &notes)
    : m_target(std::move(target)), m_path(m_target + ".part" + std::to_string(::getpid())), m_notes(notes) {}

void UnfinishedStore::endAt(const std::stop_token &stop) {
    m_onStop.emplace(stop, [this] { giveUp(); });
}

UnfinishedStore::~UnfinishedStore() {
    m_onStop.reset();
    remove();
}

void UnfinishedStore::giveUp() {
    m_notes.error(cancelled().value());
    remove();
    ::_exit(static_cast<int>(ExitCode::Cancelled));
}

void UnfinishedStore::remove() const {
    for (const char *suffix : {"", "-wal", "-shm", "-journal", ".lock"})
        ::unlink((m_path + suffix).c_str());
    for (const std::string &other : m_others)
        for (const char *suffix : {"", "-journal", ".next", ".next-journal", ".lock"}) // a vault, as it is being made
            ::unlink((other + suffix).c_str());
}

Result<void> UnfinishedStore::keep() {
    m_onStop.reset();
    if (::link(m_path.c_str(), m_target.c_str()) == 0) {
        syncFolderOf(m_target);
        m_others.clear();
        return {};
    }
    if (errno == EEXIST) return isThere(m_target);
    return fail(ErrorKind::Unavailable, "Cannot make " + m_target, {}, std::strerror(errno));
}

Failure UnfinishedStore::isThere(const std::string &path) {
    return fail(ErrorKind::Refused, "There is something at " + path + " already",
                "Name a path that does not exist yet");
}

} // namespace eventscope::cli
