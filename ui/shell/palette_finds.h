// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lens/seen_paths.h"
#include "ui/session/session.h"
#include "ui/shell/command.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace eventscope::ui {

class Connections;

/// Takes a filter, or the name of a store.
using TakeText = std::function<void(const QString &text)>;

/// "Show only type X" for each type of event whose name holds `text`, in any case; those that begin with it first, at
/// most kFindsOffered. Asks memory only. Empty for less than three characters.
[[nodiscard]] Commands typesFor(const QString &text, const Session &session, const TakeText &show);

/// "Filter by data.balance" for each path that holds `text`, likewise; `prepare` gets the beginning of a filter.
[[nodiscard]] Commands pathsFor(const QString &text, const std::vector<SeenPath> &seen, const TakeText &prepare);

/// "Open X" where the text is an address, or begins like a path; else empty. Looks at no file.
[[nodiscard]] Commands openingOf(const QString &text, const TakeText &open);

/// "Open X" for every connection and for the stores opened lately.
[[nodiscard]] Commands knownOpenings(const QStringList &recents, const Connections &connections, const TakeText &open);

inline constexpr std::size_t kFindsOffered = 8;

} // namespace eventscope::ui
