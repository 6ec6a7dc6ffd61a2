// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <string>

namespace eventscope::ui {

/// Another process that holds the lock of a file for as long as this object is there: the test program itself, started
/// again. Its main() begins with runLockHolder().
class LockHolder {
  public:
    /// Returns once the lock is held; ends the test when it cannot be.
    explicit LockHolder(const std::string &file);
    ~LockHolder();

  private:
    QProcess m_process;
};

/// In the process that is to hold a lock: holds it until nobody waits for it any more, and answers true.
[[nodiscard]] bool runLockHolder(int argc, char **argv);

} // namespace eventscope::ui
