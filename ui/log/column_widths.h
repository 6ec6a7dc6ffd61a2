// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace eventscope::ui {

/// Makes the columns of a table of events (see EventColumn) as wide as samples of what they hold: measuring every row
/// would cost as much as drawing them all. Where that does not leave room for the type, times lose their fraction and
/// streams more of their middle.
void fitColumns(QTableView &table);

} // namespace eventscope::ui
