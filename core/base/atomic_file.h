// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace eventscope {

/// A file that appears whole or not at all: written without a name (where the file system cannot do that, under a
/// temporary one beside the target), synced, then renamed. Without commit() nothing is left behind, nor, where it has
/// no name, by a crash. One thread; move only.
class AtomicFile {
  public:
    enum class Readers : std::uint8_t {
        AsUsual, ///< whom the user's umask lets
        Owner,   ///< what is in it is about people, or opens something
    };
    /// Errors: Unavailable (the folder cannot be written to).
    [[nodiscard]] static Result<AtomicFile> create(std::string target, Readers readers = Readers::AsUsual);
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
    [[nodiscard]] bool giveName();

    std::string m_target;
    std::string m_temporary; ///< empty: it has no name yet
    std::FILE *m_file;
};

/// Makes durable that `path` stands in its folder, where the file system can. False: the disk failed.
bool syncFolderOf(const std::string &path);

/// The whole file. Errors: NotFound, Unavailable, TooLarge (over `bytesMax`).
[[nodiscard]] Result<std::string> readFile(const std::string &path, std::size_t bytesMax);

} // namespace eventscope
