// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/subject_finder.h"
#include "ui/privacy/erasure_account.h"

#include <QString>

#include <string_view>

namespace eventscope::ui {

/// \name What people call these
/// @{
[[nodiscard]] QString placeText(SubjectHit::Place place);
[[nodiscard]] QString reasonText(SubjectHit::Reason reason);
[[nodiscard]] QString stateText(FieldState state);
[[nodiscard]] QString stateText(ErasureAccount::State state);
/// What a line of the ledger says was done; of an act that is not known, its name.
[[nodiscard]] QString actText(std::string_view act);
/// @}

} // namespace eventscope::ui
