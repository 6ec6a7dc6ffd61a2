// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/row_limit.h"

namespace eventscope::cli {

namespace {

constexpr std::uint64_t kTableRows = 1000;

} // namespace

RowLimit::RowLimit(const OutputOptions &options, Length length) : m_limit(options.limit) {
    if (m_limit || options.format != Format::Table || length == Length::Endless) return;
    m_limit = kTableRows;
    m_isOurs = true;
}

bool RowLimit::takesRow() {
    if (m_limit && m_rows >= *m_limit) {
        m_cut = true;
        return false;
    }
    ++m_rows;
    return true;
}

Flow RowLimit::flow() const { return m_limit && !m_isOurs && m_rows >= *m_limit ? Flow::Enough : Flow::More; }

std::size_t RowLimit::rowsWanted() const {
    return m_limit ? static_cast<std::size_t>(*m_limit - m_rows) + (m_isOurs ? 1 : 0) : kNoLimit;
}

void RowLimit::tell(Notes &notes) const {
    if (!m_cut || !m_isOurs) return;
    notes.note("Stopped at " + grouped(kTableRows) + " rows. Use --limit N for more, or --format jsonl for all");
}

} // namespace eventscope::cli
