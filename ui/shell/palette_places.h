// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shell/command.h"

#include <functional>

namespace eventscope::ui {

/// Goes where a text says, as parseGoTo() reads it.
using GoTo = std::function<void(const QString &text)>;

/// The answers to what was typed: the position, time or event that it says, and the streams whose names hold it, those
/// that begin with it first. Asks memory only and looks at the first kStreamsLookedAt names; a whole name is always
/// found. Empty for an empty text.
[[nodiscard]] Commands placesFor(const QString &text, const Session &session, const GoTo &goTo);

inline constexpr std::uint32_t kStreamsLookedAt = 100'000;
inline constexpr std::size_t kStreamsOffered = 12;

} // namespace eventscope::ui
