// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/log_catalogue.h"

#include "core/event/filter/prefilter.h"

#include <algorithm>
#include <numeric>

namespace eventscope {

namespace {

struct Extent {
    std::size_t rows = 0;
    RowNumber first = 0, last = 0;
};

/// What of a list lies below the row `visible`.
Extent extentOf(const EventLog &log, RowList list, std::size_t visible) {
    Extent extent;
    extent.rows = log.countBelow(list, visible);
    if (extent.rows == 0) return extent;
    log.copy(list, 0, {&extent.first, 1});
    log.copy(list, extent.rows - 1, {&extent.last, 1});
    return extent;
}

Time recordedAt(const EventLog &log, RowNumber row) { return timeOfUs(log.row(row).recordedUs); }

} // namespace

Catalogue LogCatalogue::list(const CatalogueQuery &query) const {
    std::size_t visible = m_log.rows();
    if (query.until.major == 0) visible = static_cast<std::size_t>(std::min<std::uint64_t>(visible, query.until.minor));
    switch (query.what) {
    case CatalogueQuery::What::Streams:
        return streams(query, visible);
    case CatalogueQuery::What::Categories:
        return categories(query, visible);
    case CatalogueQuery::What::Types:
        return types(query, visible);
    }
    return {};
}

std::shared_ptr<const LogCatalogue::Codes> LogCatalogue::streamsByName() const {
    const Dictionary &names = *m_log.dictionary();
    const std::scoped_lock lock(m_mutex);
    const std::uint32_t known = names.streams();
    if (m_byName->size() == known) return m_byName;
    auto codes = std::make_shared<Codes>(*m_byName);
    const auto sorted = static_cast<std::ptrdiff_t>(codes->size());
    codes->resize(known);
    std::iota(codes->begin() + sorted, codes->end(), static_cast<std::uint32_t>(sorted));
    const auto byName = [&](std::uint32_t a, std::uint32_t b) { return names.stream(a) < names.stream(b); };
    std::sort(codes->begin() + sorted, codes->end(), byName);
    std::inplace_merge(codes->begin(), codes->begin() + sorted, codes->end(), byName);
    m_byName = codes;
    return m_byName;
}

Catalogue LogCatalogue::streams(const CatalogueQuery &query, std::size_t visible) const {
    const auto byName = streamsByName();
    const Dictionary &names = *m_log.dictionary();
    const auto after = [&](std::uint32_t code) { return names.stream(code) <= query.afterStream; };
    Catalogue catalogue;
    auto next = query.afterStream.empty() ? byName->begin() : std::ranges::partition_point(*byName, after);
    for (; next != byName->end(); ++next) {
        const std::string_view name = names.stream(*next);
        if (query.category && categoryOf(name) != *query.category) continue;
        if (!query.glob.empty() && !globMatches(query.glob, name)) continue;
        const Extent extent = extentOf(m_log, {RowList::Kind::Stream, *next}, visible);
        if (extent.rows == 0) continue;
        if (catalogue.streams.size() == query.rowsMax) {
            catalogue.complete = false;
            break;
        }
        catalogue.streams.push_back({std::string(name),
                                     {m_log.row(extent.last).version},
                                     extent.rows,
                                     recordedAt(m_log, extent.first),
                                     recordedAt(m_log, extent.last),
                                     {0, extent.last + std::uint64_t{1}}});
    }
    return catalogue;
}

Catalogue LogCatalogue::categories(const CatalogueQuery &query, std::size_t visible) const {
    Catalogue catalogue;
    for (const EventLog::Category &category : m_log.categories(visible)) {
        if (catalogue.categories.size() == query.rowsMax) {
            catalogue.complete = false;
            break;
        }
        catalogue.categories.push_back({category.name, category.streams, category.events});
    }
    return catalogue;
}

Catalogue LogCatalogue::types(const CatalogueQuery &query, std::size_t visible) const {
    const Dictionary &names = *m_log.dictionary();
    Catalogue catalogue;
    for (std::uint32_t code = 0; code < names.types(); ++code) {
        const Extent extent = extentOf(m_log, {RowList::Kind::Type, code}, visible);
        if (extent.rows == 0) continue;
        const TypeName &type = names.type(code);
        catalogue.types.push_back({type.name, type.schemaVersion, extent.rows, recordedAt(m_log, extent.first),
                                   recordedAt(m_log, extent.last)});
    }
    std::ranges::sort(catalogue.types, {},
                      [](const TypeEntry &entry) { return std::tie(entry.type, entry.schemaVersion); });
    if (catalogue.types.size() > query.rowsMax) {
        catalogue.types.resize(query.rowsMax);
        catalogue.complete = false;
    }
    return catalogue;
}

} // namespace eventscope
