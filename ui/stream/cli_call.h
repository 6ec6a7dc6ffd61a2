// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/shell_word.h"
#include "core/json/pointer.h"

#include <optional>
#include <string>
#include <string_view>

namespace eventscope::ui {

/// What every call of the command line about a stream begins with.
struct CliTarget {
    std::string store;  ///< an address, or "@NAME" of a connection
    std::string domain; ///< empty: what the store names itself
    std::string stream;
    std::string fold; ///< empty: the usual one of the stream
};

/// \name The call of eventscope-cli that prints what the window shows, quoted for a POSIX shell
/// Nothing for a version: before the first event.
/// @{
[[nodiscard]] std::string stateCall(const CliTarget &target, std::optional<Version> version);
[[nodiscard]] std::string diffCall(const CliTarget &target, std::optional<Version> from, std::optional<Version> to);
[[nodiscard]] std::string valuesCall(const CliTarget &target, const Pointer &path);
[[nodiscard]] std::string intervalsCall(const CliTarget &target, std::string_view condition);
[[nodiscard]] std::string compareCall(const CliTarget &target, std::string_view otherStream);
/// @}

} // namespace eventscope::ui
