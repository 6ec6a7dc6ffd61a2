// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/log/inspector.h"
#include "ui/notes/note_book.h"
#include "ui/notes/note_editor.h"
#include "ui/notes/notes_page.h"
#include "ui/shell/store_notes.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"

#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

namespace eventscope::gui {

namespace {

ui::StoreNotes &notes(Stage &stage) { return *stage.window().front()->notes(); }

void showNone(Stage &stage) { notes(stage).showAll(); }

/// Or says why not.
bool isLoaded(Stage &stage) { return notes(stage).book().isLoaded() || notes(stage).book().problem(); }

/// Of the event `back` rows before the last.
NotedEvent eventAt(Stage &stage, std::uint64_t back) {
    const LogIndex &log = stage.window().session()->index();
    const std::uint64_t row = stage.window().session()->rows() - 1 - back;
    const Position position = log.position(row);
    return {derivedEventId("shots", toString(position)),
            position,
            {std::string(log.dictionary().stream(log.streamCode(row)))},
            log.version(row),
            std::string(log.dictionary().type(log.typeCode(row)).name),
            log.recordedAt(row)};
}

/// Some to show, on events near the end of the log.
void writeSome(Stage &stage) {
    const char *texts[] = {"Customer called: paid twice, first transfer on Friday.", "Compare with the order before.",
                           "Why is the limit lower here than in the contract?", ""};
    const char *tags[] = {"payment late", "odd", "limit question", ""};
    for (int i = 0; i < 4; ++i) {
        const NotedEvent event = eventAt(stage, 3 + 2 * static_cast<std::uint64_t>(i));
        ui::NoteBook &book = notes(stage).book();
        (void)book.setText(event, QString::fromUtf8(texts[i]), 1000 + i);
        (void)book.setTags(event, QString::fromUtf8(tags[i]));
        if (i % 3 == 0) (void)book.setBookmarked(event, true);
    }
    stage.window().pages()->showLog();
    stage.showRowAt(1);
}

bool showsEvent(Stage &stage) { return stage.showsEvent() && notes(stage).editor()->event(); }

void writeHere(Stage &stage) {
    ui::NoteEditor *editor = notes(stage).editor();
    (void)notes(stage).book().setText(*editor->event(),
                                      QStringLiteral("The payment service was down from 11:58 to 12:04.\n"
                                                     "Asked the team whether this was retried."),
                                      2000);
    (void)notes(stage).book().setTags(*editor->event(), QStringLiteral("incident payment"));
    (void)notes(stage).book().setBookmarked(*editor->event(), true);
}

void showAll(Stage &stage) {
    notes(stage).showAll();
    notes(stage).page()->table()->selectRow(0);
}

void showExport(Stage &stage) {
    QToolButton *button = notes(stage).page()->exportButton();
    button->menu()->popup(button->mapToGlobal(QPoint(0, button->height())));
}

void showNoMatch(Stage &stage) {
    notes(stage).page()->exportButton()->menu()->close();
    notes(stage).page()->search()->setText(QStringLiteral("#nobody"));
}

void leave(Stage &stage) {
    notes(stage).page()->search()->clear();
    stage.window().pages()->close(notes(stage).page());
    stage.window().pages()->showLog();
    stage.window().session()->undoStack().setIndex(0);
}

constexpr Shot kNotes[] = {{"notes-none", showNone, isLoaded},
                           {"", writeSome, showsEvent},
                           {"note", writeHere, atOnce},
                           {"notes", showAll, atOnce},
                           {"notes-export", showExport, atOnce},
                           {"notes-no-match", showNoMatch, atOnce},
                           {"", leave, showsEvent}};

} // namespace

Chapter noteShots() { return {kNotes}; }

} // namespace eventscope::gui
