// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A JSON Pointer (RFC 6901): the empty pointer is the whole document.
class Pointer {
  public:
    Pointer() = default;
    explicit Pointer(std::vector<std::string> tokens) : m_tokens(std::move(tokens)) {}
    /// Takes "" or "/a/b~1c/0". Errors: Invalid.
    [[nodiscard]] static Result<Pointer> parse(std::string_view text);

    [[nodiscard]] const std::vector<std::string> &tokens() const { return m_tokens; }
    [[nodiscard]] bool isRoot() const { return m_tokens.empty(); }
    [[nodiscard]] Pointer child(std::string_view token) const;
    [[nodiscard]] Pointer child(std::size_t index) const;
    [[nodiscard]] Pointer parent() const;
    /// "/a/b~1c/0"
    [[nodiscard]] std::string text() const;

    auto operator<=>(const Pointer &) const = default;

  private:
    std::vector<std::string> m_tokens;
};

/// As Pointer::text() of these tokens.
[[nodiscard]] std::string pointerText(std::span<const std::string> tokens);

/// The value at `pointer`, or nothing. Of duplicate keys the last counts.
[[nodiscard]] std::optional<Json> valueAt(const Json &document, const Pointer &pointer);

} // namespace eventscope
