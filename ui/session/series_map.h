// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/log_index.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::ui {

/// Which events share a colour: the same in the timeline, in the log and in every chart.
///
/// The most frequent groups have a series of their own (0 is the most frequent), all others share the rest. Assigned
/// when a log is first read and kept then, so that colours do not change under the reader's eyes. GUI thread.
class SeriesMap final : public QObject {
    Q_OBJECT

  public:
    explicit SeriesMap(std::size_t seriesMax, QObject *parent = nullptr) : QObject(parent), m_seriesMax(seriesMax) {}

    [[nodiscard]] GroupBy groupBy() const { return m_groupBy; }
    void setGroupBy(GroupBy groupBy);
    /// Counts the first `rows` of the index anew. Cost: that of counting; no store is asked.
    void assign(const LogIndex &index, std::uint64_t rows);

    /// The groups with a series, most frequent first.
    [[nodiscard]] const std::vector<std::string> &groups() const { return m_groups; }
    [[nodiscard]] std::optional<std::size_t> seriesOfGroup(std::string_view group) const;
    /// The series of an event. `stream` and `type` are its names.
    [[nodiscard]] std::optional<std::size_t> seriesOf(std::string_view stream, std::string_view type) const;

  Q_SIGNALS:
    void changed();

  private:
    void rank();

    const std::size_t m_seriesMax;
    GroupBy m_groupBy = GroupBy::Category;
    std::vector<std::pair<std::string, std::uint64_t>> m_types, m_categories;
    std::vector<std::string> m_groups;
};

} // namespace eventscope::ui
