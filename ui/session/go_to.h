// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/session/session.h"

#include <string>
#include <string_view>
#include <variant>

namespace eventscope::ui {

/// Where a person wants to go.
using GoToTarget = std::variant<Position, StreamId, EventId>;

/// Reads what was typed into the go-to box: "48,211", "#48211" or "7:12" (a position), "2026-03-04" and "2026-03-04
/// 12:00" (the last event at or before the end of that span, in the zone that is shown), "@order-1" or the name of a
/// stream, an event id. Asks memory only. Errors: Invalid (what was expected), NotFound (no such stream, nothing at
/// that time).
[[nodiscard]] Result<GoToTarget> parseGoTo(std::string_view text, const Session &session);

/// A number as people write it ("48,211", "7:12"), with its grouping taken out; empty when it is none.
[[nodiscard]] std::string plainNumber(std::string_view text);
/// Without spaces at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace eventscope::ui
