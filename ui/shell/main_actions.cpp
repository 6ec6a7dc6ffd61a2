// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_actions.h"

#include "ui/shell/action_ids.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include <initializer_list>

namespace eventscope::ui {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Actions", text); }

void addMenu(QMenuBar &bar, const ActionRegistry &registry, const QString &title,
             std::initializer_list<QLatin1String> ids) {
    QMenu *menu = bar.addMenu(title);
    for (const QLatin1String id : ids) {
        if (id.isEmpty())
            menu->addSeparator();
        else
            menu->addAction(registry.action(id));
    }
}

void addFileActions(ActionRegistry &registry) {
    registry.add(actions::kOpenFile,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Open a File\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Open a store or a file of events, read-only"))},
                 QKeySequence::Open, QLatin1String("open"));
    registry.add(actions::kOpenSample,
                 {say(QT_TRANSLATE_NOOP("Actions", "Open the &Sample Store")),
                  say(QT_TRANSLATE_NOOP("Actions", "Open the sample store; it is made when it is not there yet"))},
                 {}, QLatin1String("sample"));
    registry.add(actions::kConnections,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Connections\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Find, open, make and change connections to stores"))},
                 Qt::CTRL | Qt::SHIFT | Qt::Key_O, QLatin1String("connect"));
    registry.add(actions::kNewConnection,
                 {say(QT_TRANSLATE_NOOP("Actions", "&New Connection\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Make a connection: a store by name, with its environment"))},
                 QKeySequence::New, QLatin1String("add"));
    registry.add(actions::kExport,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Export All Shown\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Write all events that the log shows to a file"))},
                 Qt::CTRL | Qt::Key_E);
    registry.add(actions::kExportSelected,
                 {say(QT_TRANSLATE_NOOP("Actions", "E&xport the Selected\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Write the events that are selected in the log to a file"))},
                 Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    registry.add(actions::kCloseStore,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Close the Store")),
                  say(QT_TRANSLATE_NOOP("Actions", "Close the store of the page in front with all its pages"))},
                 Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    registry
        .add(actions::kRestoreStores,
             {say(QT_TRANSLATE_NOOP("Actions", "&Restore Stores at Start")),
              say(QT_TRANSLATE_NOOP("Actions", "Open the stores and pages of now again when the program starts next"))})
        ->setCheckable(true);
    registry.add(actions::kQuit,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Quit")),
                  say(QT_TRANSLATE_NOOP("Actions", "Close the window and end the program"))},
                 QKeySequence::Quit);
}

/// Both keys, since a page may need one of them itself.
void addTabActions(ActionRegistry &registry) {
    registry
        .add(actions::kNextTab, {say(QT_TRANSLATE_NOOP("Actions", "Ne&xt Tab")),
                                 say(QT_TRANSLATE_NOOP("Actions", "Bring the page of the next tab to the front"))})
        ->setShortcuts({Qt::CTRL | Qt::Key_PageDown, Qt::CTRL | Qt::Key_Tab});
    registry
        .add(actions::kPreviousTab,
             {say(QT_TRANSLATE_NOOP("Actions", "Previo&us Tab")),
              say(QT_TRANSLATE_NOOP("Actions", "Bring the page of the tab before to the front"))})
        ->setShortcuts({Qt::CTRL | Qt::Key_PageUp, Qt::CTRL | Qt::SHIFT | Qt::Key_Tab});
    registry.add(actions::kMoveAcross,
                 {say(QT_TRANSLATE_NOOP("Actions", "Show &Beside the Others")),
                  say(QT_TRANSLATE_NOOP("Actions", "Move the page in front to the other side, so that two stand side "
                                                   "by side; the other way round to have one side again"))},
                 Qt::CTRL | Qt::Key_Backslash);
}

void addEditActions(ActionRegistry &registry) {
    registry.add(actions::kUndo,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Undo")),
                  say(QT_TRANSLATE_NOOP("Actions", "Take back the last change of notes, bookmarks or saved filters"))},
                 Qt::CTRL | Qt::Key_Z, QLatin1String("undo"));
    registry.add(actions::kRedo,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Redo")), say(QT_TRANSLATE_NOOP("Actions", "Make a change again"))},
                 Qt::CTRL | Qt::SHIFT | Qt::Key_Z, QLatin1String("redo"));
    registry.add(actions::kBookmark,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Bookmark the Event")),
                  say(QT_TRANSLATE_NOOP("Actions", "Bookmark the event that is chosen, or take the bookmark away"))},
                 Qt::CTRL | Qt::Key_B, QLatin1String("star"));
    registry.add(actions::kWriteNote,
                 {say(QT_TRANSLATE_NOOP("Actions", "Write a &Note")),
                  say(QT_TRANSLATE_NOOP("Actions", "Write down what you found out about the event that is chosen"))},
                 Qt::CTRL | Qt::SHIFT | Qt::Key_N, QLatin1String("note"));
}

