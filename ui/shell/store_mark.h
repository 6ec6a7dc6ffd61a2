// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connection.h"
#include "core/connections/environment.h"
#include "core/store/capabilities.h"

#include <QString>

#include <optional>
#include <string>

namespace eventscope::ui {

class Settings;

/// How an open store is marked wherever it is shown.
struct StoreMark {
    QString name;   ///< of the connection, else of the store
    std::string id; ///< of the store: what the user chose for it is kept under this
    std::string address;
    std::optional<Environment> given; ///< by the connection; nothing: the user marks the store itself
    QString exception;                ///< why the server need not have proved who it is; empty: it has, or is a file
};

/// Where a store was opened by a connection, that says more than the store itself does.
[[nodiscard]] StoreMark markOf(const StoreInfo &info, const std::optional<Connection> &connection);

/// As the connection gives it, else as the user chose.
[[nodiscard]] Environment environmentOf(const StoreMark &mark, const Settings &settings);

} // namespace eventscope::ui
