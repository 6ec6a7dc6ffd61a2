// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/statistics.h"
#include "ui/log/statistics_row.h"
#include "ui/session/series_map.h"

#include <QCoreApplication>

#include <vector>

namespace eventscope {
struct SizeSummary;
} // namespace eventscope

namespace eventscope::ui {

/// The lines that a person reads of statistics.
class StatisticsRows {
    Q_DECLARE_TR_FUNCTIONS(eventscope::ui::StatisticsRows)

  public:
    /// What is known of the sizes of payloads.
    struct Sizes {
        const SizeSummary *summary = nullptr; ///< null: not measured
        QString state;                        ///< what is said then
    };

    /// Times, rates, gaps and sizes.
    [[nodiscard]] static std::vector<StatisticsRow> facts(const Statistics &statistics, const Sizes &sizes);
    /// Groups of events by name; `field` of the filter language is what they share. Those that the timeline shows have
    /// its colours.
    [[nodiscard]] static std::vector<StatisticsRow> groups(const std::vector<NamedCount> &counts,
                                                           const Statistics &statistics, const char *field,
                                                           const SeriesMap &series);
};

} // namespace eventscope::ui
