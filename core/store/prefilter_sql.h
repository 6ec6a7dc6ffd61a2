// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/filter/prefilter.h"

#include <span>
#include <string>

namespace eventscope {

/// Says a prefilter in SQL. What every dialect shares; a backend derives from it and says the atoms.
class PrefilterSql {
  public:
    virtual ~PrefilterSql() = default;
    /// A condition without NULL in it, to stand in a WHERE: exact on header columns, a superset on payloads.
    [[nodiscard]] Result<std::string> compile(const Prefilter &prefilter);

  protected:
    /// How the dialect writes a condition that always holds, and one that never does.
    PrefilterSql(std::string always, std::string never) : m_always(std::move(always)), m_never(std::move(never)) {}
    /// Everything but Everything, Nothing, And, Or and Not.
    [[nodiscard]] virtual Result<std::string> atom(const Prefilter &atom) = 0;

    [[nodiscard]] const std::string &always() const { return m_always; }
    [[nodiscard]] const std::string &never() const { return m_never; }
    /// " <= ", with spaces around. REQUIRES: not Glob.
    [[nodiscard]] static std::string operatorOf(Comparison op);
    /// A literal for any number: SQL has none for the smallest one, since it would read it as minus of one too large.
    [[nodiscard]] static std::string literal(std::int64_t number);
    /// "column <= 7"
    [[nodiscard]] static std::string numberTest(const std::string &column, const Prefilter &atom);
    /// The atom PositionIs, in a store whose positions are {0, n} with n below 2^63.
    [[nodiscard]] std::string positionTest(const std::string &column, const Prefilter &atom) const;

  private:
    [[nodiscard]] Result<std::string> join(std::span<const Prefilter> parts, const char *word, const std::string &none);

    const std::string m_always, m_never;
};

/// The atom of this kind that every event must match by Equal; nothing when there is none.
[[nodiscard]] const Prefilter *requiredAtom(const Prefilter &prefilter, Prefilter::Kind kind);

} // namespace eventscope
