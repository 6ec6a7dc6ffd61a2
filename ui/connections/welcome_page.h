// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QMenu;
class QLabel;

namespace eventscope::ui {

class ConnectionTree;
class Connections;

/// Where the window begins without a store: the sample, a file, a server, the connections, what was open lately.
class WelcomePage final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    WelcomePage(const Connections &connections, const Theme &theme, QWidget *parent = nullptr);

    /// Addresses, and connections as "@NAME", latest first.
    void setRecents(const QStringList &names);
    [[nodiscard]] ConnectionTree *tree() const { return m_tree; }

    /// Says that files that are over the window now can be dropped.
    void setDropHint(bool areFilesThere);

  Q_SIGNALS:
    void sampleRequested();
    /// The user wants to be led through the sample.
    void guideRequested();
    void openFileRequested();
    /// An address, or a connection as "@NAME".
    void openRequested(const QString &name);
    void forgetRequested(const QString &name);
    void connectionsRequested();
    void newConnectionRequested(const QString &address);

  private:
    [[nodiscard]] QWidget *makeActions();
    [[nodiscard]] QWidget *makeServer();
    [[nodiscard]] QWidget *makeConnections();
    [[nodiscard]] QWidget *makeRecents();
    [[nodiscard]] QString typedAddress() const;
    void showConnections();
    void showRecents();
    [[nodiscard]] QString recentText(const QString &name, const QString &folder) const;
    void fillRecentMenu(QMenu &menu, const QListWidgetItem *item);

    const Connections &m_connections;
    const Theme &m_theme;
    QLineEdit *m_server;
    ConnectionTree *m_tree;
    QLabel *m_treeProblem;
    QListWidget *m_recents;
    QLabel *m_promise;
    QStringList m_recentNames;
    QWidget *m_connectionsPart;
    QWidget *m_recentsPart;
};

} // namespace eventscope::ui
