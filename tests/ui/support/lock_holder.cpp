// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/lock_holder.h"

#include "core/base/file_lock.h"

#include <QCoreApplication>

#include <cstdio>
#include <string_view>

namespace eventscope::ui {

namespace {
constexpr const char *kHold = "--hold-lock";
constexpr int kPatienceMs = 60'000;
} // namespace

LockHolder::LockHolder(const std::string &file) {
    m_process.start(QCoreApplication::applicationFilePath(),
                    {QString::fromLatin1(kHold), QString::fromStdString(file)});
    if (!m_process.waitForReadyRead(kPatienceMs)) qFatal("The lock cannot be held");
}

LockHolder::~LockHolder() {
    m_process.closeWriteChannel();
    m_process.waitForFinished(kPatienceMs);
}

bool runLockHolder(int argc, char **argv) {
    if (argc != 3 || std::string_view(argv[1]) != kHold) return false;
    const auto lock = FileLock::acquire(std::string(argv[2]) + ".lock", {}, {});
    if (!lock) return true;
    std::puts("held");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return true;
}

} // namespace eventscope::ui
