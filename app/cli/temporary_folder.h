// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace eventscope::cli {

/// A folder of our own in TMPDIR (else /tmp), removed with everything in it at the end. Move only.
class TemporaryFolder {
  public:
    /// Errors: Unavailable.
    [[nodiscard]] static Result<TemporaryFolder> make();
    TemporaryFolder(TemporaryFolder &&other) noexcept;
    TemporaryFolder &operator=(TemporaryFolder &&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::string &path() const { return m_path; }

  private:
    explicit TemporaryFolder(std::string path) : m_path(std::move(path)) {}
    std::string m_path; ///< empty: moved away
};

} // namespace eventscope::cli
