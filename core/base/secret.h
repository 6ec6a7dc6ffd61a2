// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace eventscope {

/// A password or a key, in memory only. Wiped when it ends; cannot be copied by accident or printed. One thread.
class Secret {
  public:
    Secret() = default;
    /// Takes the bytes over: wipes `text`, whoever else holds them must do so too.
    explicit Secret(std::string &&text);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    /// For whoever takes a secret as a C string: ends in a NUL; never null.
    [[nodiscard]] const char *bytes() const { return m_bytes ? m_bytes.get() : ""; }
    [[nodiscard]] std::string_view view() const { return {bytes(), m_size}; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    /// A second one of the same content, on purpose.
    [[nodiscard]] Secret clone() const;

  private:
    void wipe();

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
};

/// Fills the bytes of `text` with zeros, in a way that is not optimised away, then empties it.
void wipe(std::string &text);

/// Who wants a password, for the person who is asked.
struct PasswordRequest {
    std::string user;
    std::string server; ///< "host:port", or the folder of a local socket
    std::string database;
    bool wasRefused = false; ///< the one that was given before is wrong
};

/// Asks a person. Called on the thread that opens; may block, and should see `job`'s stop. Error Cancelled: gave up.
using AskPassword = std::function<Result<Secret>(const PasswordRequest &request, const JobControl &job)>;

} // namespace eventscope
