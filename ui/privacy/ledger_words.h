// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QStringList>

namespace eventscope::ui {

/// What a line of the ledger says beside its act, one text a member, in words: "row values: 2". A list is its elements,
/// an object within its members in brackets, and what is empty "none". Each is cut where it is longer than a message.
[[nodiscard]] QStringList detailsTexts(const Json &details);

} // namespace eventscope::ui
