// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace eventscope {

/// A file that appears whole or not at all: written under a temporary name beside the target, synced, then renamed.
/// Without commit() nothing is left behind. One thread; move only.
class AtomicFile {
  public:
    /// Errors: Unavailable (the folder cannot be written to).
    [[nodiscard]] static Result<AtomicFile> create(std::string target);
    AtomicFile(AtomicFile &&other) noexcept;
    AtomicFile &operator=(AtomicFile &&) = delete;
    ~AtomicFile();

    /// Errors: Unavailable (disk full, I/O error); the target is untouched then.
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Makes the target this file, durably. Errors as write().
    [[nodiscard]] Result<void> commit();

  private:
    AtomicFile(std::string target, std::string temporary, std::FILE *file);
    [[nodiscard]] Failure ioError(const char *act) const;

    std::string m_target;
    std::string m_temporary;
    std::FILE *m_file;
};

/// Makes durable that `path` stands in its folder. Best effort: not every file system can.
void syncFolderOf(const std::string &path);

/// The whole file. Errors: NotFound, Unavailable, TooLarge (over `bytesMax`).
[[nodiscard]] Result<std::string> readFile(const std::string &path, std::size_t bytesMax);

} // namespace eventscope
