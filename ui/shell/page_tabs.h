// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "ui/theme/theme.h"

#include <QLatin1String>
#include <QTabWidget>

namespace eventscope::ui {

/// What the tab of a page says.
struct PageLabel {
    QLatin1String icon;
    QString text; ///< short
    QString tip;  ///< the whole
    Environment environment = Environment::Unmarked;
    bool canClose = true;
};

/// One bar of tabs with pages behind it, of any store. GUI thread.
class PageTabs final : public QTabWidget {
    Q_OBJECT

  public:
    explicit PageTabs(const Theme &theme, QWidget *parent = nullptr);

    void addPage(int tab, QWidget *page, const PageLabel &label);
    /// REQUIRES: a page that was added. Whether it can be closed stays.
    void setLabel(QWidget *page, const PageLabel &label);

    /// Of two bars side by side one is in front: the texts of the other one step back.
    void setInFront(bool isInFront);

  Q_SIGNALS:
    void closeRequested(QWidget *page);

  private:
    void addCloseButton(QWidget *page);
    void showFront();

    const Theme &m_theme;
    bool m_isInFront = true;
};

} // namespace eventscope::ui
