// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"
#include "core/privacy/erasure_ledger.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The lines of one erasure in a ledger, which outlives it and is not added to meanwhile.
class ErasureLines {
  public:
    ErasureLines(const ErasureLedger &ledger, std::string_view erasure);

    /// The ledger knows the erasure. REQUIRED by all else.
    [[nodiscard]] bool isThere() const { return !m_entries.empty() && first(acts::kRequested); }
    [[nodiscard]] const ErasureLedger &ledger() const { return m_ledger; }
    [[nodiscard]] const std::vector<const LedgerEntry *> &all() const { return m_entries; }
    [[nodiscard]] const LedgerEntry &begin() const { return *m_entries.front(); }
    [[nodiscard]] const LedgerEntry &end() const { return *m_entries.back(); }
    /// Null: it has not come to this.
    [[nodiscard]] const LedgerEntry *first(std::string_view act) const;
    [[nodiscard]] const LedgerEntry *last(std::string_view act) const;
    /// Null for no line.
    [[nodiscard]] Json firstDetails(std::string_view act) const;
    [[nodiscard]] Json lastDetails(std::string_view act) const;

    /// What is left to be done, each a sentence: what the closing line says, and what the lines before it say whatever
    /// that one does.
    [[nodiscard]] std::vector<std::string> openItems() const;

  private:
    const ErasureLedger &m_ledger;
    std::vector<const LedgerEntry *> m_entries;
};

/// Whether a copy of which the ledger says this result is not deleted.
[[nodiscard]] bool isExportLeft(std::string_view result);

} // namespace eventscope
