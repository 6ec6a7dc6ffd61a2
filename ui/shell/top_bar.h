// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_mark.h"
#include "ui/theme/theme.h"

#include <QToolBar>

#include <optional>

class QToolButton;

namespace eventscope::ui {

class ActionRegistry;
class CursorBar;
class GoToBox;
class LockPanel;
class StoreButton;

/// The bar at the top: back and forward, the store with its environment, the lock with its evidence, the go-to box, the
/// cursor.
class TopBar final : public QToolBar {
    Q_OBJECT

  public:
    TopBar(const ActionRegistry &actions, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// The store in front from now on; one before must still live. Null: nothing is open.
    void setSession(Session *session);
    /// How the open store is marked; nothing: none is open.
    void setMark(const std::optional<StoreMark> &mark);
    void showEvidence();
    [[nodiscard]] GoToBox *goTo() const { return m_goTo; }
    [[nodiscard]] CursorBar *cursor() const { return m_cursor; }
    [[nodiscard]] StoreButton *store() const { return m_store; }
    [[nodiscard]] LockPanel *evidence() const { return m_evidence; }

  private:
    void showMark();
    void updateWays();

    const ActionRegistry &m_actions;
    Session *m_session = nullptr;
    QString m_exception; ///< of the mark
    StoreButton *m_store;
    QToolButton *m_lock;
    LockPanel *m_evidence;
    GoToBox *m_goTo;
    CursorBar *m_cursor;
    QAction *m_whenOpen[4]; ///< the places of what shows only with a store
};

} // namespace eventscope::ui