void addGoActions(ActionRegistry &registry) {
    registry.add(actions::kBack,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Back")),
                  say(QT_TRANSLATE_NOOP("Actions", "Move the cursor back to where it was before"))},
                 Qt::ALT | Qt::Key_Left, QLatin1String("back"));
    registry.add(actions::kForward,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Forward")),
                  say(QT_TRANSLATE_NOOP("Actions", "Move the cursor forward again"))},
                 Qt::ALT | Qt::Key_Right, QLatin1String("forward"));
    registry.add(actions::kHead,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Head")),
                  say(QT_TRANSLATE_NOOP("Actions", "Return to the head of the log and see it live"))},
                 Qt::Key_Home, QLatin1String("head"));
    registry.add(actions::kGoTo,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Go to\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Go to a position, a time or a stream, or run a command"))},
                 Qt::CTRL | Qt::Key_K, QLatin1String("search"));
    registry.add(actions::kShowLog,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Log")), say(QT_TRANSLATE_NOOP("Actions", "Show all events"))},
                 Qt::CTRL | Qt::Key_1, QLatin1String("log"));
    registry.add(actions::kShowNotes,
                 {say(QT_TRANSLATE_NOOP("Actions", "N&otes")),
                  say(QT_TRANSLATE_NOOP("Actions", "Show all your notes and bookmarks on events of this store"))},
                 Qt::CTRL | Qt::Key_2, QLatin1String("note"));
    registry.add(actions::kShowProjections,
                 {say(QT_TRANSLATE_NOOP("Actions", "P&rojections")),
                  say(QT_TRANSLATE_NOOP("Actions", "See how far projections are, run, rebuild and examine them"))},
                 Qt::CTRL | Qt::Key_3, QLatin1String("projection"));
    registry.add(actions::kShowProcesses,
                 {say(QT_TRANSLATE_NOOP("Actions", "Pro&cesses")),
                  say(QT_TRANSLATE_NOOP("Actions", "See where the instances of process managers stand"))},
                 Qt::CTRL | Qt::Key_4, QLatin1String("process"));
    registry.add(actions::kShowPrivacy,
                 {say(QT_TRANSLATE_NOOP("Actions", "Pri&vacy")),
                  say(QT_TRANSLATE_NOOP("Actions", "Find a person's data, show it, forget it, and prove it"))},
                 Qt::CTRL | Qt::Key_5, QLatin1String("key"));
    registry.add(actions::kFilter,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Filter the Log")),
                  say(QT_TRANSLATE_NOOP("Actions", "Write what the events to show have in common"))},
                 Qt::CTRL | Qt::Key_L, QLatin1String("filter"));
    registry
        .add(actions::kPause,
             {say(QT_TRANSLATE_NOOP("Actions", "&Pause the Log")),
              say(QT_TRANSLATE_NOOP("Actions", "Keep the log where it is while events come; nothing is lost"))},
             Qt::CTRL | Qt::Key_F5, QLatin1String("pause"))
        ->setCheckable(true);
    registry.add(actions::kStatistics,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Statistics of the Log")),
                  say(QT_TRANSLATE_NOOP("Actions", "Show or hide types, streams, sizes and rates of what is shown"))},
                 Qt::CTRL | Qt::Key_I, QLatin1String("statistics"));
    registry.add(
        actions::kCloseTab,
        {say(QT_TRANSLATE_NOOP("Actions", "Close &Tab")), say(QT_TRANSLATE_NOOP("Actions", "Close the page in front"))},
        QKeySequence(Qt::CTRL | Qt::Key_W));
    addTabActions(registry);
    registry.add(actions::kNextPane,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Next Pane")),
                  say(QT_TRANSLATE_NOOP("Actions", "Move the keyboard to the next part of the window"))},
                 Qt::Key_F6);
}

