// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/filter/filter.h"
#include "core/json/json.h"
#include "core/json/pointer.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A place in a JSON description that people write by hand. Every reading function answers with the value, or with
/// Invalid: the message says where (as a JSON Pointer), what was expected and what stands there; `detail` is the
/// pointer.
class DescriptionNode {
  public:
    explicit DescriptionNode(Json value, Pointer where = {}) : m_value(std::move(value)), m_where(std::move(where)) {}
    /// The whole of `text`. Errors: Invalid, TooLarge (not JSON).
    [[nodiscard]] static Result<DescriptionNode> parse(std::string_view text);

    [[nodiscard]] const Json &value() const { return m_value; }
    [[nodiscard]] const Pointer &where() const { return m_where; }
    /// The error that says what should stand here.
    [[nodiscard]] Failure expected(std::string_view what) const;

    /// An object whose members are all named in `allowed`, none of them twice.
    [[nodiscard]] Result<void> object(std::initializer_list<std::string_view> allowed) const;
    [[nodiscard]] Result<void> object(const std::vector<std::string_view> &allowed) const;
    /// The members of an object with any names, none of them twice.
    [[nodiscard]] Result<std::vector<DescriptionNode>> members() const;
    [[nodiscard]] Result<std::vector<DescriptionNode>> elements() const;
    [[nodiscard]] std::optional<DescriptionNode> find(std::string_view name) const;
    [[nodiscard]] Result<DescriptionNode> need(std::string_view name) const;

    /// A string that is not empty.
    [[nodiscard]] Result<std::string> text() const;
    /// A whole number from 1 to 2^31 - 1.
    [[nodiscard]] Result<int> number() const;
    [[nodiscard]] Result<Pointer> pointer() const;
    /// An expression of the filter language that may speak about `state`.
    [[nodiscard]] Result<Filter> condition() const;

  private:
    [[nodiscard]] DescriptionNode child(std::size_t index) const;
    Json m_value;
    Pointer m_where;
};

} // namespace eventscope
