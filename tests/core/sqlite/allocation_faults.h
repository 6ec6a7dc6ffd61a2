// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace eventscope::testing {

/// Makes the n-th allocation fail, of `operator new` and of SQLite together. Link it into a program of its own: it
/// replaces the global operators. Counts on the thread that arms it, and only inside a Counting scope.
class AllocationFaults {
  public:
    /// REQUIRES: SQLite was not used yet.
    static void install();
    static void arm(std::int64_t failing, bool persistent);
    /// True when the armed fault has struck.
    static bool disarm();

    class Counting {
      public:
        Counting();
        Counting(const Counting &) = delete;
        Counting &operator=(const Counting &) = delete;
        ~Counting();
    };
};

} // namespace eventscope::testing
