// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/connection_test.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

class Banner;
class ConnectionEditor;
class ConnectionTree;
class Connections;
class EmptyState;

/// The manager of connections: finds, opens, makes, changes, duplicates, moves, tests and deletes them. GUI thread.
class ConnectionsDialog final : public QDialog {
    Q_OBJECT

  public:
    ConnectionsDialog(Workers &workers, const Theme &theme, Connections &connections, ConnectionTest::Tester tester,
                      QWidget *parent = nullptr);

    [[nodiscard]] ConnectionTree *tree() const { return m_tree; }
    [[nodiscard]] ConnectionTest *test() const { return m_test; }
    /// The editor that is open; null: none.
    [[nodiscard]] ConnectionEditor *editor() const;
    /// Opens the editor on a new connection, with `address` filled in.
    void addNew(const QString &address = {});
    /// Opens the editor on a connection of the book.
    void editNamed(const QString &name);

  Q_SIGNALS:
    void openRequested(const QString &name);

  private:
    [[nodiscard]] QWidget *makeButtons();
    [[nodiscard]] QPushButton *button(const QString &text, QLatin1String iconName, const QString &tip);
    void edit(const Connection &connection, const QString &editing);
    void duplicateCurrent();
    void removeCurrent();
    void undoRemoval();
    void showMoveMenu();
    void moveCurrent(const QString &folder);
    void testCurrent();
    void openCurrent();
    void showState();
    void showWaiting();
    void handleBanner();
    void report(const Result<void> &outcome);

    Workers &m_workers;
    const Theme &m_theme;
    Connections &m_connections;
    const ConnectionTest::Tester m_tester;
    QLineEdit *m_search;
    ConnectionTree *m_tree;
    EmptyState *m_empty;
    Banner *m_banner;
    ConnectionTest *m_test;
    QPushButton *m_edit = nullptr;
    QPushButton *m_duplicate = nullptr;
    QPushButton *m_move = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_open = nullptr;
    std::optional<Connection> m_removed; ///< what undoing brings back
};

} // namespace eventscope::ui
