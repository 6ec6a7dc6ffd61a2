// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QLatin1String>
#include <QList>
#include <QObject>

namespace eventscope::ui {

/// Everything the user can do, by id: one text, icon, shortcut and tip each, wherever it appears. GUI thread.
class ActionRegistry final : public QObject {
    Q_OBJECT

  public:
    struct Words {
        QString text; ///< with mnemonic
        QString tip;  ///< one sentence; also for the status bar
    };

    /// The registry's actions work while `window` is active.
    explicit ActionRegistry(QWidget *window);

    /// REQUIRES: a new id.
    QAction *add(QLatin1String id, const Words &words, const QKeySequence &keys = {}, QLatin1String iconName = {});
    /// REQUIRES: an id that was added.
    [[nodiscard]] QAction *action(QLatin1String id) const;
    /// In the order in which they were added.
    [[nodiscard]] const QList<QAction *> &all() const { return m_actions; }

  private:
    QWidget *const m_window;
    QList<QAction *> m_actions;
};

} // namespace eventscope::ui
