// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>

class QLabel;
class QLayout;
class QTableView;
class QToolButton;
class QString;
class QWidget;

namespace eventscope::ui {

/// A table with one line a row, no grid, and whole rows selected; its last column takes what is left.
void makeCalm(QTableView &table);

/// Texts that have no room in one line go on in the next: for a few rows with sentences in them. REQUIRES: a model,
/// which the table keeps.
void wrapRows(QTableView &table);

/// A column so wide, or as wide as its header needs.
void widenColumn(QTableView &table, int column, int width);

/// `content` below a line with its title and, at the right, `tools`. All are children of the widget to be laid out.
[[nodiscard]] QLayout *titled(QLabel *title, QWidget *content, std::initializer_list<QWidget *> tools = {});

/// A flat button with an icon of our set; `name` is what it is called and its tool tip.
[[nodiscard]] QToolButton *iconButton(const char *iconName, const QString &name, QWidget *parent);

} // namespace eventscope::ui
