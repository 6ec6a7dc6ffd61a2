// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/process_guard.h"

#include <sys/prctl.h>

#include <mutex>

namespace eventscope {

namespace {

std::mutex s_mutex; // guards what follows
int s_guards = 0;
int s_before = 1;

} // namespace

NoDumps::NoDumps() {
    const std::lock_guard lock(s_mutex);
    if (s_guards++ > 0) return;
    s_before = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

NoDumps::~NoDumps() {
    const std::lock_guard lock(s_mutex);
    if (--s_guards == 0) ::prctl(PR_SET_DUMPABLE, s_before == 1 ? 1 : 0, 0, 0, 0);
}

} // namespace eventscope