void addTimeActions(ActionRegistry &registry) {
    auto *styles = new QActionGroup(&registry);
    const ActionRegistry::Words words[] = {
        {say(QT_TRANSLATE_NOOP("Actions", "Times in UT&C")),
         say(QT_TRANSLATE_NOOP("Actions", "Show times in UTC, as they are stored"))},
        {say(QT_TRANSLATE_NOOP("Actions", "L&ocal Times")),
         say(QT_TRANSLATE_NOOP("Actions", "Show times in the time zone of this computer"))},
        {say(QT_TRANSLATE_NOOP("Actions", "&Relative Times")),
         say(QT_TRANSLATE_NOOP("Actions", "Show how long ago something was"))}};
    const QLatin1String ids[] = {actions::kTimesUtc, actions::kTimesLocal, actions::kTimesRelative};
    for (std::size_t i = 0; i < std::size(ids); ++i) {
        QAction *action = registry.add(ids[i], words[i]);
        action->setCheckable(true);
        styles->addAction(action);
    }
}

void addViewActions(ActionRegistry &registry) {
    registry.add(actions::kEvidence,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Why Read-only")),
                  say(QT_TRANSLATE_NOOP("Actions", "Show why nothing here can change the store"))},
                 {}, QLatin1String("lock"));
    registry.add(actions::kNavigator, {say(QT_TRANSLATE_NOOP("Actions", "&Navigator")),
                                       say(QT_TRANSLATE_NOOP("Actions", "Show or hide categories and streams"))});
    registry.add(actions::kInspector, {say(QT_TRANSLATE_NOOP("Actions", "&Inspector")),
                                       say(QT_TRANSLATE_NOOP("Actions", "Show or hide the event in the front"))});
    registry.add(actions::kTimeline, {say(QT_TRANSLATE_NOOP("Actions", "&Timeline")),
                                      say(QT_TRANSLATE_NOOP("Actions", "Show or hide the histogram of the log"))});
    registry.add(actions::kDefaultLayout,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Default Layout")),
                  say(QT_TRANSLATE_NOOP("Actions", "Put all parts of the window back where they were"))});
    registry
        .add(actions::kMasked,
             {say(QT_TRANSLATE_NOOP("Actions", "&Mask Personal Values")),
              say(QT_TRANSLATE_NOOP("Actions", "Before an audience: no personal value is shown, searched, counted, "
                                               "copied or exported"))},
             Qt::CTRL | Qt::SHIFT | Qt::Key_M, QLatin1String("eye"))
        ->setCheckable(true);
    registry.add(actions::kLockVaults,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Lock Personal Data")),
                  say(QT_TRANSLATE_NOOP("Actions", "Put away the keys of all open stores; after 15 minutes without a "
                                                   "key or a click this happens by itself"))},
                 Qt::CTRL | Qt::SHIFT | Qt::Key_L, QLatin1String("lock"));
    registry.add(actions::kUnlockVault,
                 {say(QT_TRANSLATE_NOOP("Actions", "Unloc&k Personal Data\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Ask for the passphrase of the vault of this store"))},
                 Qt::CTRL | Qt::SHIFT | Qt::Key_U, QLatin1String("unlock"));
    registry.add(actions::kChooseVault,
                 {say(QT_TRANSLATE_NOOP("Actions", "Choose Another &Vault\u2026")),
                  say(QT_TRANSLATE_NOOP("Actions", "Read this store with a vault that lies elsewhere, until the store "
                                                   "is closed"))},
                 {}, QLatin1String("key"));
    registry
        .add(actions::kFullScreen,
             {say(QT_TRANSLATE_NOOP("Actions", "F&ull Screen")),
              say(QT_TRANSLATE_NOOP("Actions", "Use the whole screen"))},
             Qt::Key_F11)
        ->setCheckable(true);
    auto *schemes = new QActionGroup(&registry);
    const ActionRegistry::Words words[] = {
        {say(QT_TRANSLATE_NOOP("Actions", "&System Colours")),
         say(QT_TRANSLATE_NOOP("Actions", "Light or dark as the desktop is"))},
        {say(QT_TRANSLATE_NOOP("Actions", "&Light")), say(QT_TRANSLATE_NOOP("Actions", "Dark text on light ground"))},
        {say(QT_TRANSLATE_NOOP("Actions", "&Dark")), say(QT_TRANSLATE_NOOP("Actions", "Light text on dark ground"))}};
    const QLatin1String ids[] = {actions::kSchemeSystem, actions::kSchemeLight, actions::kSchemeDark};
    for (std::size_t i = 0; i < std::size(ids); ++i) {
        QAction *action = registry.add(ids[i], words[i]);
        action->setCheckable(true);
        schemes->addAction(action);
    }
    registry
        .add(actions::kHighContrast,
             {say(QT_TRANSLATE_NOOP("Actions", "&High Contrast")),
              say(QT_TRANSLATE_NOOP("Actions", "Black on white or white on black, with strong outlines"))})
        ->setCheckable(true);
}

