// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output/notes.h"
#include "app/cli/output/output_options.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <optional>

namespace eventscope::cli {

enum class Length : std::uint8_t { Bounded, Endless }; ///< Endless: tables do not stop at 1,000 (following)

/// Counts the rows of a list against --limit, or against the 1,000 at which tables stop.
class RowLimit {
  public:
    RowLimit(const OutputOptions &options, Length length);

    /// False: the list is full and this row is not printed. Call once before each row.
    [[nodiscard]] bool takesRow();
    /// After a row was printed: Enough when no further one is wanted.
    [[nodiscard]] Flow flow() const;
    /// How many rows are worth reading. Where tables stop by themselves it is one more, to tell a whole list from a cut
    /// one.
    [[nodiscard]] std::size_t rowsWanted() const;
    /// Says so when a table stopped by itself.
    void tell(Notes &notes) const;

  private:
    std::optional<std::uint64_t> m_limit;
    bool m_isOurs = false; ///< of tables, not asked for
    bool m_cut = false;
    std::uint64_t m_rows = 0;
};

} // namespace eventscope::cli
