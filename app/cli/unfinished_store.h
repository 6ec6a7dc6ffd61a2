// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace eventscope::cli {

/// The path of a store under a temporary name beside its target, so that what appears there is whole. What lies at that
/// path is removed at the end unless it is kept.
class UnfinishedStore {
  public:
    explicit UnfinishedStore(std::string target);
    UnfinishedStore(const UnfinishedStore &) = delete;
    UnfinishedStore &operator=(const UnfinishedStore &) = delete;
    ~UnfinishedStore();

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// REQUIRES: the store is closed. Errors: Refused (something is there by now), Unavailable.
    [[nodiscard]] Result<void> keep();
    /// The error that keep() answers when something is at `path`.
    [[nodiscard]] static Failure isThere(const std::string &path);

  private:
    std::string m_target;
    std::string m_path;
};

} // namespace eventscope::cli
