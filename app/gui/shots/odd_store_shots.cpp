// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/processes/processes_page.h"
#include "ui/projections/projections_page.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_view.h"
#include "ui/widgets/banner.h"

#include <algorithm>

namespace eventscope::gui {

namespace {

bool showsBanner(Stage &stage) {
    const auto banners = stage.window().findChildren<ui::Banner *>();
    return std::ranges::any_of(banners, [](const ui::Banner *banner) { return banner->isVisible(); });
}

bool isOpenWithBanner(Stage &stage) { return stage.isOpen() && showsBanner(stage); }

/// Of a store whose domain nobody has named.
void showProjections(Stage &stage) { stage.window().front()->projections()->show(); }

void showProcesses(Stage &stage) { stage.window().front()->processes()->show(); }

constexpr Shot kOddStores[] = {{"open-failed", does<&Stage::openMissing>, showsBanner},
                               {"store-empty", does<&Stage::openEmpty>, is<&Stage::isOpen>},
                               {"projections-none", showProjections, atOnce},
                               {"processes-none", showProcesses, atOnce},
                               {"", does<&Stage::close>, is<&Stage::isClosed>},
                               {"store-cut", does<&Stage::openCut>, isOpenWithBanner},
                               {"", does<&Stage::close>, is<&Stage::isClosed>}};

} // namespace

Chapter oddStoreShots() { return {kOddStores, false}; }

} // namespace eventscope::gui
