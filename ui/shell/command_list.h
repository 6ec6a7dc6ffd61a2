// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/command.h"

#include <QMenu>
#include <QSet>

#include <memory>
#include <vector>

class QAbstractButton;
class QAction;
class QComboBox;
class QShortcut;
class QTabBar;
class QWidget;

namespace eventscope::ui {

class ActionRegistry;

/// Everything that can be done in a window at this moment: the actions of its registry, and whatever the widgets in
/// sight have to offer: named buttons, tabs, choices, actions, shortcuts of the key table, and the menus of MenuOffer
/// for the item that is current; and, as what cannot be run from here, all other keys of the table with the reason.
/// What is found stays runnable as long as the list and the widgets live. GUI thread.
class CommandList final {
  public:
    /// `without`: what of the window is left out (the palette itself); may be null.
    CommandList(QWidget &window, const ActionRegistry &registry, bool isStoreOpen, const QWidget *without);

    [[nodiscard]] const Commands &commands() const { return m_commands; }

  private:
    void addRegistry(const ActionRegistry &registry);
    void addWidget(QWidget &widget);
    void addButton(QAbstractButton &button);
    void addTabs(QTabBar &bar);
    void addShortcut(QShortcut &shortcut);
    void addChoices(QComboBox &box);
    void addKeys(const QWidget &window);
    void addHints(const QWidget &window);
    void addMenu(QMenu &menu, const QString &place);
    void addAction(QAction &action, const QString &place);
    void add(Command command);
    [[nodiscard]] QString notInSight(const QString &place) const;
    [[nodiscard]] QString whyNot(const QObject &what, bool isEnabled) const;

    const bool m_isStoreOpen;
    Commands m_commands;
    QSet<const QAction *> m_seen;
    QSet<QString> m_texts; ///< of the registry, and with their places of all others
    std::vector<std::unique_ptr<QMenu>> m_menus;
};

/// The name of the part of the window that a widget belongs to.
[[nodiscard]] QString placeOf(const QWidget &widget);

} // namespace eventscope::ui
