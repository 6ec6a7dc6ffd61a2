// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace eventscope {

/// Gives the bytes of a file, a pipe or a string from the beginning to the end. One thread.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    /// Fills the front of `buffer` and says how many bytes it gave; 0 only at the end. Errors: Unavailable.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<char> buffer) = 0;
};

/// Errors: NotFound, Unavailable (no right to read it, or a folder).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> openFile(const std::string &path);
/// Reads what is left of the standard input.
[[nodiscard]] std::unique_ptr<ByteSource> standardInput();
[[nodiscard]] std::unique_ptr<ByteSource> bytesOf(std::string text);

} // namespace eventscope
