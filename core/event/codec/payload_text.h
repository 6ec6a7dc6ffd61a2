// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/payload.h"

#include <string>
#include <string_view>

namespace eventscope {

/// True when the bytes can stand as a member's value on one line of JSON and be read back unchanged.
[[nodiscard]] bool isLineOfJson(const Payload &payload);
/// True for UTF-8 without control characters but tab and line ends.
[[nodiscard]] bool isPlainText(std::string_view bytes);
/// Plain text as it is, anything else as "base64:...": NUL ends a cell in many readers, other controls steer terminals.
[[nodiscard]] std::string shownBytes(const Payload &payload);

} // namespace eventscope
