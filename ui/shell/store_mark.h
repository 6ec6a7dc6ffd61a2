// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"

#include <QString>

#include <optional>
#include <string>

namespace eventscope::ui {

/// How the open store is marked wherever it is shown.
struct StoreMark {
    QString name;   ///< of the connection, else of the store
    std::string id; ///< of the store: what the user chose for it is kept under this
    std::string address;
    std::optional<Environment> given; ///< by the connection; nothing: the user marks the store itself
    QString exception;                ///< why the server need not have proved who it is; empty: it has, or is a file
};

} // namespace eventscope::ui
