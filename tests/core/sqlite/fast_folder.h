// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace eventscope::testing {

/// A temporary folder in memory where the system has one: these tests make thousands of files and sync each of them,
/// and none of them depends on what a sync of the real disk does.
class FastFolder : public QTemporaryDir {
  public:
    FastFolder() : QTemporaryDir(pattern()) {}

  private:
    static QString pattern() {
        const bool there = QFileInfo(QStringLiteral("/dev/shm")).isWritable();
        return (there ? QStringLiteral("/dev/shm") : QDir::tempPath()) + QStringLiteral("/eventscope-XXXXXX");
    }
};

} // namespace eventscope::testing
