// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/event/filter/filter.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::cli {

/// What was written behind a command: options by their name ("--stream"), positional arguments by theirs ("STREAM").
/// Value type. The typed readers answer Invalid, naming the argument, when the text is none.
class Arguments {
  public:
    void set(std::string name, std::string value) { m_values[std::move(name)] = {std::move(value)}; }
    /// For an argument that may be there several times. REQUIRES: one value at least.
    void set(std::string name, std::vector<std::string> values) { m_values[std::move(name)] = std::move(values); }

    [[nodiscard]] bool has(std::string_view name) const { return m_values.find(name) != m_values.end(); }
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
    /// All of them, in the order in which they were written; none without the argument.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    /// The text, or an empty one.
    [[nodiscard]] std::string textOrEmpty(std::string_view name) const { return text(name).value_or(std::string()); }
    /// A whole number, 0 or more.
    [[nodiscard]] Result<std::optional<std::uint64_t>> count(std::string_view name) const;
    [[nodiscard]] Result<std::optional<Version>> version(std::string_view name) const;
    [[nodiscard]] Result<std::optional<Position>> position(std::string_view name) const;
    /// The whole span that was written: "2026-03" is the month. Without an offset it is UTC, as in filters.
    [[nodiscard]] Result<std::optional<TimeSpan>> timeSpan(std::string_view name) const;
    /// Without the option the filter that everything matches.
    [[nodiscard]] Result<Filter> filter(std::string_view name, FilterScope scope = FilterScope::Log) const;

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

} // namespace eventscope::cli
