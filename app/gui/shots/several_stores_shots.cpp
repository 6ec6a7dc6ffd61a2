// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_area.h"
#include "ui/shell/store_view.h"

namespace eventscope::gui {

namespace {

/// A second store is open, from the shots before.
void showFirstStore(Stage &stage) { stage.window().area()->show(stage.window().area()->pages().constFirst()); }

bool isOneOfTwo(Stage &stage) { return stage.window().stores().size() == 2 && stage.showsEvent(); }

void moveAcross(Stage &stage) { stage.window().area()->moveAcross(); }

constexpr Shot kShots[] = {
    {"two-stores", showFirstStore, isOneOfTwo}, {"side-by-side", moveAcross, isOneOfTwo}, {"", moveAcross, isOneOfTwo}};

} // namespace

Chapter severalStoresShots() { return {kShots}; }

} // namespace eventscope::gui
