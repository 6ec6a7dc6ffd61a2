// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/help/help_window.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QObject>
#include <QPointer>

namespace eventscope::ui {

class CommandPalette;
class Connections;
class GuidePanel;
class MainWindow;
class Settings;

/// What helps in the window: the palette, the list of shortcuts, the help on the page in front, the guided look at the
/// sample. All but the palette are made when they are asked for. GUI thread.
class Assistance final : public QObject {
    Q_OBJECT

  public:
    /// Takes over their actions of the window's registry. All outlive it.
    Assistance(MainWindow &window, const Theme &theme, const Settings &settings, const Connections &connections);

    [[nodiscard]] CommandPalette *palette() const { return m_palette; }
    /// \name Null while they are not open
    /// @{
    [[nodiscard]] ShortcutSheet *shortcuts() const { return m_shortcuts; }
    [[nodiscard]] HelpWindow *help() const { return m_help; }
    [[nodiscard]] GuidePanel *guide() const;
    /// @}

  private:
    void showShortcuts();
    void showHelp();
    void showGuide();
    void placeGuide();
    /// The name of the help's page on what has the keyboard.
    [[nodiscard]] QString helpPage() const;

    MainWindow &m_window;
    const Theme &m_theme;
    CommandPalette *m_palette;
    QPointer<ShortcutSheet> m_shortcuts;
    QPointer<HelpWindow> m_help;
    QPointer<QDockWidget> m_guide;
};

} // namespace eventscope::ui
