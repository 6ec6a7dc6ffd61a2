// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sqlite/allocation_faults.h"

#include <sqlite3.h>

#include <cstdlib>
#include <new>

namespace {

struct State {
    std::int64_t failing = 0; // 0: none
    std::int64_t count = 0;
    bool persistent = false;
    bool counting = false;
    bool failed = false;
};
thread_local State t_state;

bool failsNow() {
    State &state = t_state;
    if (!state.counting || state.failing == 0) return false;
    ++state.count;
    const bool fails = state.count == state.failing || (state.persistent && state.count > state.failing);
    state.failed = state.failed || fails;
    return fails;
}

sqlite3_mem_methods g_sqlite; // SQLite's own allocator

void *allocateForSqlite(int size) { return failsNow() ? nullptr : g_sqlite.xMalloc(size); }
void *reallocateForSqlite(void *old, int size) { return failsNow() ? nullptr : g_sqlite.xRealloc(old, size); }

} // namespace

void *operator new(std::size_t size) {
    void *memory = failsNow() ? nullptr : std::malloc(size > 0 ? size : 1);
    if (!memory) throw std::bad_alloc();
    return memory;
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

namespace eventscope::testing {

void AllocationFaults::install() {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &g_sqlite);
    sqlite3_mem_methods methods = g_sqlite;
    methods.xMalloc = allocateForSqlite;
    methods.xRealloc = reallocateForSqlite;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

void AllocationFaults::arm(std::int64_t failing, bool persistent) { t_state = {failing, 0, persistent, false, false}; }

bool AllocationFaults::disarm() {
    const bool failed = t_state.failed;
    t_state = {};
    return failed;
}

AllocationFaults::Counting::Counting() { t_state.counting = true; }
AllocationFaults::Counting::~Counting() { t_state.counting = false; }

} // namespace eventscope::testing
