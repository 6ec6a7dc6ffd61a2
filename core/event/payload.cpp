// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/payload.h"

namespace eventscope {

std::string_view name(Encoding encoding) {
    switch (encoding) {
    case Encoding::Json:
        return "json";
    case Encoding::Text:
        return "text";
    case Encoding::Binary:
        return "binary";
    }
    return "binary";
}

std::optional<Encoding> encodingOf(std::string_view word) {
    for (const Encoding encoding : {Encoding::Json, Encoding::Text, Encoding::Binary}) {
        if (word == name(encoding)) return encoding;
    }
    return std::nullopt;
}

} // namespace eventscope
