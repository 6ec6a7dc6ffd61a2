// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/series_map.h"

#include <algorithm>
#include <map>

namespace eventscope::ui {

void SeriesMap::setGroupBy(GroupBy groupBy) {
    if (groupBy == m_groupBy) return;
    m_groupBy = groupBy;
    rank();
}

void SeriesMap::assign(const LogIndex &index, std::uint64_t rows) {
    std::map<std::string, std::uint64_t> types; // a type keeps its colour over its schema versions
    const auto counts = index.countsByType(rows);
    for (std::uint32_t code = 0; code < counts.size(); ++code)
        types[index.dictionary().type(code).name] += counts[code];
    m_types.assign(types.begin(), types.end());
    m_categories = index.countsByCategory(rows);
    rank();
}

void SeriesMap::rank() {
    auto groups = m_groupBy == GroupBy::Type ? m_types : m_categories;
    std::ranges::stable_sort(groups, std::greater{}, [](const auto &group) { return group.second; });
    m_groups.clear();
    for (std::size_t i = 0; i < std::min(m_seriesMax, groups.size()); ++i)
        m_groups.push_back(std::move(groups[i].first));
    Q_EMIT changed();
}

std::optional<std::size_t> SeriesMap::seriesOfGroup(std::string_view group) const {
    const auto found = std::ranges::find(m_groups, group);
    if (found == m_groups.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_groups.begin());
}

std::optional<std::size_t> SeriesMap::seriesOf(std::string_view stream, std::string_view type) const {
    return seriesOfGroup(m_groupBy == GroupBy::Type ? type : categoryOf(stream));
}

} // namespace eventscope::ui
