// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/page_cache.h"
#include "ui/async/job.h"
#include "ui/log/payload_path.h"
#include "ui/session/session.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// What the log shows of one event beyond its header.
struct PayloadCells {
    std::uint32_t dataBytes = 0;
    Encoding encoding = Encoding::Json;
    std::vector<PayloadValue> values; ///< one for each of the paths
};

/// Payload-dependent cells of the log, in pages around what is looked at, fetched by position. GUI thread; never
/// blocks.
class PayloadPages final : public QObject {
    Q_OBJECT

  public:
    static constexpr std::uint64_t kPageRows = 256;
    static constexpr std::size_t kPagesMax = 256;

    PayloadPages(Session &session, QObject *parent = nullptr);

    /// The cells of a row that the filter shows, when they are there; otherwise they are asked for, and loaded() tells
    /// when they came. REQUIRES: row < session.filter().count().
    [[nodiscard]] std::optional<PayloadCells> cells(std::uint64_t row);
    /// Looks at these places of every event, too. Forgets everything.
    void setPaths(std::vector<PayloadPath> paths);
    [[nodiscard]] const std::vector<PayloadPath> &paths() const { return m_paths; }
    /// Whether all values at a path that were seen so far are numbers, and there were some.
    [[nodiscard]] bool isFigure(std::size_t path) const { return m_numbers[path] && !m_others[path]; }
    /// Why the last request failed; nothing after one that did not.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// Forgets the problem; cells are asked for again as they are looked at.
    void retry();
    /// Forgets everything: rows are others now.
    void clear();

  Q_SIGNALS:
    /// Rows [first, last] have their cells.
    void loaded(quint64 first, quint64 last);
    void problemChanged();

  private:
    using Page = std::vector<PayloadCells>;

    void want(std::uint64_t row);
    void fetchNext();
    void noteKinds(const Page &page);
    void handlePage(const PageRequest &request, Result<Page> answer);

    Session &m_session;
    PageCache<Page> m_pages{kPageRows, kPagesMax};
    std::vector<PayloadPath> m_paths;
    std::vector<bool> m_numbers, m_others; ///< whether such values were seen, by path
    std::vector<PageRequest> m_wanted;     ///< most wanted last
    std::optional<Error> m_problem;
    QTimer m_gather;
    Job<Page> m_job;
};

} // namespace eventscope::ui
