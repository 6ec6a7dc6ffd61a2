// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/prefilter.h"
#include "core/index/log_columns.h"

#include <array>
#include <cstdint>
#include <vector>

namespace eventscope {

/// A prefilter made ready for columns: names are compared once for each code, numbers row by row. What the columns do
/// not hold counts as matching, also below Not. One thread.
class RowSelector {
  public:
    using Mask = std::array<std::uint8_t, LogColumns::kBlockRows>;

    RowSelector(const LogColumns &columns, const Prefilter &prefilter);
    /// Sets mask[i] to 1 where row from + i matches, else to 0. REQUIRES: all rows in one block.
    void match(std::uint64_t from, std::uint64_t count, Mask &mask) { match(m_root, from, count, mask); }

  private:
    enum class Answer : std::uint8_t { No, Yes, Unknown };
    struct Node {
        explicit Node(Prefilter::Kind kindOf) : kind(kindOf) {}
        Prefilter::Kind kind;
        const Prefilter *atom = nullptr; ///< of atoms
        bool negated = false;            ///< of atoms
        std::vector<Node> children;
        std::vector<Answer> byCode; ///< of atoms on names, filled as codes come up
    };

    [[nodiscard]] Node compile(const Prefilter &prefilter, bool negated) const;
    [[nodiscard]] Node compileJunction(const Prefilter &prefilter, bool negated) const;
    void match(Node &node, std::uint64_t from, std::uint64_t count, Mask &mask);
    void matchCodes(Node &node, std::uint64_t from, std::uint64_t count, Mask &mask);
    void matchNumbers(const Node &node, std::uint64_t from, std::uint64_t count, Mask &mask) const;
    [[nodiscard]] bool matchesCode(const Prefilter &atom, std::uint32_t code) const;

    const LogColumns &m_columns;
    const Prefilter m_prefilter;
    Node m_root;
};

} // namespace eventscope
