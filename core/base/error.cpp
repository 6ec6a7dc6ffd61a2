// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace eventscope {

std::string_view name(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Invalid:
        return "invalid";
    case ErrorKind::NotFound:
        return "not found";
    case ErrorKind::WrongVersion:
        return "wrong version";
    case ErrorKind::PartialDuplicate:
        return "partial duplicate";
    case ErrorKind::IdConflict:
        return "id conflict";
    case ErrorKind::TooLarge:
        return "too large";
    case ErrorKind::Unavailable:
        return "unavailable";
    case ErrorKind::OutcomeUnknown:
        return "outcome unknown";
    case ErrorKind::Refused:
        return "refused";
    case ErrorKind::Corrupt:
        return "corrupt";
    case ErrorKind::Unsupported:
        return "unsupported";
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::Internal:
        return "internal error";
    }
    return "internal error";
}

std::string describe(const Error &error) {
    std::string text = error.message;
    if (!error.hint.empty()) text += ". " + error.hint;
    if (!error.detail.empty()) text += " (" + error.detail + ")";
    return text;
}

} // namespace eventscope
