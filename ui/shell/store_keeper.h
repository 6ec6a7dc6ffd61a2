// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QSet>
#include <QStringList>

namespace eventscope::ui {

class MainWindow;
class MissingStores;
class Settings;
class StoreView;

/// Which stores are open, from one start of the window to the next: their addresses and names of connections are in the
/// settings; what their pages show, which can be personal, each store's PageMemory keeps. GUI thread.
class StoreKeeper final : public QObject {
    Q_OBJECT

  public:
    /// All references outlive it. What is open from now on is kept, unless the settings say otherwise.
    StoreKeeper(MainWindow &window, Settings &settings, MissingStores &missing);

    /// Opens what was open last, in the background; one that cannot be opened is said among `missing`, and kept for the
    /// next time until the user forgets it. Nothing where the settings say so.
    void restore();
    /// False: this store is none of those that were open last, so it is for others to say why it could not be opened.
    bool noteFailure(const QString &name, const Error &error);

  private:
    void handleAdded(StoreView *store);
    void handleEnded(const QString &name);
    void handleRestored(const StoreView *store);
    void settle();
    void forget(const QString &name);
    void keep();
    [[nodiscard]] QStringList openNames() const;

    MainWindow &m_window;
    Settings &m_settings;
    MissingStores &m_missing;
    QStringList m_order;                  ///< in which those restored stood
    QString m_front;                      ///< the one of them that was in front
    QSet<QString> m_failing;              ///< said, and about to end
    QSet<QString> m_awaited;              ///< until they are opened, or are not
    QSet<const StoreView *> m_unfinished; ///< open, without their pages yet
};

} // namespace eventscope::ui
