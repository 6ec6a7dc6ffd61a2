// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_watch.h"
#include "ui/widgets/cell_model.h"

#include <QString>

namespace eventscope::ui {

/// \name A projection in words, shapes and roles of colours
/// @{

/// "live", "behind", "rebuilding", ... with what explains it as its tip.
[[nodiscard]] Cell statusCell(const ProjectionLine &line);
/// "48,211 / 50,000"
[[nodiscard]] QString placeText(const ModelStatus &status);
/// "17,191 · 2 d"
[[nodiscard]] QString lagText(const ModelStatus &status);
/// "41,000/s"; a dash where nothing moves.
[[nodiscard]] QString rateText(double eventsPerSecond);
/// What a spark line of the lag shows: "from 17,191 down to 0 in 2 min".
[[nodiscard]] QString trendText(const std::vector<TrendPoint> &trend);
/// @}

} // namespace eventscope::ui
