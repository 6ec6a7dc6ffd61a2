// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QStringList>

namespace eventscope::ui {

class MainWindow;
class Settings;
class StoreView;

/// Which stores are open, from one start of the window to the next: their addresses and names of connections are in the
/// settings; what their pages show, which can be personal, each store's PageMemory keeps. GUI thread.
class StoreKeeper final : public QObject {
    Q_OBJECT

  public:
    /// All references outlive it. What is open from now on is kept, unless the settings say otherwise.
    StoreKeeper(MainWindow &window, Settings &settings);

    /// Opens what was open last, in the background; one that cannot be opened is said, and left out the next time.
    /// Nothing where the settings say so.
    void restore();

  private:
    void handleAdded(StoreView *store);
    void handleEnded(const QString &name);
    void keep();

    MainWindow &m_window;
    Settings &m_settings;
    QStringList m_order; ///< in which those restored stood
    QString m_front;     ///< the one of them that was in front
    QSet<QString> m_awaited;
};

} // namespace eventscope::ui
