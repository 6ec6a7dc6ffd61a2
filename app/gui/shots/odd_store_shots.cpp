// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"
#include "ui/widgets/banner.h"

#include <algorithm>

namespace eventscope::gui {

namespace {

void openMissing(Stage &stage) { stage.openMissing(); }

bool showsBanner(Stage &stage) {
    const auto banners = stage.window().findChildren<ui::Banner *>();
    return std::ranges::any_of(banners, [](const ui::Banner *banner) { return banner->isVisible(); });
}

void openEmpty(Stage &stage) { stage.openEmpty(); }

void openCut(Stage &stage) { stage.openCut(); }

void openFailing(Stage &stage) { stage.openFailing(); }

void showFailing(Stage &stage) { stage.window().pages()->openStream({"account-1"}); }

bool isSettled(Stage &stage) { return stage.streamIsSettled(); }

bool isOpen(Stage &stage) { return stage.isOpen(); }

bool isOpenWithBanner(Stage &stage) { return stage.isOpen() && showsBanner(stage); }

void close(Stage &stage) { stage.window().closeStore(); }

bool isClosed(Stage &stage) { return !stage.window().session(); }

constexpr Shot kOddStores[] = {{"open-failed", openMissing, showsBanner},
                               {"store-empty", openEmpty, isOpen},
                               {"", close, isClosed},
                               {"", openFailing, isOpen},
                               {"stream-failed", showFailing, isSettled},
                               {"", close, isClosed},
                               {"store-cut", openCut, isOpenWithBanner},
                               {"", close, isClosed}};

} // namespace

Chapter oddStoreShots() { return {kOddStores, false}; }

} // namespace eventscope::gui
