// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output/notes.h"
#include "core/base/result.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace eventscope::cli {

/// The path of a store under a temporary name beside its target, so that what appears there is whole. What lies at that
/// path is removed at the end unless it is kept.
class UnfinishedStore {
  public:
    UnfinishedStore(std::string target, Notes &notes);
    UnfinishedStore(const UnfinishedStore &) = delete;
    UnfinishedStore &operator=(const UnfinishedStore &) = delete;
    ~UnfinishedStore();

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// A file that goes with the store, if that is not finished.
    void removeToo(std::string path) { m_others.push_back(std::move(path)); }
    /// When `stop` comes from now on, the store is removed and the program ends there and then with
    /// ExitCode::Cancelled: nothing else is at stake, and taking back a large transaction or freeing a million events
    /// would only keep the person waiting who pressed Ctrl+C. REQUIRES: the store is open, so that no further file of
    /// it appears behind the one who removes them.
    void endAt(const std::stop_token &stop);
    /// From here on a stop comes too late. REQUIRES: the store is closed.
    /// Errors: Refused (something is there by now), Unavailable.
    [[nodiscard]] Result<void> keep();
    /// The error that keep() answers when something is at `path`.
    [[nodiscard]] static Failure isThere(const std::string &path);

  private:
    void remove() const;
    [[noreturn]] void giveUp();

    const std::string m_target;
    const std::string m_path;
    std::vector<std::string> m_others;
    Notes &m_notes;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace eventscope::cli
