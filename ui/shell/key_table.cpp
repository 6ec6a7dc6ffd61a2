// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_table.h"

#include "ui/shell/class_name.h"

#include <QCoreApplication>

#include <algorithm>

namespace eventscope::ui {

const std::vector<KeyRow> &keyTable() {
    using enum KeyPlace;
    static const std::vector<KeyRow> kRows{
        {Everywhere, "", "Tab", QT_TRANSLATE_NOOP("Keys", "To the next control")},
        {Everywhere, "", "Shift+Tab", QT_TRANSLATE_NOOP("Keys", "To the control before")},
        {Everywhere, "", "Menu", QT_TRANSLATE_NOOP("Keys", "The menu of the current row or value")},
        {Log, "", "Return", QT_TRANSLATE_NOOP("Keys", "Open the stream of the event")},
        {Log, "", "Ctrl+C", QT_TRANSLATE_NOOP("Keys", "Copy the selected rows")},
        {Log, "", "End", QT_TRANSLATE_NOOP("Keys", "To the last event, and follow the head")},
        {Log, "QTableView", "Ctrl+Shift+C", QT_TRANSLATE_NOOP("Keys", "Copy the selected events as\u2026")},
        {Log, "LogPage", "Ctrl+F", QT_TRANSLATE_NOOP("Keys", "Find in what is shown")},
        {Log, "LogPage", "F3", QT_TRANSLATE_NOOP("Keys", "Next match")},
        {Log, "LogPage", "Shift+F3", QT_TRANSLATE_NOOP("Keys", "Previous match")},
        {Filter, "", "Return", QT_TRANSLATE_NOOP("Keys", "Show what matches")},
        {Filter, "", "Ctrl+Space", QT_TRANSLATE_NOOP("Keys", "Offer what can come next")},
        {Filter, "", "Esc", QT_TRANSLATE_NOOP("Keys", "Undo what was typed, then back to the events")},
        {Filter, "", "Alt+Down", QT_TRANSLATE_NOOP("Keys", "Filters used before")},
        {Filter, "FilterBar", "Ctrl+S", QT_TRANSLATE_NOOP("Keys", "Save this filter")},
        {Saved, "", "Return", QT_TRANSLATE_NOOP("Keys", "Show what matches")},
        {Saved, "", "F2", QT_TRANSLATE_NOOP("Keys", "Rename")},
        {Saved, "", "Ctrl+C", QT_TRANSLATE_NOOP("Keys", "Copy the filter")},
        {Saved, "", "Del", QT_TRANSLATE_NOOP("Keys", "Delete the saved filter")},
        {Find, "FindBar", "Shift+Return", QT_TRANSLATE_NOOP("Keys", "Previous match")},
        {Find, "FindBar", "Esc", QT_TRANSLATE_NOOP("Keys", "Close the find bar")},
        {Inspector, "", "Ctrl+C", QT_TRANSLATE_NOOP("Keys", "Copy the selected value")},
        {Inspector, "", "Ctrl+Shift+C", QT_TRANSLATE_NOOP("Keys", "Copy the whole text or all bytes")},
        {Inspector, "", "Return", QT_TRANSLATE_NOOP("Keys", "Go to the cause or effect")},
        {Note, "", "Esc", QT_TRANSLATE_NOOP("Keys", "Back from the note to the events")},
        {Note, "", "Ctrl+Space", QT_TRANSLATE_NOOP("Keys", "Offer tags in use")},
        {Notes, "", "Return", QT_TRANSLATE_NOOP("Keys", "Go to the event of the note")},
        {Notes, "", "Del", QT_TRANSLATE_NOOP("Keys", "Remove the selected notes")},
        {Projections, "ProjectionsPage", "Ctrl+R", QT_TRANSLATE_NOOP("Keys", "Run")},
        {Projections, "ProjectionsPage", "Ctrl+Shift+R", QT_TRANSLATE_NOOP("Keys", "Stop")},
        {Projections, "ProjectionsPage", "F7", QT_TRANSLATE_NOOP("Keys", "Pause or resume")},
        {Projections, "ProjectionsPage", "Shift+F7", QT_TRANSLATE_NOOP("Keys", "Rebuild\u2026")},
        {Projections, "ProjectionsPage", "F4", QT_TRANSLATE_NOOP("Keys", "Find Drift")},
        {Projections, "ProjectionsPage", "Shift+F4", QT_TRANSLATE_NOOP("Keys", "Examine")},
        {Processes, "", "Left", QT_TRANSLATE_NOOP("Keys", "To the column before")},
        {Processes, "", "Right", QT_TRANSLATE_NOOP("Keys", "To the next column")},
        {Processes, "", "Return", QT_TRANSLATE_NOOP("Keys", "Go to the event of a message")},
        {Processes, "ProcessesPage", "Ctrl+R", QT_TRANSLATE_NOOP("Keys", "Run or stop")},
        {Processes, "ProcessesPage", "Ctrl+F", QT_TRANSLATE_NOOP("Keys", "Find a key")},
        {Privacy, "PrivacyPage", "Ctrl+F", QT_TRANSLATE_NOOP("Keys", "Find a person")},
        {Privacy, "", "Return", QT_TRANSLATE_NOOP("Keys", "Go to the event of a place, or to an erasure")},
        {Stream, "StepBar", "F10", QT_TRANSLATE_NOOP("Keys", "Next event")},
        {Stream, "StepBar", "Shift+F10", QT_TRANSLATE_NOOP("Keys", "Previous event")},
        {Stream, "StepBar", "Ctrl+F10", QT_TRANSLATE_NOOP("Keys", "First event")},
        {Stream, "StepBar", "Ctrl+Shift+F10", QT_TRANSLATE_NOOP("Keys", "Last event")},
        {Stream, "StepBar", "F5", QT_TRANSLATE_NOOP("Keys", "Play")},
        {Stream, "StreamPage", "Esc", QT_TRANSLATE_NOOP("Keys", "Stop playing")},
        {Stream, "StreamPage", "Space", QT_TRANSLATE_NOOP("Keys", "Stop playing")},
        {Stream, "StreamPage", "Ctrl+G", QT_TRANSLATE_NOOP("Keys", "Jump to a version, position or time")},
        {Stream, "StreamPage", "Ctrl+D", QT_TRANSLATE_NOOP("Keys", "Compare with another version")},
        {Stream, "StreamPage", "Ctrl+F", QT_TRANSLATE_NOOP("Keys", "Search in the state")},
        {Stream, "StreamPage", "F3", QT_TRANSLATE_NOOP("Keys", "Next match in the state")},
        {Stream, "StreamPage", "Shift+F3", QT_TRANSLATE_NOOP("Keys", "Previous match in the state")},
        {Stream, "StreamPage", "F8", QT_TRANSLATE_NOOP("Keys", "Next change of the watched value")},
        {Stream, "StreamPage", "Shift+F8", QT_TRANSLATE_NOOP("Keys", "Previous change of the watched value")},
        {Stream, "StreamPage", "Ctrl+Shift+C",
         QT_TRANSLATE_NOOP("Keys", "Copy the state, the changes or a command as\u2026")},
        {State, "", "F9", QT_TRANSLATE_NOOP("Keys", "Watch the selected value")},
        {State, "", "Shift+F9", QT_TRANSLATE_NOOP("Keys", "Plot the selected value over versions")},
        {State, "", "Ctrl+F9", QT_TRANSLATE_NOOP("Keys", "List all values of the selected place")},
        {State, "", "Ctrl+Shift+F9", QT_TRANSLATE_NOOP("Keys", "Ask at which versions a condition holds")},
        {State, "", "Ctrl+C", QT_TRANSLATE_NOOP("Keys", "Copy the selected value")},
        {State, "", "Return", QT_TRANSLATE_NOOP("Keys", "On the blame: go to the event that set the value")},
        {State, "SearchBar", "Shift+Return", QT_TRANSLATE_NOOP("Keys", "Previous match")},
        {State, "SearchBar", "Esc", QT_TRANSLATE_NOOP("Keys", "Close the search")},
        {State, "QLineEdit", "Esc", QT_TRANSLATE_NOOP("Keys", "In the version field: undo what was typed")},
        {Watched, "", "Return", QT_TRANSLATE_NOOP("Keys", "Plot the watched value")},
        {Watched, "", "Del", QT_TRANSLATE_NOOP("Keys", "Stop watching")},
        {Plot, "", "Left", QT_TRANSLATE_NOOP("Keys", "One version back; with Shift ten")},
        {Plot, "", "Right", QT_TRANSLATE_NOOP("Keys", "One version on; with Shift ten")},
        {Plot, "", "PgUp", QT_TRANSLATE_NOOP("Keys", "A tenth of what is seen back")},
        {Plot, "", "PgDown", QT_TRANSLATE_NOOP("Keys", "A tenth of what is seen on")},
        {Plot, "", "Home", QT_TRANSLATE_NOOP("Keys", "The first version that is seen")},
        {Plot, "", "End", QT_TRANSLATE_NOOP("Keys", "The last version that is seen")},
        {Plot, "", "+", QT_TRANSLATE_NOOP("Keys", "Zoom in")},
        {Plot, "", "-", QT_TRANSLATE_NOOP("Keys", "Zoom out")},
        {Plot, "", "0", QT_TRANSLATE_NOOP("Keys", "Show all versions")},
        {Timeline, "", "Left", QT_TRANSLATE_NOOP("Keys", "The cursor one bar back; with Shift ten")},
        {Timeline, "", "Right", QT_TRANSLATE_NOOP("Keys", "The cursor one bar on; with Shift ten")},
        {Timeline, "", "PgUp", QT_TRANSLATE_NOOP("Keys", "The cursor a tenth of what is seen back")},
        {Timeline, "", "PgDown", QT_TRANSLATE_NOOP("Keys", "The cursor a tenth of what is seen on")},
        {Timeline, "", "Home", QT_TRANSLATE_NOOP("Keys", "The cursor to the beginning of what is seen")},
        {Timeline, "", "End", QT_TRANSLATE_NOOP("Keys", "Back to the head")},
        {Timeline, "", "Ctrl+Left", QT_TRANSLATE_NOOP("Keys", "Mark a range to the left; with Shift ten bars")},
        {Timeline, "", "Ctrl+Right", QT_TRANSLATE_NOOP("Keys", "Mark a range to the right; with Shift ten bars")},
        {Timeline, "", "Return", QT_TRANSLATE_NOOP("Keys", "Zoom into the marked range")},
        {Timeline, "", "Esc", QT_TRANSLATE_NOOP("Keys", "Take the mark away")},
        {Timeline, "", "+", QT_TRANSLATE_NOOP("Keys", "Zoom in")},
        {Timeline, "", "-", QT_TRANSLATE_NOOP("Keys", "Zoom out")},
    };
    return kRows;
}

QString wordsOf(const KeyRow &row) { return QCoreApplication::translate("Keys", row.words); }

QString nameOf(KeyPlace place) {
    static constexpr const char *kNames[] = {QT_TRANSLATE_NOOP("Keys", "Everywhere"),
                                             QT_TRANSLATE_NOOP("Keys", "Log"),
                                             QT_TRANSLATE_NOOP("Keys", "Filter field"),
                                             QT_TRANSLATE_NOOP("Keys", "Saved filters"),
                                             QT_TRANSLATE_NOOP("Keys", "Find bar of the log"),
                                             QT_TRANSLATE_NOOP("Keys", "Inspector"),
                                             QT_TRANSLATE_NOOP("Keys", "Note in the inspector"),
                                             QT_TRANSLATE_NOOP("Keys", "Notes page"),
                                             QT_TRANSLATE_NOOP("Keys", "Projections page"),
                                             QT_TRANSLATE_NOOP("Keys", "Processes page"),
                                             QT_TRANSLATE_NOOP("Keys", "Privacy page"),
                                             QT_TRANSLATE_NOOP("Keys", "Stream page"),
                                             QT_TRANSLATE_NOOP("Keys", "State tree"),
                                             QT_TRANSLATE_NOOP("Keys", "Watched values"),
                                             QT_TRANSLATE_NOOP("Keys", "Plot of a value"),
                                             QT_TRANSLATE_NOOP("Keys", "Timeline")};
    return QCoreApplication::translate("Keys", kNames[static_cast<std::size_t>(place)]);
}

const KeyRow *rowOf(const QObject &owner, const QKeySequence &keys) {
    const QByteArray name = className(owner);
    const auto &rows = keyTable();
    const auto found = std::ranges::find_if(
        rows, [&](const KeyRow &row) { return name == row.widget && QKeySequence(QLatin1String(row.keys)) == keys; });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace eventscope::ui
