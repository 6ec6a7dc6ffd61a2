// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QSet>
#include <QTreeView>

class QSortFilterProxyModel;

namespace eventscope::ui {

class ConnectionModel;
class Connections;

/// The tree of connections, wherever it is shown: opens by Enter and double-click, folders stay as they were left.
class ConnectionTree final : public QTreeView {
    Q_OBJECT

  public:
    ConnectionTree(const Connections &connections, const Theme &theme, QWidget *parent = nullptr);

    /// Only the name and the environment, without a header, for where room is short.
    void setBrief();
    void setSearch(const QString &text);
    /// Of the connection that is current; empty: none, or a folder.
    [[nodiscard]] QString currentName() const;
    /// The folder that is current, or that the current connection is in.
    [[nodiscard]] QString currentFolder() const;
    void setCurrentName(const QString &name);
    /// How many connections are in sight.
    [[nodiscard]] int shownCount() const;
    /// The same with their folders.
    [[nodiscard]] int shownRows() const;

  Q_SIGNALS:
    void connectionActivated(const QString &name);
    void currentNameChanged();

  protected:
    void changeEvent(QEvent *event) override;

  private:
    void fill();
    void restoreFolders();
    [[nodiscard]] QModelIndex indexOf(const QString &name) const;

    const Connections &m_connections;
    ConnectionModel *m_model;
    QSortFilterProxyModel *m_filter;
    QSet<QString> m_closed; ///< folders that the user closed
    bool m_isFilling = false;
};

} // namespace eventscope::ui
