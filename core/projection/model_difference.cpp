// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/model_difference.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kPageRows = 1000;

/// One table, row by row.
class Walk {
  public:
    explicit Walk(const RowPages &pages) : m_pages(pages) {}

    /// Null at the end.
    [[nodiscard]] Result<const ModelRow *> row() {
        if (m_at < m_page.size()) return &m_page[m_at];
        if (m_isOver) return nullptr;
        ES_ASSIGN(page, m_pages(m_page.empty() ? std::string() : m_page.back().key));
        m_page = std::move(page);
        m_at = 0;
        m_isOver = m_page.empty();
        return m_isOver ? nullptr : &m_page.front();
    }
    void next() { ++m_at; }

  private:
    const RowPages &m_pages;
    std::vector<ModelRow> m_page;
    std::size_t m_at = 0;
    bool m_isOver = false;
};

class Comparison final {
  public:
    Comparison(Position until, std::size_t firstMax) : m_until(until), m_firstMax(firstMax) {}

    void take(const ModelRow *expected, const ModelRow *actual) {
        const auto isBeyond = [this](const ModelRow *row) { return row && row->position > m_until; };
        if (isBeyond(expected) || isBeyond(actual)) {
            ++m_found.moved;
        } else if (expected && actual && expected->row == actual->row) {
            ++m_found.same;
        } else {
            ++(!actual ? m_found.missing : !expected ? m_found.extra : m_found.different);
            keep(expected, actual);
        }
    }
    [[nodiscard]] ModelDifferences found() { return std::move(m_found); }

  private:
    void keep(const ModelRow *expected, const ModelRow *actual) {
        if (m_found.first.size() >= m_firstMax) return;
        RowDifference difference;
        difference.key = expected ? expected->key : actual->key;
        if (expected) difference.expected = *expected;
        if (actual) difference.actual = *actual;
        m_found.first.push_back(std::move(difference));
    }

    const Position m_until;
    const std::size_t m_firstMax;
    ModelDifferences m_found;
};

} // namespace

RowPages pagesOf(ReadModelStore &models, const ModelInfo &model, const JobControl &job) {
    return [&models, model, job](const std::string &after) { return models.page(model, after, kPageRows, job); };
}

RowPages pagesOf(const std::vector<ModelRow> &rows) {
    return [&rows](const std::string &after) -> Result<std::vector<ModelRow>> {
        const auto first = std::ranges::upper_bound(rows, after, {}, &ModelRow::key);
        const auto end = first + std::min<std::ptrdiff_t>(rows.end() - first, kPageRows);
        return std::vector<ModelRow>(first, end);
    };
}

Result<ModelDifferences> compareModels(const RowPages &expected, const RowPages &actual, Position until,
                                       std::size_t firstMax, const JobControl &job) {
    Walk left(expected), right(actual);
    Comparison comparison(until, firstMax);
    for (;;) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(one, left.row());
        ES_ASSIGN(other, right.row());
        if (!one && !other) return comparison.found();
        const bool takesOne = one && (!other || one->key <= other->key);
        const bool takesOther = other && (!one || other->key <= one->key);
        comparison.take(takesOne ? one : nullptr, takesOther ? other : nullptr);
        if (takesOne) left.next();
        if (takesOther) right.next();
    }
}

} // namespace eventscope
