// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/menu_offer.h"

class QTableView;

namespace eventscope::ui {

/// Opens a menu of what can be done with the current row where the table is asked for one on a row, and offers its
/// lines to the palette. GUI thread.
void offerRowMenu(QTableView &table, const MenuOffer::Fill &fill);

} // namespace eventscope::ui
