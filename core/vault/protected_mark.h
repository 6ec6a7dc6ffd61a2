// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"
#include "core/vault/envelope.h"

#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// What people and folds see in the place of a protected value that is not clear: the JSON object
/// {"$protected":"<state>"}, of a shredded one with "erasure" and "at" behind it. No payload that was opened holds it
/// for any other reason (see openedText()), so it cannot be forged by who writes events.
struct ProtectedMark {
    FieldState state = FieldState::Locked; ///< never Clear
    std::string erasure;                   ///< of a shredded one, or of one whose erasure has begun
    std::string at;                        ///< when it was shredded; ISO 8601
    bool operator==(const ProtectedMark &) const = default;
};

/// What stands in the place of a personal value that is not shown to an audience, in whatever state it is.
inline constexpr std::string_view kMaskedMark = R"({"$protected":"masked"})";

[[nodiscard]] std::string print(const ProtectedMark &mark);
/// Nothing: a value as any other.
[[nodiscard]] std::optional<ProtectedMark> protectedMarkOf(const Json &value);

/// Whether a JSON text begins as a mark does.
[[nodiscard]] bool beginsAsMark(std::string_view json);

} // namespace eventscope
