// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/open_session.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

class QFileDialog;

namespace eventscope::ui {

class MainWindow;
class StoreView;

/// Has the user choose another vault for the store in front, asks for what opens it, and shows the store anew with it,
/// until it is closed. GUI thread.
class VaultChoice final : public QObject {
    Q_OBJECT

  public:
    /// Both outlive it; `window` is its parent.
    VaultChoice(MainWindow &window, const Theme &theme);

    /// REQUIRES: a store is open.
    void choose();
    /// The one that asks for the file; null: none.
    [[nodiscard]] QFileDialog *dialog() const { return m_dialog; }

  Q_SIGNALS:
    /// The file that was chosen is no vault of this store, or none at all.
    void refused(const QString &why);

  private:
    void look(const QString &path);
    void unlock(const OpenedStore &opened);

    MainWindow &m_window;
    const Theme &m_theme;
    QPointer<QFileDialog> m_dialog;
    QPointer<StoreView> m_store; ///< for which it is chosen
    Job<OpenedStore> m_looking;  // last: its end is asked for first
};

} // namespace eventscope::ui
