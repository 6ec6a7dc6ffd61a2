// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/catalogue.h"
#include "core/store/memory/event_log.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace eventscope {

/// Lists streams, categories and types of an EventLog as of a position. Threads: any.
/// Cost: of a page of streams, O(rowsMax log events) after the names were sorted once; the others O(their number).
class LogCatalogue {
  public:
    explicit LogCatalogue(const EventLog &log) : m_log(log) {}
    [[nodiscard]] Catalogue list(const CatalogueQuery &query) const;

  private:
    using Codes = std::vector<std::uint32_t>;
    [[nodiscard]] std::shared_ptr<const Codes> streamsByName() const;
    [[nodiscard]] Catalogue streams(const CatalogueQuery &query, std::size_t visible) const;
    [[nodiscard]] Catalogue categories(const CatalogueQuery &query, std::size_t visible) const;
    [[nodiscard]] Catalogue types(const CatalogueQuery &query, std::size_t visible) const;

    const EventLog &m_log;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const Codes> m_byName =
        std::make_shared<Codes>(); // guarded by m_mutex; replaced, never changed
};

} // namespace eventscope
