// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace eventscope::ui {

/// The call of eventscope-cli that prints the events that match, as JSON lines; quoted for a POSIX shell. `store` is an
/// address or "@NAME"; an empty `domain` is what the store names itself, an empty `filter` everything.
[[nodiscard]] std::string eventsCall(std::string_view store, std::string_view domain, std::string_view filter);

} // namespace eventscope::ui
