// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"

#include <chrono>
#include <string>
#include <utility>

namespace eventscope {

/// An exclusive lock on a file, held by the operating system: it ends with the process, however that ends.
///
/// The holder writes into the file who it is (program, process, host, since when), for those who wait in vain. Nothing
/// else relies on it: what a holder that ended left there is not shown, and the next one overwrites it.
///
/// Several FileLocks on one path exclude each other in one process too (Linux open-file-description locks). Move only.
class FileLock {
  public:
    /// Waits until the lock is free, at most `wait`. The file is made when it does not exist, and stays.
    /// Errors: Refused (held by another after `wait`; the message names the holder), Unavailable (the file cannot be
    /// made), Cancelled.
    [[nodiscard]] static Result<FileLock> acquire(const std::string &path, std::chrono::milliseconds wait,
                                                  const JobControl &job);
    /// Whether somebody holds it at this moment; keeps nobody from taking it. False where there is no such file.
    [[nodiscard]] static bool isHeld(const std::string &path);
    FileLock(FileLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    FileLock &operator=(FileLock &&other) noexcept {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileLock();

  private:
    explicit FileLock(int fd) : m_fd(fd) {}
    int m_fd;
};

} // namespace eventscope
