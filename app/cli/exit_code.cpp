// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exit_code.h"

namespace eventscope::cli {

ExitCode exitCodeOf(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Invalid:
        return ExitCode::WrongUse;
    case ErrorKind::NotFound:
    case ErrorKind::Unavailable:
    case ErrorKind::Unsupported:
        return ExitCode::CannotOpen;
    case ErrorKind::TooLarge:
    case ErrorKind::Corrupt:
        return ExitCode::BadData;
    case ErrorKind::WrongVersion:
    case ErrorKind::PartialDuplicate:
    case ErrorKind::IdConflict:
    case ErrorKind::Refused:
        return ExitCode::Refused;
    case ErrorKind::OutcomeUnknown:
        return ExitCode::OutcomeUnknown;
    case ErrorKind::Cancelled:
        return ExitCode::Cancelled;
    case ErrorKind::Internal:
        return ExitCode::Internal;
    }
    return ExitCode::Internal;
}

} // namespace eventscope::cli
