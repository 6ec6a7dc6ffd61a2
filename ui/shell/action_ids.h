// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace eventscope::ui::actions {

/// Names of everything the user can do; menus, the toolbar and the palette ask the registry for them.
inline constexpr QLatin1String kOpenFile("file.open");
inline constexpr QLatin1String kOpenSample("file.sample");
inline constexpr QLatin1String kConnections("file.connections");
inline constexpr QLatin1String kNewConnection("file.new-connection");
inline constexpr QLatin1String kCloseStore("file.close");
inline constexpr QLatin1String kExport("file.export");
inline constexpr QLatin1String kExportSelected("file.export-selected");
inline constexpr QLatin1String kRestoreStores("file.restore-stores");
inline constexpr QLatin1String kQuit("file.quit");
inline constexpr QLatin1String kUndo("edit.undo");
inline constexpr QLatin1String kRedo("edit.redo");
inline constexpr QLatin1String kBookmark("edit.bookmark");
inline constexpr QLatin1String kWriteNote("edit.note");
inline constexpr QLatin1String kShowNotes("go.notes");
inline constexpr QLatin1String kShowProjections("go.projections");
inline constexpr QLatin1String kShowProcesses("go.processes");
inline constexpr QLatin1String kShowPrivacy("go.privacy");
inline constexpr QLatin1String kBack("cursor.back");
inline constexpr QLatin1String kForward("cursor.forward");
inline constexpr QLatin1String kHead("cursor.head");
inline constexpr QLatin1String kGoTo("go.to");
inline constexpr QLatin1String kShowLog("go.log");
inline constexpr QLatin1String kFilter("go.filter");
inline constexpr QLatin1String kPause("log.pause");
inline constexpr QLatin1String kStatistics("log.statistics");
inline constexpr QLatin1String kCloseTab("tab.close");
inline constexpr QLatin1String kNextTab("tab.next");
inline constexpr QLatin1String kPreviousTab("tab.previous");
inline constexpr QLatin1String kMoveAcross("tab.across");
inline constexpr QLatin1String kNextPane("view.next-pane");
inline constexpr QLatin1String kEvidence("view.evidence");
inline constexpr QLatin1String kMasked("view.masked");
inline constexpr QLatin1String kLockVaults("view.lock-vaults");
inline constexpr QLatin1String kUnlockVault("view.unlock-vault");
inline constexpr QLatin1String kChooseVault("view.choose-vault");
inline constexpr QLatin1String kNavigator("view.navigator");
inline constexpr QLatin1String kInspector("view.inspector");
inline constexpr QLatin1String kTimeline("view.timeline");
inline constexpr QLatin1String kDefaultLayout("view.default-layout");
inline constexpr QLatin1String kFullScreen("view.full-screen");
inline constexpr QLatin1String kSchemeSystem("view.scheme-system");
inline constexpr QLatin1String kSchemeLight("view.scheme-light");
inline constexpr QLatin1String kSchemeDark("view.scheme-dark");
inline constexpr QLatin1String kHighContrast("view.high-contrast");
inline constexpr QLatin1String kTimesUtc("view.times-utc");
inline constexpr QLatin1String kTimesLocal("view.times-local");
inline constexpr QLatin1String kTimesRelative("view.times-relative");
inline constexpr QLatin1String kHelp("help.page");
inline constexpr QLatin1String kShortcuts("help.shortcuts");
inline constexpr QLatin1String kGuide("help.guide");
inline constexpr QLatin1String kAbout("help.about");

} // namespace eventscope::ui::actions
