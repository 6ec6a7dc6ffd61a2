// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/connection.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace eventscope::ui {

/// Asks whether a superuser may look at production all the same, until the store is closed. The name of the connection
/// must be typed; Enter alone cancels.
class SuperuserDialog final : public QDialog {
    Q_OBJECT

  public:
    /// `refusal` is what opening answered.
    SuperuserDialog(const Theme &theme, const Connection &connection, const Error &refusal, QWidget *parent = nullptr);
};

} // namespace eventscope::ui
