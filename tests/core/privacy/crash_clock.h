// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <unistd.h>

namespace eventscope::testing {

/// Ends the process, as a crash would, when it is asked for the time so often.
class CrashClock final : public Clock {
  public:
    explicit CrashClock(int calls) : m_calls(calls) {}
    Time now() override {
        if (--m_calls == 0) ::_exit(9);
        return timeOfUs(1'772'323'200'000'000);
    }

  private:
    int m_calls;
};

} // namespace eventscope::testing
