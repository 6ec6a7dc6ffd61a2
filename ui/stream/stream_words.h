// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fold/fold.h"
#include "core/history/history.h"

#include <QString>

namespace eventscope::ui {

/// "BankAccount (C++)", for the choice of the fold.
[[nodiscard]] QString foldLabel(const FoldInfo &info);
/// "● Domain fold": where a state comes from, as a word with a mark.
[[nodiscard]] QString provenanceText(const Provenance &provenance);
/// What more there is to say about it, line by line; may be empty.
[[nodiscard]] QString provenanceTip(const Provenance &provenance);
/// The event types that were ignored, separated by commas; empty when there are none.
[[nodiscard]] QString ignoredText(const Provenance &provenance);
/// "v87 MoneyWithdrawn"
[[nodiscard]] QString stepText(const Step &step);
/// "v87", or "before the first event".
[[nodiscard]] QString versionText(const History &history, std::optional<std::size_t> step);

} // namespace eventscope::ui
