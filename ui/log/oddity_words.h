// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/oddities.h"

#include <QString>

namespace eventscope::ui {

/// "2 duplicate keys"
[[nodiscard]] QString oddityName(const Oddity &oddity);
/// Why that matters to a reader.
[[nodiscard]] QString oddityMeaning(OddKind kind);
/// "/items/0/id" or "byte 12"; "the whole" for the document itself.
[[nodiscard]] QString placeText(const OddPlace &place);

} // namespace eventscope::ui
