// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections_dialog.h"
#include "ui/connections/password_asker.h"
#include "ui/connections/password_dialog.h"

namespace eventscope::gui {

namespace {

const QString kUnreachable = QStringLiteral("Shop staging");

void nothing(Stage &) {}

bool bookIsRead(Stage &stage) { return !stage.connections().isChanging(); }

void showManager(Stage &stage) { stage.window().showConnections()->tree()->setCurrentName(kUnreachable); }

bool showsManager(Stage &stage) { return stage.connectionsDialog() && stage.connectionsDialog()->isVisible(); }

void edit(Stage &stage) { stage.connectionsDialog()->editNamed(kUnreachable); }

bool showsEditor(Stage &stage) { return stage.connectionEditor() && stage.connectionEditor()->isVisible(); }

void test(Stage &stage) { stage.connectionEditor()->test()->start(stage.connectionEditor()->connection()); }

bool isTested(Stage &stage) { return stage.connectionEditor()->test()->outcome().has_value(); }

void closeEditor(Stage &stage) { stage.connectionEditor()->close(); }

bool editorIsClosed(Stage &stage) { return !stage.connectionEditor(); }

void closeManager(Stage &stage) { stage.connectionsDialog()->close(); }

bool managerIsClosed(Stage &stage) { return !stage.connectionsDialog(); }

void editStore(Stage &stage) {
    ui::ConnectionsDialog *dialog = stage.window().showConnections();
    dialog->tree()->setCurrentName(QStringLiteral("Shop"));
    dialog->editNamed(QStringLiteral("Shop"));
}

bool storeIsTested(Stage &stage) {
    if (!showsEditor(stage)) return false;
    if (!stage.connectionEditor()->test()->isRunning() && !isTested(stage)) test(stage);
    return isTested(stage);
}

void ask(Stage &stage) { stage.askForPassword(); }

bool isAsked(Stage &stage) {
    ui::PasswordAsker *asker = stage.window().opener().passwords();
    return asker->dialog() && asker->dialog()->isVisible();
}

void stopAsking(Stage &stage) { stage.stopAsking(); }

bool askedNoMore(Stage &stage) { return !stage.window().opener().passwords()->dialog(); }

constexpr Shot kWelcome[] = {{"welcome", nothing, bookIsRead}};

constexpr Shot kConnections[] = {{"connections", showManager, showsManager},
                                 {"connection-editor", edit, showsEditor},
                                 {"connection-test-bad", test, isTested},
                                 {"", closeEditor, editorIsClosed},
                                 {"", closeManager, managerIsClosed},
                                 {"password", ask, isAsked},
                                 {"", stopAsking, askedNoMore}};

constexpr Shot kConnectionTest[] = {{"connection-test-good", editStore, storeIsTested},
                                    {"", closeEditor, editorIsClosed},
                                    {"", closeManager, managerIsClosed}};

} // namespace

Chapter welcomeShots() { return {kWelcome, false}; }

Chapter connectionShots() { return {kConnections, false}; }

Chapter connectionTestShots() { return {kConnectionTest}; }

} // namespace eventscope::gui
