// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QListWidget;

namespace eventscope::ui {

/// Where the window begins without a store: the sample, a file, a server, what was open lately.
class WelcomePage final : public QWidget {
    Q_OBJECT

  public:
    explicit WelcomePage(QWidget *parent = nullptr);

    /// Addresses, latest first.
    void setRecents(const QStringList &addresses);

  Q_SIGNALS:
    void sampleRequested();
    void openFileRequested();
    void openRequested(const QString &address);
    void forgetRequested(const QString &address);

  private:
    [[nodiscard]] QWidget *makeActions();
    [[nodiscard]] QWidget *makeServer();
    [[nodiscard]] QWidget *makeRecents();
    void connectToServer();

    QLineEdit *m_server;
    QListWidget *m_recents;
    QWidget *m_recentsPart;
};

} // namespace eventscope::ui