void addHelpActions(ActionRegistry &registry) {
    registry.add(actions::kHelp,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Help on This Page")),
                  say(QT_TRANSLATE_NOOP("Actions", "Explain the page in front, with pictures"))},
                 QKeySequence(Qt::Key_F1), QLatin1String("info"));
    registry
        .add(actions::kShortcuts,
             {say(QT_TRANSLATE_NOOP("Actions", "&Keyboard Shortcuts")),
              say(QT_TRANSLATE_NOOP("Actions", "List every key by the place where it works"))},
             Qt::CTRL | Qt::Key_Slash)
        ->setShortcuts({Qt::CTRL | Qt::Key_Slash, Qt::CTRL | Qt::Key_Question});
    registry.add(actions::kGuide,
                 {say(QT_TRANSLATE_NOOP("Actions", "&Two-Minute Look at the Sample")),
                  say(QT_TRANSLATE_NOOP("Actions", "Find the account below zero, step by step, with a list to tick"))},
                 {}, QLatin1String("sample"));
    registry.add(actions::kAbout, {say(QT_TRANSLATE_NOOP("Actions", "&About Eventscope")),
                                   say(QT_TRANSLATE_NOOP("Actions", "Show the version and the licence"))});
}

} // namespace

void addMainActions(ActionRegistry &registry) {
    addFileActions(registry);
    addEditActions(registry);
    addGoActions(registry);
    addViewActions(registry);
    addHelpActions(registry);
    addTimeActions(registry);
}

void fillMenus(QMenuBar &bar, const ActionRegistry &registry) {
    using namespace actions;
    constexpr QLatin1String kLine;
    addMenu(bar, registry, say(QT_TRANSLATE_NOOP("Actions", "&File")),
            {kOpenFile, kOpenSample, kLine, kConnections, kNewConnection, kLine, kExport, kExportSelected, kLine,
             kRestoreStores, kLine, kCloseStore, kQuit});
    addMenu(bar, registry, say(QT_TRANSLATE_NOOP("Actions", "&Edit")), {kUndo, kRedo, kLine, kBookmark, kWriteNote});
    addMenu(bar, registry, say(QT_TRANSLATE_NOOP("Actions", "&Go")),
            {kBack, kForward, kHead, kLine, kGoTo, kShowLog, kShowNotes, kShowProjections, kShowProcesses, kShowPrivacy,
             kFilter, kPause, kStatistics, kLine, kNextTab, kPreviousTab, kCloseTab, kNextPane});
    addMenu(bar, registry, say(QT_TRANSLATE_NOOP("Actions", "&View")),
            {kNavigator,    kInspector,     kTimeline,   kMoveAcross,   kDefaultLayout, kLine,
             kSchemeSystem, kSchemeLight,   kSchemeDark, kHighContrast, kLine,          kTimesUtc,
             kTimesLocal,   kTimesRelative, kLine,       kEvidence,     kMasked,        kLockVaults,
             kUnlockVault,  kChooseVault,   kLine,       kFullScreen});
    addMenu(bar, registry, say(QT_TRANSLATE_NOOP("Actions", "&Help")),
            {kHelp, kShortcuts, kLine, kGuide, kLine, kAbout});
}

} // namespace eventscope::ui
