// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/log/inspector.h"
#include "ui/log/links_view.h"
#include "ui/log/log_page.h"
#include "ui/log/oddity_badges.h"

#include <QFile>
#include <QTabWidget>
#include <QToolButton>

namespace eventscope::gui {

namespace {

/// The last event in a stream with such a name.
Position lastOf(const Stage &stage, std::string_view prefix) {
    const LogIndex &log = stage.window().session()->index();
    std::uint64_t row = stage.window().session()->rows() - 1;
    while (row > 0 && !log.dictionary().stream(log.streamCode(row)).starts_with(prefix))
        --row;
    return log.position(row);
}

void showLinks(Stage &stage) {
    stage.window().inspector()->showPosition(lastOf(stage, "payment-")); // amid an order
    stage.showLinks();
}

void showFirstTab(Stage &stage) { stage.window().inspector()->tabs()->setCurrentIndex(0); }

/// A store in a file whose one event has something odd of each kind that can be shown as a tree.
void openOddEvent(Stage &stage) {
    const QByteArray order = "{\"orderId\":9007199254740993,\"currency\":\"EUR\",\"currency\":\"USD\","
                             "\"note\":\"invoice \xe2\x80\xae"
                             "fdp.exe\",\"lines\":[{\"sku\":\"A-1\",\"price\":19.90}]}";
    QFile file(stage.made(QStringLiteral("odd.jsonl")));
    if (!file.open(QIODevice::WriteOnly)) return; // the shot then never gets ready
    file.write("{\"stream\":\"order-1\",\"version\":1,\"id\":\"018e96f7-2431-7d59-a3b6-2be9ec055080\","
               "\"type\":\"OrderImported\",\"recordedAt\":\"2026-03-04T12:00:03Z\",\"data\":" +
               order + ",\"metadata\":{\"userId\":\"ada\"}}\n");
    file.close();
    stage.window().open(file.fileName());
}

bool showsOddEvent(Stage &stage) {
    if (!stage.isOpen() || stage.window().session()->rows() != 1) return false;
    const ui::Inspector *inspector = stage.window().inspector();
    if (!inspector->details()) stage.showRowAt(1);
    if (inspector->badges()->buttons().size() < 3) return false;
    inspector->badges()->buttons().front()->click();
    return true;
}

void showBytes(Stage &stage) { stage.window().inspector()->setBeside(true); }

constexpr Shot kInspector[] = {{"links", showLinks, is<&Stage::linksAreFound>}, {"", showFirstTab, atOnce}};

constexpr Shot kOddEvent[] = {{"odd-event", openOddEvent, showsOddEvent}, {"raw-beside", showBytes, atOnce}};

} // namespace

Chapter inspectorShots() { return {kInspector}; }

Chapter oddEventShots() { return {kOddEvent}; }

} // namespace eventscope::gui
