// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/payload_path.h"

#include "core/json/protected_state.h"
#include "ui/widgets/safe_text.h"

namespace eventscope::ui {

PayloadValue payloadValue(const Json &document, const Pointer &pointer) {
    PayloadValue value;
    const auto found = valueAt(document, pointer);
    if (!found) return value;
    value.kind = found->kind();
    value.children = found->size();
    value.state = protectedState(*found).value_or(std::string_view());
    const std::string_view token = found->token();
    const std::size_t bytes = wholeCharacters(token, PayloadValue::kBytesMax);
    value.text = token.substr(0, bytes);
    value.isWhole = bytes == token.size();
    return value;
}

} // namespace eventscope::ui
