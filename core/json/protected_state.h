// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"

#include <optional>
#include <string_view>

namespace eventscope {

/// The name of the first member of what stands in the place of a protected value that is not clear, as a lens gives it
/// (see core/vault/protected_mark.h): {"$protected":"locked"}.
inline constexpr std::string_view kProtectedMember = "$protected";

/// "locked", "shredded", ... of such a value; nothing: a value as any other. A view into `value`.
[[nodiscard]] inline std::optional<std::string_view> protectedState(const Json &value) {
    if (!value.isObject() || value.size() == 0 || value.key(0) != kProtectedMember) return std::nullopt;
    const Json &state = (*value.children().begin()).value;
    return state.isString() ? std::optional(state.token()) : std::nullopt;
}

/// The name of the first member of a protected value as it is stored, and as it is carried into what is kept (see
/// core/vault/envelope.h).
inline constexpr std::string_view kSealedMember = "$pii";

/// Stands for a protected value, whatever that is: nobody is to look into it, or to lay something over it.
[[nodiscard]] inline bool isProtected(const Json &value) {
    return value.isObject() && value.size() > 0 && (value.key(0) == kProtectedMember || value.key(0) == kSealedMember);
}

} // namespace eventscope
