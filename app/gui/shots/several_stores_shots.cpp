// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/shell/main_window.h"
#include "ui/shell/missing_stores.h"
#include "ui/shell/page_area.h"
#include "ui/shell/store_view.h"

namespace eventscope::gui {

namespace {

/// A second store is open, from the shots before.
void showFirstStore(Stage &stage) { stage.window().area()->show(stage.window().area()->pages().constFirst()); }

bool isOneOfTwo(Stage &stage) { return stage.window().stores().size() == 2 && stage.showsEvent(); }

void moveAcross(Stage &stage) { stage.window().area()->moveAcross(); }

/// As at a start after which two of the stores of the last time are away.
void missStores(Stage &stage) {
    auto *missing = stage.window().findChild<ui::MissingStores *>();
    missing->say(
        QStringLiteral("@archive"),
        fail(ErrorKind::Unavailable, "Cannot reach the server db.example.org:5432", {}, "connection refused").value());
    missing->say(QStringLiteral("/media/disk/attic.evdb"),
                 fail(ErrorKind::NotFound, "There is no file /media/disk/attic.evdb").value());
}

void forgetMissing(Stage &stage) {
    auto *missing = stage.window().findChild<ui::MissingStores *>();
    for (const QString &name : missing->names())
        missing->remove(name);
}

constexpr Shot kShots[] = {{"two-stores", showFirstStore, isOneOfTwo},
                           {"side-by-side", moveAcross, isOneOfTwo},
                           {"", moveAcross, isOneOfTwo},
                           {"missing-stores", missStores, isOneOfTwo},
                           {"", forgetMissing, isOneOfTwo}};

} // namespace

Chapter severalStoresShots() { return {kShots}; }

} // namespace eventscope::gui
