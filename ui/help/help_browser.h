// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/help/help_pages.h"
#include "ui/theme/theme.h"

#include <QTextBrowser>

namespace eventscope::ui {

/// Shows pages of the help with their pictures, which follow the theme and are no wider than a narrow window. Links
/// lead to other pages only: the help opens nothing outside of the program.
class HelpBrowser final : public QTextBrowser {
    Q_OBJECT

  public:
    HelpBrowser(const HelpPages &pages, const Theme &theme, QWidget *parent = nullptr);

    /// Keeps the page that is shown when it is the same.
    void showPage(const QString &name);
    [[nodiscard]] QString page() const;

  protected:
    QVariant loadResource(int type, const QUrl &name) override;

  private:
    [[nodiscard]] QImage picture(const QString &file) const;

    const HelpPages &m_pages;
    const Theme &m_theme;
};

} // namespace eventscope::ui
