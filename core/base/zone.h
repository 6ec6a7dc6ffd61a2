// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace eventscope {

/// A time zone of the system's database, for showing moments to people; what is stored and computed stays UTC.
/// Value type, any thread.
class Zone {
  public:
    [[nodiscard]] static Zone utc();
    /// "Europe/Berlin". Errors: NotFound (no such zone, or the system has no time zone database).
    [[nodiscard]] static Result<Zone> named(std::string_view name);
    /// The one this computer is set to (TZ, then /etc/localtime); UTC when it cannot be told.
    [[nodiscard]] static Zone system();

    [[nodiscard]] std::string name() const;
    /// "2026-03-04 13:00:03.881902 +01:00", in UTC "2026-03-04 12:00:03.881902 Z": always with six digits, always with
    /// the offset, so that a copied time says which moment it is.
    [[nodiscard]] std::string format(Time time) const;

  private:
    explicit Zone(const date::time_zone *zone) : m_zone(zone) {}
    const date::time_zone *m_zone; // lives as long as the program; null for UTC
};

} // namespace eventscope
