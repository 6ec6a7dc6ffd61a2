// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// g++ 12's thread sanitizer does not see pthread_mutex_clocklock(), which std::timed_mutex waits with: it then reports
// every unlock, and a race in whatever the mutex guards. Builds with that sanitizer wait with the call that it does
// see.
#include <ctime>
#include <pthread.h>

namespace {

constexpr long kNanoseconds = 1'000'000'000;

timespec now(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return time;
}

} // namespace

extern "C" int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const timespec *until) noexcept {
    const timespec here = now(clock), there = now(CLOCK_REALTIME);
    timespec deadline{there.tv_sec + until->tv_sec - here.tv_sec, there.tv_nsec + until->tv_nsec - here.tv_nsec};
    for (; deadline.tv_nsec < 0; deadline.tv_nsec += kNanoseconds)
        --deadline.tv_sec;
    for (; deadline.tv_nsec >= kNanoseconds; deadline.tv_nsec -= kNanoseconds)
        ++deadline.tv_sec;
    return pthread_mutex_timedlock(mutex, &deadline);
}
